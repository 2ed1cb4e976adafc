-- What API keys asked for and what they were told, and what staff were refused: for whoever looks for a mistake of theirs
-- or ours. Bodies are redacted before they come here; 30 days.
create table platform.request_log (
  tenant_id uuid not null,
  logged_request_id uuid not null,
  recorded_at timestamptz not null,
  -- As in X-Request-Id.
  request_id uuid not null,
  actor text not null check (actor in ('api_key', 'staff')),
  actor_id uuid not null,
  method text not null,
  route text not null,
  path text not null,
  status smallint not null,
  error_code text,
  duration_ms int not null,
  ip text not null,
  user_agent text not null,
  idempotency_key text,
  is_replay boolean not null,
  query jsonb,
  request_body jsonb,
  response_body jsonb,
  -- Requests of the same caller since the entry before that were not written down: there were too many at once.
  skipped int not null,
  primary key (tenant_id, logged_request_id)
);
create index request_log_newest on platform.request_log (tenant_id, recorded_at desc, logged_request_id desc);
create index request_log_by_actor on platform.request_log (tenant_id, actor_id, recorded_at desc, logged_request_id desc);
create index request_log_by_request on platform.request_log (tenant_id, request_id);
create index request_log_age on platform.request_log using brin (recorded_at);
