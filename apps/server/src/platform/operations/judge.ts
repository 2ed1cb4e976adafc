// What of the figures is worth a person's attention. The same limits stand in docs/ops/alerts.yml.
import type { Figures } from "./figures.ts";

export type Verdict = "ok" | "attention" | "down";

export interface Part {
  readonly part: string;
  readonly state: Verdict;
  readonly value: number | null;
  readonly at: Date | null;
}

export const LIMITS = {
  outbox_s: 60,
  job_s: 600,
  shipped_s: 30,
  backup_s: 26 * 3_600,
  drill_s: 8 * 86_400,
  drill_loss_s: 1,
} as const;

export function judge(
  figures: Figures,
  { now, missing_migrations }: { now: Date; missing_migrations: number },
): { state: Verdict; parts: Part[] } {
  const age = (at: Date | null) => (at === null ? null : Math.max(0, (now.getTime() - at.getTime()) / 1000));
  const older = (at: Date | null, limit_s: number): Verdict => ((age(at) ?? 0) > limit_s ? "attention" : "ok");
  const some = (count: number): Verdict => (count > 0 ? "attention" : "ok");
  const missing = (at: Date | null, limit_s: number): Verdict => (at === null ? "attention" : older(at, limit_s));
  const { drill_loss_ms, drill_findings } = figures;
  const drill_bad = (drill_findings ?? 0) > 0 || (drill_loss_ms ?? 0) > LIMITS.drill_loss_s * 1000;
  const archive_stuck =
    figures.wal_archive_failed_at !== null && figures.wal_archive_failed_at > (figures.wal_archived_at ?? new Date(0));
  // A restored database keeps no log until its first backup.
  const stopped = figures.backup_at !== null && figures.wal_shipped_at === null;
  const shipping = stopped ? "attention" : older(figures.wal_shipped_at, LIMITS.shipped_s);
  const parts: Part[] = [
    { part: "schema", state: missing_migrations > 0 ? "down" : "ok", value: missing_migrations, at: null },
    { part: "worker", state: figures.has_leader ? "ok" : "down", value: null, at: null },
    {
      part: "jobs",
      state: older(figures.oldest_job_at, LIMITS.job_s),
      value: figures.jobs_ready,
      at: figures.oldest_job_at,
    },
    { part: "failed_jobs", state: some(figures.jobs_failed), value: figures.jobs_failed, at: null },
    {
      part: "outbox",
      state: older(figures.oldest_event_at, LIMITS.outbox_s),
      value: figures.outbox_events,
      at: figures.oldest_event_at,
    },
    { part: "timers", state: some(figures.timers_failing), value: figures.timers_failing, at: null },
    {
      part: "archive",
      state: archive_stuck ? "attention" : "ok",
      value: figures.wal_archive_failed,
      at: figures.wal_archived_at,
    },
    {
      part: "shipping",
      state: shipping,
      value: age(figures.wal_shipped_at),
      at: figures.wal_shipped_at,
    },
    { part: "backup", state: missing(figures.backup_at, LIMITS.backup_s), value: null, at: figures.backup_at },
    {
      part: "drill",
      state: drill_bad ? "attention" : missing(figures.drill_at, LIMITS.drill_s),
      value: drill_loss_ms,
      at: figures.drill_at,
    },
  ];
  const states = parts.map(({ state }) => state);
  return { state: states.includes("down") ? "down" : states.includes("attention") ? "attention" : "ok", parts };
}
