create schema access;

-- A person who works for one or several tenants signs in once. Not a tenant table: read only by definer functions.
create table access.person (
  person_id uuid primary key,
  email text not null constraint person_email_key unique check (email = lower(email)),
  password_hash text not null,
  created_at timestamptz not null
);
-- Failed sign-ins by e-mail (hashed, known or not), for the lock-out.
create table access.sign_in_failure (
  email_hash bytea not null,
  failed_at timestamptz not null
);
create index sign_in_failure_recent on access.sign_in_failure (email_hash, failed_at);

create table access.staff (
  tenant_id uuid not null,
  staff_id uuid not null,
  person_id uuid not null,
  email text not null,
  name text not null check (name <> ''),
  role text not null check (role in ('hq_admin', 'store_manager')),
  -- The top of the organisation subtree whose data this person sees.
  unit_id uuid not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null,
  primary key (tenant_id, staff_id),
  constraint staff_person_key unique (tenant_id, person_id)
);

create table access.session (
  tenant_id uuid not null,
  session_id uuid not null,
  token_hash bytea not null,
  staff_id uuid not null,
  transport text not null check (transport in ('cookie', 'bearer')),
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, staff_id) references access.staff (tenant_id, staff_id)
);
create index session_by_token on access.session (token_hash);
create index session_by_staff on access.session (tenant_id, staff_id, created_at desc);

create table access.api_key (
  tenant_id uuid not null,
  key_id uuid not null,
  key_hash bytea not null,
  prefix text not null,
  name text not null,
  permissions text[] not null,
  unit_id uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, key_id)
);
create index api_key_by_hash on access.api_key (key_hash);
