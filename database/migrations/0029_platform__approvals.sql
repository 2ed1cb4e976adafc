-- The second person: what waits for a yes, which operations ask for one, and who stands in for whom.
create table platform.approval_rule (
  tenant_id uuid not null,
  -- `purchases.refund`: an operation of a room.
  kind text not null,
  enabled boolean not null,
  -- Above it a second person is asked; null: always.
  threshold bigint check (threshold >= 0),
  hours int not null check (hours between 1 and 720),
  version int not null,
  updated_at timestamptz not null,
  primary key (tenant_id, kind)
);

create table platform.delegation (
  tenant_id uuid not null,
  delegation_id uuid not null,
  from_staff_id uuid not null,
  to_staff_id uuid not null check (to_staff_id <> from_staff_id),
  permissions text[] not null check (cardinality(permissions) > 0),
  -- Tenant time.
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  reason text not null check (reason <> ''),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, delegation_id)
);
create index delegation_to on platform.delegation (tenant_id, to_staff_id, valid_until);
create index delegation_from on platform.delegation (tenant_id, from_staff_id, valid_until);

-- Every change of state is made under the row's lock, which comes before all locks of rooms.
create table platform.approval (
  tenant_id uuid not null,
  approval_id uuid not null,
  kind text not null,
  input jsonb not null,
  -- The caller's own mark of what is asked for: waits once at a time.
  request_key text,
  subject_kind text not null,
  subject_id uuid,
  -- Whose matter it is; null: the whole group's.
  unit_id uuid,
  reason text not null check (reason <> ''),
  -- What it would have done when it was asked for; once decided, what the second person saw.
  effect jsonb,
  state text not null check (state in ('waiting', 'approved', 'rejected', 'canceled', 'expired')),
  requested_by_kind text not null check (requested_by_kind in ('staff', 'api_key')),
  requested_by uuid not null,
  -- Tenant time, as everything but recorded_at.
  requested_at timestamptz not null,
  ends_at timestamptz not null,
  decided_by_kind text check (decided_by_kind in ('staff', 'api_key')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  -- The yes or no of somebody who stood in for another.
  delegation_id uuid,
  result jsonb,
  -- Why the last yes could not be carried out: {code, data, at}.
  failure jsonb,
  recorded_at timestamptz not null,
  primary key (tenant_id, approval_id),
  check ((state = 'waiting') = (decided_at is null)),
  -- Nobody approves their own request. (A cancellation is the requester's own.)
  check (state <> 'approved' or (decided_by_kind, decided_by) is distinct from (requested_by_kind, requested_by))
);
create unique index approval_waits_once on platform.approval (tenant_id, kind, request_key) where state = 'waiting' and request_key is not null;
create index approval_newest on platform.approval (tenant_id, requested_at desc, approval_id desc);
create index approval_by_state on platform.approval (tenant_id, state, requested_at desc, approval_id desc);
create index approval_by_requester on platform.approval (tenant_id, requested_by, requested_at desc);

-- For the one migration of a room whose requests waited before there was an inbox; it drops this again.
create function platform.adopt_waiting(
  p_tenant_id uuid, p_approval_id uuid, p_kind text, p_input jsonb, p_subject_kind text, p_subject_id uuid, p_unit_id uuid, p_reason text,
  p_requested_by_kind text, p_requested_by uuid, p_requested_at timestamptz, p_ends_at timestamptz, p_recorded_at timestamptz, p_old_timer text)
returns void language sql as $$
  insert into platform.approval (tenant_id, approval_id, kind, input, subject_kind, subject_id, unit_id, reason, state,
                                 requested_by_kind, requested_by, requested_at, ends_at, recorded_at)
  values (p_tenant_id, p_approval_id, p_kind, p_input, p_subject_kind, p_subject_id, p_unit_id, p_reason, 'waiting',
          p_requested_by_kind, p_requested_by, p_requested_at, p_ends_at, p_recorded_at);
  insert into platform.timer (tenant_id, kind, key, due_at, payload) values (p_tenant_id, 'approvals.end', p_approval_id::text, p_ends_at, '{}');
  delete from platform.timer t where t.tenant_id = p_tenant_id and t.kind = p_old_timer and t.key = p_approval_id::text;
$$;
