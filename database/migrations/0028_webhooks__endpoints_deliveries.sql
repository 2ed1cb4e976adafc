create schema webhooks;

create table webhooks.endpoint (
  tenant_id uuid not null,
  endpoint_id uuid not null,
  url text not null,
  description text not null,
  -- `points.earned`, `points.*`, `*`
  event_types text[] not null check (cardinality(event_types) > 0),
  -- Only what happens below this unit; null is everything.
  unit_id uuid,
  -- paused: by hand, deliveries wait. disabled: by the receiver (410) or after days of failure, nothing is queued.
  state text not null default 'active' check (state in ('active', 'paused', 'disabled')),
  disabled_reason text check (disabled_reason in ('gone', 'failing')),
  disabled_at timestamptz,
  -- Failures since the last success, when the first of them was, and until when the receiver is left alone.
  failures int not null default 0,
  failing_since timestamptz,
  retry_at timestamptz,
  last_success_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, endpoint_id),
  check ((state = 'disabled') = (disabled_reason is not null) and (state = 'disabled') = (disabled_at is not null))
);
create index endpoint_active on webhooks.endpoint (tenant_id) where state = 'active' and deleted_at is null;

-- A new secret and the one before it sign side by side until that one ends.
create table webhooks.secret (
  tenant_id uuid not null,
  secret_id uuid not null,
  endpoint_id uuid not null,
  secret_cipher bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (tenant_id, secret_id),
  foreign key (tenant_id, endpoint_id) references webhooks.endpoint (tenant_id, endpoint_id)
);
create index secret_of_endpoint on webhooks.secret (tenant_id, endpoint_id, created_at desc);

-- One event for one endpoint: an endpoint's queue, and afterwards its log. A copy of the event, so that a queue is read
-- without the log, and a trial event needs no place in it.
create table webhooks.delivery (
  tenant_id uuid not null,
  delivery_id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  event_position bigint not null,
  type text not null,
  subject_id uuid not null,
  payload jsonb not null,
  business_time timestamptz not null,
  is_test boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  -- Attempts of the present round; a replay begins a new round.
  attempts int not null default 0,
  due_at timestamptz not null,
  -- Somebody is sending it. When they died meanwhile, it is sent again after this.
  leased_until timestamptz,
  last_status int,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, delivery_id),
  foreign key (tenant_id, endpoint_id) references webhooks.endpoint (tenant_id, endpoint_id)
);
create index delivery_due on webhooks.delivery (tenant_id, endpoint_id, due_at, event_position) where state = 'waiting';
create index delivery_newest on webhooks.delivery (tenant_id, endpoint_id, created_at desc, delivery_id desc);
create index delivery_newest_of_state on webhooks.delivery (tenant_id, endpoint_id, state, created_at desc, delivery_id desc);
create index delivery_age on webhooks.delivery using brin (created_at);

create table webhooks.attempt (
  tenant_id uuid not null,
  attempt_id uuid not null,
  delivery_id uuid not null,
  attempted_at timestamptz not null,
  duration_ms int not null,
  -- The answer's status, or why there was none.
  status int,
  error text,
  -- Where the address led.
  ip text,
  response_excerpt text not null,
  primary key (tenant_id, attempt_id)
);
create index attempt_of_delivery on webhooks.attempt (tenant_id, delivery_id, attempted_at);
