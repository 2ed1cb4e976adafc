// The figures of queues, log and backups for /metrics.
import type { App } from "../app.ts";
import { type GaugeReading, readShared, registerGauge } from "../telemetry/metrics.ts";
import { type Figures, readConsumers, readFigures } from "./figures.ts";

/** `overdue` is what the tenants' own clocks say: the platform knows no tenants. */
export function registerOperationsMetrics(app: App, overdue: () => Promise<Date | null>): void {
  const { database, runtime } = app;
  const figures = readShared(() => readFigures(database));
  const age = (at: Date | null): GaugeReading[] =>
    at === null ? [] : [{ value: Math.max(0, (runtime.clock.now().getTime() - at.getTime()) / 1000) }];
  const gauge = (name: string, help: string, read: (figures: Figures) => GaugeReading[]) =>
    registerGauge(name, help, [], async () => read(await figures()));
  const count = (name: string, help: string, read: (figures: Figures) => number | null) =>
    gauge(name, help, (now) => {
      const value = read(now);
      return value === null ? [] : [{ value }];
    });

  registerGauge("huiyou_jobs", "Jobs of the queue, by state", ["state"], async () => {
    const { jobs_ready, jobs_running, jobs_failed } = await figures();
    return [
      { labels: { state: "ready" }, value: jobs_ready },
      { labels: { state: "running" }, value: jobs_running },
      { labels: { state: "failed" }, value: jobs_failed },
    ];
  });
  gauge("huiyou_jobs_oldest_seconds", "How long the oldest waiting job has been due", (now) => age(now.oldest_job_at));
  count("huiyou_outbox_events", "Events that have no place in the log yet", (now) => now.outbox_events);
  gauge("huiyou_outbox_oldest_seconds", "Age of the oldest of them", (now) => age(now.oldest_event_at));
  registerGauge("huiyou_consumer_behind_events", "Events a consumer has still to take", ["consumer"], async () =>
    (await readConsumers(database)).map(({ name, behind }) => ({ labels: { consumer: name }, value: behind })),
  );
  count("huiyou_timers_failing", "Business timers whose last try failed", (now) => now.timers_failing);
  registerGauge("huiyou_timers_overdue_seconds", "How long the oldest due timer of a live tenant waits", [], async () =>
    age(await overdue()),
  );
  count("huiyou_worker_leader", "1 while a worker leads events and timers", (now) => Number(now.has_leader));
  count(
    "huiyou_wal_archive_failures_total",
    "Segments that could not be archived, since the server's statistics began",
    (now) => now.wal_archive_failed,
  );
  gauge(
    "huiyou_wal_shipped_age_seconds",
    "How old the backup folder's end of the log is; absent while nobody copies it",
    (now) => age(now.wal_shipped_at),
  );
  gauge("huiyou_backup_age_seconds", "Time since the last backup that was finished", (now) => age(now.backup_at));
  gauge("huiyou_drill_age_seconds", "Time since the last drill that was finished", (now) => age(now.drill_at));
  count("huiyou_drill_loss_seconds", "What the last drill would have lost", ({ drill_loss_ms: ms }) =>
    ms === null ? null : ms / 1000,
  );
  count("huiyou_drill_findings", "What the last drill found wrong in the books", (now) => now.drill_findings);
  count("huiyou_database_bytes", "Size of the database", (now) => now.database_bytes);
}
