-- Files that people bring and take, and long work that they watch.

-- Content is in file_chunk, sealed: a file of members is as personal as the members' table.
create table platform.file (
  tenant_id uuid not null,
  file_id uuid not null,
  kind text not null check (kind in ('upload', 'export')),
  name text not null check (length(name) between 1 and 200),
  size_bytes bigint not null default 0 check (size_bytes >= 0),
  -- Null while it is being written; then nothing changes any more.
  sha256 bytea check (length(sha256) = 32),
  -- The staff or key who may read it; null for the system's own.
  owner_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, file_id)
);
create index file_expiry on platform.file (expires_at);

create table platform.file_chunk (
  tenant_id uuid not null,
  file_id uuid not null,
  chunk_no int not null check (chunk_no >= 0),
  content_cipher bytea not null,
  primary key (tenant_id, file_id, chunk_no),
  foreign key (tenant_id, file_id) references platform.file on delete cascade
);

create table platform.job (
  tenant_id uuid not null,
  job_id uuid not null,
  kind text not null,
  -- What it is about, in the words of whoever started it: a file's name.
  title text not null default '',
  -- The import, export or replay it works for.
  subject_kind text,
  subject_id uuid,
  state text not null check (state in ('queued', 'running', 'paused', 'canceled', 'failed', 'done')),
  total bigint check (total >= 0),
  done bigint not null default 0,
  ok bigint not null default 0,
  failed bigint not null default 0,
  input jsonb not null,
  -- Where to go on after a pause or a crash: what the last step that was kept has said.
  cursor jsonb,
  result jsonb,
  -- Counts the workers that took it: one that was given up for dead no longer writes once another has begun.
  attempt int not null default 0,
  -- Crashes and errors since something moved; too many and it is dead.
  stumbles int not null default 0,
  error_code text,
  error_text text,
  -- The caller as the audit log will name them, and how far their hand reaches.
  actor text not null check (actor in ('staff', 'api_key', 'member', 'system')),
  actor_id uuid,
  caller jsonb not null,
  scope jsonb not null,
  -- The real clock, all of them: it is work, not business.
  created_at timestamptz not null,
  run_at timestamptz not null,
  started_at timestamptz,
  beat_at timestamptz,
  ended_at timestamptz,
  -- For the time left: since when and from where the present run counts.
  run_started_at timestamptz,
  run_started_done bigint not null default 0,
  -- Grows with every change that a watcher should see.
  revision bigint not null default 0,
  primary key (tenant_id, job_id),
  check ((state in ('done', 'failed', 'canceled')) = (ended_at is not null))
);
create index job_newest on platform.job (tenant_id, created_at desc, job_id desc);
create index job_of_actor on platform.job (tenant_id, actor_id, created_at desc);
create index job_of_subject on platform.job (tenant_id, subject_id) where subject_id is not null;
create index job_open on platform.job (run_at) where state in ('queued', 'running');

-- What a job could not do, by row of its source. The row itself stays in the source and is not copied.
create table platform.job_failure (
  tenant_id uuid not null,
  job_id uuid not null,
  row_no bigint not null,
  code text not null,
  field text,
  data jsonb not null default '{}',
  primary key (tenant_id, job_id, row_no),
  foreign key (tenant_id, job_id) references platform.job on delete cascade
);

-- Jobs that start by themselves, by the tenant's own wall clock.
create table platform.job_schedule (
  tenant_id uuid not null,
  kind text not null,
  cron text not null,
  time_zone text not null,
  is_enabled boolean not null default true,
  next_at timestamptz not null,
  last_job_id uuid,
  version int not null default 1,
  primary key (tenant_id, kind)
);
create index job_schedule_due on platform.job_schedule (next_at) where is_enabled;
