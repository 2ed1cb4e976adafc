-- A rule tried over a past period. Nothing is posted: the row keeps how far the job is and what came out.
create table points.replay (
  tenant_id uuid not null,
  replay_id uuid not null,
  rule_id uuid not null,
  rule_version int not null,
  from_date date not null,
  to_date date not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'canceled')),
  -- Counts the starts: a worker that was given up for dead no longer writes once another has begun.
  attempt int not null default 0,
  done bigint not null default 0,
  total bigint,
  policy_revision bigint,
  result jsonb,
  requested_by_kind text not null check (requested_by_kind in ('staff', 'api_key')),
  requested_by uuid not null,
  -- The real clock, all of them: it is work, not business.
  requested_at timestamptz not null,
  started_at timestamptz,
  beat_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, replay_id),
  check (from_date <= to_date),
  check ((state = 'done') = (result is not null)),
  check ((state in ('done', 'failed', 'canceled')) = (ended_at is not null))
);
create index replay_newest on points.replay (tenant_id, requested_at desc, replay_id desc);
create index replay_open on points.replay (beat_at) where state in ('queued', 'running');
