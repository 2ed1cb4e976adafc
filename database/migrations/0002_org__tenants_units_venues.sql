create schema org;

create table org.tenant (
  tenant_id uuid primary key,
  name text not null check (name <> ''),
  names jsonb not null default '{}',
  mode text not null check (mode in ('live', 'sandbox')),
  currency text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'Asia/Shanghai',
  -- The test clock. Only a sandbox has one; a live tenant lives in real time.
  test_now timestamptz check ((mode = 'sandbox') = (test_now is not null)),
  created_at timestamptz not null
);

create table org.org_unit (
  tenant_id uuid not null references org.tenant,
  unit_id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('group', 'company', 'venue', 'store')),
  name text not null check (name <> ''),
  code text not null check (code <> ''),
  -- From the root down to the unit itself: a subtree is every unit whose path holds its root.
  path uuid[] not null,
  created_at timestamptz not null,
  primary key (tenant_id, unit_id),
  constraint org_unit_code_key unique (tenant_id, code),
  foreign key (tenant_id, parent_id) references org.org_unit (tenant_id, unit_id),
  check ((parent_id is null) = (kind = 'group')),
  check (path[cardinality(path)] = unit_id)
);
create unique index org_unit_one_root on org.org_unit (tenant_id) where parent_id is null;

create table org.venue (
  tenant_id uuid not null,
  venue_id uuid not null,
  unit_id uuid not null,
  name text not null check (name <> ''),
  code text not null check (code <> ''),
  business_type text not null check (business_type in ('ticket', 'dining', 'lodging', 'retail', 'parking', 'entertainment', 'wellness', 'transport')),
  time_zone text not null,
  -- Minutes past midnight. A business day ends at the cut-off: 240 means that 01:30 still belongs to the day before.
  day_cutoff_minutes int not null check (day_cutoff_minutes between 0 and 720),
  opens_minutes int not null check (opens_minutes between 0 and 1440),
  -- May pass midnight: 1500 is 01:00 of the next day.
  closes_minutes int not null check (closes_minutes between 0 and 2160),
  map_width int check (map_width > 0),
  map_height int check (map_height > 0),
  created_at timestamptz not null,
  primary key (tenant_id, venue_id),
  constraint venue_code_key unique (tenant_id, code),
  foreign key (tenant_id, unit_id) references org.org_unit (tenant_id, unit_id)
);
create index venue_by_unit on org.venue (tenant_id, unit_id);

create view org.v_unit with (security_invoker = true) as select tenant_id, unit_id, parent_id, kind, name, code, path from org.org_unit;
create view org.v_venue with (security_invoker = true) as
  select tenant_id, venue_id, unit_id, name, code, business_type, time_zone, day_cutoff_minutes, opens_minutes, closes_minutes, map_width, map_height from org.venue;
create view org.v_tenant with (security_invoker = true) as select tenant_id, name, names, mode, currency, time_zone, test_now from org.tenant;
