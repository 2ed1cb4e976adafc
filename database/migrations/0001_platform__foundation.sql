-- What every room stands on: who may connect, idempotency, the outbox and its log, business timers.

do $$ begin
  if not exists (select from pg_roles where rolname = 'huiyou_app') then
    create role huiyou_app nologin;
  end if;
  -- The connecting user must be able to step down to the application's role.
  if not pg_has_role(current_user, 'huiyou_app', 'member') then
    execute format('grant huiyou_app to %I', current_user);
  end if;
end $$;

-- Committed answers only; a failed request leaves nothing and is executed again.
create table platform.idempotency_key (
  tenant_id uuid not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  status smallint not null,
  body text not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, route, key)
);
create index idempotency_key_age on platform.idempotency_key using brin (recorded_at);

-- Events written by a transaction, not yet in order. event_no is taken under the writer's member lock, so within
-- one member it follows the order of commits.
create table platform.outbox (
  tenant_id uuid not null,
  event_no bigint generated always as identity,
  event_id uuid not null,
  type text not null,
  subject_id uuid not null,
  payload jsonb not null,
  business_time timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, event_no)
);

-- The log: the sequencer moves committed rows here and gives them their position, so a cursor can never pass a row
-- that commits later.
create sequence platform.event_position;
create table platform.event (
  tenant_id uuid not null,
  position bigint not null,
  event_id uuid not null,
  type text not null,
  subject_id uuid not null,
  payload jsonb not null,
  business_time timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, position)
);
create index event_by_position on platform.event (position);

-- Not a tenant table: one cursor per consumer over all tenants.
create table platform.consumer (
  name text primary key,
  position bigint not null default 0,
  updated_at timestamptz not null
);

-- Business timers: due in the tenant's own time, so that a test clock can run a year of them in order.
create table platform.timer (
  tenant_id uuid not null,
  kind text not null,
  key text not null,
  due_at timestamptz not null,
  payload jsonb not null default '{}',
  primary key (tenant_id, kind, key)
);
create index timer_due on platform.timer (tenant_id, due_at, kind, key);
