-- Applied after every change of schema: row-level security on every tenant table, and what the application may do.
do $$
declare
  t record;
begin
  for t in
    select n.nspname, c.relname, c.relrowsecurity,
           exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant') as has_policy
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
      and n.nspname in ('platform', 'org', 'ledger', 'messaging', 'consents', 'access', 'members', 'tiers', 'wallet', 'points', 'purchases', 'visits', 'insights', 'webhooks', 'privacy', 'sandboxes', 'wechat', 'devices', 'kiosk')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
  loop
    if not t.relrowsecurity then
      execute format('alter table %I.%I enable row level security', t.nspname, t.relname);
    end if;
    if not t.has_policy then
      execute format(
        $p$create policy tenant on %I.%I using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$p$,
        t.nspname, t.relname);
    end if;
  end loop;
  for t in
    select nspname from pg_namespace
    where nspname in ('platform', 'org', 'ledger', 'messaging', 'consents', 'access', 'members', 'tiers', 'wallet', 'points', 'purchases', 'visits', 'insights', 'webhooks', 'privacy', 'sandboxes', 'wechat', 'devices', 'kiosk')
  loop
    execute format('grant usage on schema %I to huiyou_app', t.nspname);
    execute format('grant select, insert, update, delete on all tables in schema %I to huiyou_app', t.nspname);
    execute format('grant usage on all sequences in schema %I to huiyou_app', t.nspname);
    execute format('grant execute on all functions in schema %I to huiyou_app', t.nspname);
  end loop;
end $$;

-- The book is append-only for the application: a correction is a new transaction.
do $$
declare
  t record;
begin
  for t in
    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
      and (n.nspname = 'ledger' and (c.relname ~ '^(transaction|entry|allocation|block|sealed)' or c.relname = 'reversal') or n.nspname = 'platform' and c.relname in ('event', 'audit_entry'))
  loop
    execute format('revoke update, delete on %I.%I from huiyou_app', t.nspname, t.relname);
  end loop;
end $$;
-- Known only to the functions that read them.
revoke all on access.person, access.person_totp, access.recovery_code, access.sign_in_challenge, access.password_reset, access.sign_in_failure, devices.pairing, platform.migration, platform.consumer from huiyou_app;
-- The installation's, written by the tools.
revoke all on platform.backup_run, platform.recovery_probe from huiyou_app;
