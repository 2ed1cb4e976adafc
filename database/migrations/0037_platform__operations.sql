-- A business timer whose handler fails waits longer each time, says why, and lets the others pass.
alter table platform.timer
  add column attempts int not null default 0,
  -- Real time: not before then. Null for one that has not failed.
  add column next_try timestamptz,
  add column error text;
create index timer_failing on platform.timer (tenant_id, next_try) where attempts > 0;
-- It asks for the real time now, too.
drop function if exists platform.has_due_timer(uuid, timestamptz);

-- Not a tenant table: backups, drills and restores of the whole installation, written by the tool that ran them.
create table platform.backup_run (
  run_id uuid primary key,
  kind text not null check (kind in ('backup', 'drill', 'restore')),
  state text not null check (state in ('done', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  -- Name of the base backup.
  backup text,
  size_bytes bigint,
  -- Acknowledged writes of the last so many milliseconds were not in the restored database.
  loss_ms int,
  -- From the empty folder to the first answer.
  restore_ms int,
  books int,
  findings int,
  error text
);
create index backup_run_newest on platform.backup_run (started_at desc);

-- Not a tenant table: one row that a drill writes again and again; how old it is in the restored copy is what was lost.
create table platform.recovery_probe (
  only_row boolean primary key default true check (only_row),
  probed_at timestamptz not null
);
