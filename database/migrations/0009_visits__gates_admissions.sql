create schema visits;

create table visits.gate (
  tenant_id uuid not null,
  gate_id uuid not null,
  venue_id uuid not null,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  kind text not null check (kind in ('entry', 'exit', 'attraction')),
  -- On the venue's map, in its units.
  x numeric(9, 2),
  y numeric(9, 2),
  created_at timestamptz not null,
  primary key (tenant_id, gate_id),
  constraint gate_code_key unique (tenant_id, venue_id, code)
);

-- One decision at a gate, admitted or refused, always recorded.
create table visits.admission (
  tenant_id uuid not null,
  admission_id uuid not null,
  gate_id uuid not null,
  venue_id uuid not null,
  member_id uuid,
  kind text not null check (kind in ('entry', 'exit', 'check_in')),
  admitted boolean not null,
  reasons jsonb not null,
  -- The entry that stands against a refused one: who, when and where is read from it.
  previous_id uuid,
  -- A file may bring several check-ins of one person at one place as one row.
  quantity int not null default 1 check (quantity between 1 and 1000),
  nonce text not null,
  -- The window of the member code that was shown: a window enters once.
  code_window bigint,
  business_time timestamptz not null,
  -- Files that know only the day say so; such rows are left out of hourly charts.
  time_precision text not null default 'second' check (time_precision in ('second', 'day')),
  business_date date not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, admission_id),
  constraint admission_nonce_key unique (tenant_id, gate_id, nonce),
  foreign key (tenant_id, gate_id) references visits.gate (tenant_id, gate_id)
);
create index admission_by_member on visits.admission (tenant_id, member_id, business_time desc, admission_id desc) where member_id is not null;
create index admission_by_day on visits.admission (tenant_id, business_date, venue_id, kind)
  include (business_time, time_precision, admitted, quantity, member_id, gate_id);
-- Lists are read venue by venue and merged, so that a venue with few visits is not sought among all the others.
create index admission_by_venue on visits.admission (tenant_id, venue_id, business_time desc, admission_id desc);
create index admission_refused on visits.admission (tenant_id, venue_id, business_time desc, admission_id desc) where not admitted;

-- Where a member stands at a venue. The row is locked before a decision, so two gates cannot both let in; it is empty
-- (since is null) until the first movement.
create table visits.presence (
  tenant_id uuid not null,
  venue_id uuid not null,
  member_id uuid not null,
  business_date date,
  inside boolean not null default false,
  since timestamptz,
  -- The newest entry, and the newest code window that has entered.
  entry_id uuid,
  code_window bigint,
  -- The member first: a look-up that uses only a part of the key still meets a few rows.
  primary key (tenant_id, member_id, venue_id),
  check ((business_date is null) = (since is null) and (not inside or entry_id is not null))
) with (fillfactor = 80);

create view visits.v_admission with (security_invoker = true) as
  select tenant_id, admission_id, gate_id, venue_id, member_id, kind, admitted, reasons, quantity, business_time, time_precision, business_date, recorded_at from visits.admission;
create view visits.v_gate with (security_invoker = true) as select tenant_id, gate_id, venue_id, code, name, kind, x, y from visits.gate;
