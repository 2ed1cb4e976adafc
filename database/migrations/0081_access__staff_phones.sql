-- Staff on the floor sign in by their phone. A number is one person's within a tenant.
alter table access.staff
  add column phone_cipher bytea,
  add column phone_index bytea,
  add column phone_tail text check (phone_tail ~ '^[0-9]{4}$'),
  add constraint staff_phone_is_whole check ((phone_cipher is null) = (phone_index is null) and (phone_index is null) = (phone_tail is null));
create unique index staff_phone_key on access.staff (tenant_id, phone_index) where phone_index is not null;

-- The newest code of each phone: what stands here is its keyed hash.
create table access.staff_sms_code (
  tenant_id uuid not null,
  phone_index bytea not null,
  code_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  sent_count int not null default 1,
  window_started_at timestamptz not null,
  primary key (tenant_id, phone_index)
);
