-- For one person's history.
create view purchases.v_purchase_line with (security_invoker = true) as
  select tenant_id, purchase_id, line_no, item_name, quantity, amount_fen from purchases.purchase_line;
