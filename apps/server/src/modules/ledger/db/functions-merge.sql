-- What a merge moved, lot by lot: from where to where.
create or replace function ledger.moved_lots(p_tenant_id uuid, p_transaction_id uuid)
returns table (line_no int, draw_no int, asset text, from_account uuid, from_lot uuid, to_account uuid, to_lot uuid)
language sql stable as $$
  select x.line_no, x.draw_no, a.asset, x.account_id, x.lot_id, ledger.account_id(m.to_owner_id, a.asset),
         ledger.derived_lot_id(x.transaction_id, x.line_no, x.lot_id)
  from ledger.owner_merge m
  join ledger.allocation x on x.tenant_id = p_tenant_id and x.transaction_id = m.transaction_id
  join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = x.account_id
  where m.tenant_id = p_tenant_id and m.transaction_id = p_transaction_id;
$$;
