-- Corrections by hand. A small one is posted at once; above the programme's threshold a second person decides. Every
-- change of state is one conditional update of this row.
create table points.adjustment (
  tenant_id uuid not null,
  adjustment_id uuid not null,
  member_id uuid not null,
  points bigint not null check (points <> 0),
  reason text not null check (reason <> ''),
  external_id text,
  state text not null check (state in ('waiting', 'posted', 'rejected', 'expired')),
  -- The programme's, at the time of the request; null: it has none.
  threshold bigint check (threshold >= 0),
  requested_by_kind text not null check (requested_by_kind in ('staff', 'api_key')),
  requested_by uuid not null,
  -- Tenant time, as everything but recorded_at.
  requested_at timestamptz not null,
  ends_at timestamptz not null,
  decided_by_kind text check (decided_by_kind in ('staff', 'api_key')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  transaction_id uuid,
  recorded_at timestamptz not null,
  primary key (tenant_id, adjustment_id),
  constraint adjustment_external_id_key unique (tenant_id, external_id),
  check ((state = 'posted') = (transaction_id is not null)),
  check ((state = 'waiting') = (decided_at is null)),
  -- Above the threshold nobody approves their own request.
  check (state <> 'posted' or abs(points) <= threshold or (decided_by_kind, decided_by) is distinct from (requested_by_kind, requested_by))
);
create index adjustment_newest on points.adjustment (tenant_id, requested_at desc, adjustment_id desc);
create index adjustment_by_state on points.adjustment (tenant_id, state, requested_at desc, adjustment_id desc);
create index adjustment_by_member on points.adjustment (tenant_id, member_id, requested_at desc, adjustment_id desc);
