import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import type { App } from "../app.ts";
import { missingMigrations } from "../db/schema-state.ts";
import { type Route, route } from "../http/route.ts";
import { zCount, zInstantOut, zPageOf, zQueryInt } from "../http/schema.ts";
import { listFailingTimers, retryTimers } from "../jobs/timers.ts";
import { redactText } from "../telemetry/redact.ts";
import { listBackupRuns, listFailedJobs, readConsumers, readFigures } from "./figures.ts";
import { judge } from "./judge.ts";
import { program_version } from "./version.ts";

const zState = z.enum(["ok", "attention", "down"]);
const zMoment = zInstantOut.nullable();

const zHealth = z
  .object({
    state: zState,
    /** Each with what it is about; texts are the console's. */
    parts: z.array(z.object({ part: z.string(), state: zState, value: z.number().nullable(), at: zMoment })),
    consumers: z.array(z.object({ name: z.string(), behind_events: zCount })),
    failed_jobs: z.array(
      z.object({ task: z.string(), jobs: zCount, last_failed_at: zInstantOut, error: z.string().nullable() }),
    ),
    versions: z.object({
      program: z.string(),
      node: z.string(),
      postgres: z.string(),
      missing_migrations: zCount,
      started_at: zInstantOut,
    }),
    database_bytes: zCount,
  })
  .meta({ id: "OperationsHealth" });

const zBackupRun = z
  .object({
    kind: z.enum(["backup", "drill", "restore"]),
    state: z.enum(["done", "failed"]),
    started_at: zInstantOut,
    finished_at: zInstantOut,
    backup: z.string().nullable(),
    size_bytes: zCount.nullable(),
    loss_ms: zCount.nullable(),
    restore_ms: zCount.nullable(),
    books: zCount.nullable(),
    findings: zCount.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: "BackupRun" });

const zFailingTimer = z
  .object({
    kind: z.string(),
    key: z.string(),
    due_at: zInstantOut,
    attempts: zCount,
    next_try: zMoment,
    error: z.string().nullable(),
  })
  .meta({ id: "FailingTimer" });

/** As rooms write kinds and keys: words and ids. */
const zTimerName = z.string().regex(/^[\w.:/-][\w .:/-]{0,299}$/);

const access = { actors: ["staff", "api_key"], permission: "operations:read" } as const;

const health = route({
  method: "GET",
  path: "/v1/operations/health",
  summary: "How the installation is: queues, events, timers, log, backups, versions",
  tag: "operations",
  access,
  response: { 200: zHealth },
  handler: async ({ app }) => ({ body: await readHealth(app) }),
});

async function readHealth({ database, runtime }: App) {
  const [figures, consumers, failed, missing] = await Promise.all([
    readFigures(database),
    readConsumers(database),
    listFailedJobs(database),
    missingMigrations(database),
  ]);
  const now = runtime.clock.now();
  const { state, parts } = judge(figures, { now, missing_migrations: missing.length });
  return {
    state,
    parts: parts.map(({ at, ...part }) => ({ ...part, at: at?.toISOString() ?? null })),
    consumers: consumers.map(({ name, behind }) => ({ name, behind_events: behind })),
    failed_jobs: failed.map(({ last_failed_at, error, ...jobs }) => ({
      ...jobs,
      last_failed_at: last_failed_at.toISOString(),
      error: error === null ? null : redactText(error).slice(0, ERROR_LENGTH),
    })),
    versions: {
      program: program_version,
      node: process.version,
      postgres: figures.postgres_version,
      missing_migrations: missing.length,
      started_at: new Date(now.getTime() - process.uptime() * 1000).toISOString(),
    },
    database_bytes: figures.database_bytes,
  };
}

const ERROR_LENGTH = 500;

const backups = route({
  method: "GET",
  path: "/v1/operations/backups",
  summary: "Backups, drills and restores of the installation, the newest first",
  tag: "operations",
  access,
  query: z.strictObject({ limit: zQueryInt(1, 200).default(50) }),
  response: { 200: zPageOf(zBackupRun) },
  handler: async ({ app, query }) => {
    const runs = await listBackupRuns(app.database, query.limit);
    const data = runs.map(({ run_id: _, ...run }) => ({
      ...run,
      started_at: run.started_at.toISOString(),
      finished_at: run.finished_at.toISOString(),
    }));
    return { body: { data, next_cursor: null } };
  },
});

const timers = route({
  method: "GET",
  path: "/v1/operations/timers",
  summary: "Business timers of this tenant whose last try failed, the next to be tried first",
  tag: "operations",
  access,
  query: z.strictObject({ limit: zQueryInt(1, 200).default(50) }),
  response: { 200: zPageOf(zFailingTimer) },
  handler: async ({ app, auth, query }) => {
    const failing = await app.database.read(auth.tenant_id, (db) => listFailingTimers(db, query.limit));
    const data = failing.map(({ due_at, next_try, ...timer }) => ({
      ...timer,
      due_at: due_at.toISOString(),
      next_try: next_try?.toISOString() ?? null,
    }));
    return { body: { data, next_cursor: null } };
  },
});

const retry = route({
  method: "POST",
  path: "/v1/operations/timers/retry",
  summary: "Try failing timers of this tenant at once: the one named, or all of them",
  tag: "operations",
  access: { actors: ["staff", "api_key"], permission: "jobs:write" },
  audit: ["timers.retried"],
  body: z.strictObject({ timer: z.strictObject({ kind: zTimerName, key: zTimerName }).optional() }),
  response: { 200: z.object({ timers: zCount }) },
  handler: async ({ app, auth, body, by }) => {
    const timers_retried = await app.database.write(auth.tenant_id, async (tx) => {
      const count = await retryTimers(tx, body.timer);
      const after = { timers: count, ...body.timer };
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "timers.retried", subject, after });
      return count;
    });
    return { body: { timers: timers_retried } };
  },
});

export const operationsRoutes: Route[] = [health, backups, timers, retry];
