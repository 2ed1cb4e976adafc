create schema privacy;

-- What a person asks for by law, and until when they must have their answer.
create table privacy.subject_request (
  tenant_id uuid not null,
  request_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('access', 'correction', 'erasure', 'withdrawal')),
  state text not null check (state in ('received', 'verifying', 'in_progress', 'done', 'refused')),
  channel text not null,
  note text,
  -- The tenant's time and zone.
  received_at timestamptz not null,
  received_date date not null,
  due_date date not null,
  -- Years on the way whose holidays nobody has announced: only weekends were counted there.
  unknown_years int[] not null default '{}',
  extended_days int not null default 0 check (extended_days between 0 and 15),
  extension_reason text,
  outcome text,
  package_json_file_id uuid,
  package_csv_file_id uuid,
  approval_id uuid,
  job_id uuid,
  closed_at timestamptz check ((closed_at is null) = (state not in ('done', 'refused'))),
  version int not null default 1,
  recorded_at timestamptz not null,
  primary key (tenant_id, request_id)
);
create index subject_request_by_due on privacy.subject_request (tenant_id, due_date, request_id) where closed_at is null;
create index subject_request_newest on privacy.subject_request (tenant_id, received_at desc, request_id desc);
create index subject_request_by_member on privacy.subject_request (tenant_id, member_id, received_at desc);
-- The same question twice would be two clocks for one answer.
create unique index subject_request_open_key on privacy.subject_request (tenant_id, member_id, kind) where closed_at is null;

create table privacy.request_step (
  tenant_id uuid not null,
  request_id uuid not null,
  step_no int not null,
  action text not null,
  actor text not null check (actor in ('staff', 'api_key', 'member', 'system')),
  actor_id uuid,
  note text,
  recorded_at timestamptz not null,
  primary key (tenant_id, request_id, step_no)
);

-- How long a class of data is kept. A class without a row is kept as long as the program says.
create table privacy.retention_rule (
  tenant_id uuid not null,
  data_class text not null,
  days int not null check (days between 1 and 36500),
  version int not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, data_class)
);
create table privacy.retention_run (
  tenant_id uuid not null,
  run_id uuid not null,
  is_dry boolean not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  -- By class: the day before which, and how many rows.
  results jsonb not null,
  primary key (tenant_id, run_id)
);

-- What went wrong with personal data and was told to whom.
create table privacy.incident (
  tenant_id uuid not null,
  incident_id uuid not null,
  title text not null check (title <> ''),
  severity text not null check (severity in ('low', 'medium', 'high')),
  discovered_at timestamptz not null,
  people int not null check (people >= 0),
  measures text not null,
  authority_told_at timestamptz,
  people_told_at timestamptz,
  closed_at timestamptz,
  version int not null default 1,
  recorded_at timestamptz not null,
  primary key (tenant_id, incident_id)
);
