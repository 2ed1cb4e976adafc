-- Who did what to what, from where and why. Written in the transaction of what it tells; the application can neither
-- change nor delete it (database/grants.sql).
create table platform.audit_entry (
  tenant_id uuid not null,
  audit_entry_id uuid not null,
  recorded_at timestamptz not null,
  -- `role.updated`, `member.revealed` …
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  actor text not null check (actor in ('staff', 'api_key', 'member', 'system')),
  -- The staff, key or member; null for the system itself.
  actor_id uuid check ((actor = 'system') = (actor_id is null)),
  session_id uuid,
  ip text,
  user_agent text,
  request_id text,
  route text,
  subject_kind text not null,
  subject_id uuid,
  -- Only what changed; never a phone, an ID number or a secret in clear.
  before jsonb,
  after jsonb,
  reason text,
  -- Somebody else said yes.
  approval_id uuid,
  primary key (tenant_id, audit_entry_id)
);
create index audit_entry_newest on platform.audit_entry (tenant_id, recorded_at desc, audit_entry_id desc);
create index audit_entry_by_subject on platform.audit_entry (tenant_id, subject_id, recorded_at desc) where subject_id is not null;
create index audit_entry_by_actor on platform.audit_entry (tenant_id, actor_id, recorded_at desc) where actor_id is not null;
create index audit_entry_by_action on platform.audit_entry (tenant_id, action, recorded_at desc);
