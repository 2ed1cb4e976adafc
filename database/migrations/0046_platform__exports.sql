-- Lists that somebody took out of the house: what, why, how much, and by whose yes.
create table platform.export (
  tenant_id uuid not null,
  export_id uuid not null,
  kind text not null,
  format text not null check (format in ('csv', 'xlsx')),
  columns text[] not null,
  -- Of these a value in full, where everybody else gets it shortened.
  clear_columns text[] not null,
  -- As the caller wrote it: read again by the kind when the work begins.
  filter jsonb not null,
  reason text not null,
  language text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'canceled', 'refused')),
  -- As counted when it was asked for; `rows_written` when the file is whole.
  rows_expected bigint not null check (rows_expected >= 0),
  rows_written bigint,
  -- What the requester could not see and how far their hand reached; what they have lost since is taken off, too.
  masks text[] not null,
  reach jsonb not null,
  requested_by_kind text not null check (requested_by_kind in ('staff', 'api_key')),
  requested_by uuid not null,
  caller jsonb not null,
  approval_id uuid,
  job_id uuid,
  file_id uuid,
  requested_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, export_id)
);
create index export_newest on platform.export (tenant_id, requested_at desc, export_id desc);
create index export_of_actor on platform.export (tenant_id, requested_by, requested_at desc, export_id desc);
