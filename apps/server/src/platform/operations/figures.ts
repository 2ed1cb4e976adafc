// How the installation is, read from the database in one statement.
import type { Database } from "../db/pool.ts";

export interface Figures {
  jobs_ready: number;
  jobs_running: number;
  /** Out of attempts: nobody tries them any more. */
  jobs_failed: number;
  oldest_job_at: Date | null;
  outbox_events: number;
  oldest_event_at: Date | null;
  timers_failing: number;
  /** Some worker leads: events, timers and consumers move. */
  has_leader: boolean;
  wal_archive_failed: number;
  wal_archived_at: Date | null;
  wal_archive_failed_at: Date | null;
  /** Until when the backup folder has the log; null while nobody copies it. */
  wal_shipped_at: Date | null;
  backup_at: Date | null;
  backup_failed_at: Date | null;
  drill_at: Date | null;
  drill_loss_ms: number | null;
  drill_findings: number | null;
  database_bytes: number;
  postgres_version: string;
}

export async function readFigures(database: Database): Promise<Figures> {
  const [row] = await database.call<Figures>({
    name: "read_operations",
    text: "select * from platform.read_operations()",
  });
  if (!row) throw new Error("the figures are one row");
  return row;
}

export function readConsumers(database: Database): Promise<{ name: string; behind: number }[]> {
  return database.call({ name: "read_consumers", text: "select name, behind from platform.read_consumers()" });
}

export interface BackupRun {
  run_id: string;
  kind: "backup" | "drill" | "restore";
  state: "done" | "failed";
  started_at: Date;
  finished_at: Date;
  backup: string | null;
  size_bytes: number | null;
  loss_ms: number | null;
  restore_ms: number | null;
  books: number | null;
  findings: number | null;
  error: string | null;
}

export function listBackupRuns(database: Database, limit: number): Promise<BackupRun[]> {
  return database.call({ text: "select * from platform.list_backup_runs($1)", values: [limit] });
}

export interface FailedJobs {
  task: string;
  jobs: number;
  last_failed_at: Date;
  error: string | null;
}

export function listFailedJobs(database: Database): Promise<FailedJobs[]> {
  return database.call({ text: "select * from platform.list_failed_jobs()" });
}
