-- A key has an end, a limit of its own, a maker and a trace of its last use; rotated, the token before it works on for a while.
alter table access.api_key
  add column expires_at timestamptz,
  -- Requests a minute; null is the installation's limit.
  add column rate_limit_per_minute int check (rate_limit_per_minute between 1 and 10000000),
  add column created_by uuid,
  add column rotated_at timestamptz,
  add column old_key_hash bytea,
  add column old_key_until timestamptz,
  -- Written at most once a minute.
  add column last_used_at timestamptz,
  add column last_used_ip text,
  add constraint api_key_old check ((old_key_hash is null) = (old_key_until is null));
create index api_key_by_old_hash on access.api_key (old_key_hash) where old_key_hash is not null;
create index api_key_newest on access.api_key (tenant_id, created_at desc, key_id desc);
drop function if exists access.find_api_key(bytea);
