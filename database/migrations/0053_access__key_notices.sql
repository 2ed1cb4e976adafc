-- Who issued a key and who looks after keys is told before it ends; each notice once for each end.
create table access.api_key_notice (
  tenant_id uuid not null,
  key_id uuid not null,
  expires_at timestamptz not null,
  days_before int not null,
  told_at timestamptz not null,
  primary key (tenant_id, key_id, expires_at, days_before),
  foreign key (tenant_id, key_id) references access.api_key (tenant_id, key_id)
);
create index api_key_by_end on access.api_key (tenant_id, expires_at) where expires_at is not null and revoked_at is null;
