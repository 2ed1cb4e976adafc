-- Somebody who is asked to work here. The link of the mail works once; only its hash is kept.
create table access.invitation (
  tenant_id uuid not null,
  invitation_id uuid not null,
  email text not null check (email = lower(email)),
  name text not null check (name <> ''),
  role_id uuid not null,
  unit_id uuid not null,
  language text not null,
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, invitation_id),
  foreign key (tenant_id, role_id) references access.role (tenant_id, role_id),
  foreign key (tenant_id, invited_by) references access.staff (tenant_id, staff_id)
);
create unique index invitation_open_key on access.invitation (tenant_id, email) where accepted_at is null and revoked_at is null;
create index invitation_newest on access.invitation (tenant_id, created_at desc, invitation_id desc);
create index invitation_by_token on access.invitation (token_hash);
