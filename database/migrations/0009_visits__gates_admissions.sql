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
  -- A file may bring several check-ins of one person at one place as one row.
  quantity int not null default 1 check (quantity between 1 and 1000),
  nonce text not null,
  -- The window of the member code that was shown: a window admits once.
  code_window bigint,
  business_time timestamptz not null,
  -- Files that know only the day say so; such rows are left out of hourly charts.
  time_precision text not null default 'second' check (time_precision in ('second', 'day')),
  business_date date not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, admission_id),
  constraint admission_nonce_key unique (tenant_id, gate_id, nonce)
);
create index admission_by_member on visits.admission (tenant_id, member_id, business_time desc, admission_id desc) where member_id is not null;
create index admission_by_day on visits.admission (tenant_id, business_date, venue_id, kind) include (business_time, admitted, quantity, member_id, gate_id);
create index admission_newest on visits.admission (tenant_id, business_time desc, admission_id desc);

-- Who is inside: at most one row per member and venue. Locked before a decision, so two gates cannot both let in.
create table visits.presence (
  tenant_id uuid not null,
  venue_id uuid not null,
  member_id uuid not null,
  business_date date not null,
  inside boolean not null,
  admission_id uuid not null,
  gate_id uuid not null,
  since timestamptz not null,
  code_window bigint,
  primary key (tenant_id, venue_id, member_id)
) with (fillfactor = 80);

create view visits.v_admission with (security_invoker = true) as
  select tenant_id, admission_id, gate_id, venue_id, member_id, kind, admitted, reasons, quantity, business_time, time_precision, business_date, recorded_at from visits.admission;
create view visits.v_gate with (security_invoker = true) as select tenant_id, gate_id, venue_id, code, name, kind, x, y from visits.gate;
