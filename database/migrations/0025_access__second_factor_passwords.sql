-- Second factors, sign-ins under way, password resets and what a tenant demands of its people. People are no tenant's:
-- their tables are closed to the application and read by definer functions only (modules/access/db/functions-identity.sql).

alter table access.person add column password_changed_at timestamptz;

create table access.person_totp (
  person_id uuid primary key references access.person (person_id),
  secret_cipher bytea not null,
  created_at timestamptz not null,
  -- Null while the person has not shown a code of it.
  confirmed_at timestamptz,
  -- A code works once: the step of the last one that did.
  last_step bigint not null default 0
);
create table access.recovery_code (
  person_id uuid not null references access.person (person_id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
-- The password was right, the second step is awaited.
create table access.sign_in_challenge (
  token_hash bytea primary key,
  person_id uuid not null references access.person (person_id),
  transport text not null check (transport in ('cookie', 'bearer')),
  expires_at timestamptz not null
);
-- Asked for, for a known e-mail or not: both cost the same. The token exists once the mail is written.
create table access.password_reset (
  reset_id uuid primary key,
  email_hash bytea not null,
  person_id uuid references access.person (person_id),
  language text not null,
  token_hash bytea constraint password_reset_token_key unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_by_email on access.password_reset (email_hash, asked_at);

create table access.policy (
  tenant_id uuid not null,
  -- Codes of the roles whose holders need a second factor.
  totp_roles text[] not null,
  version int not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
