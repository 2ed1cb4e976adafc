import { Cron } from "croner";
import type { App } from "../app.ts";
import { type By, SYSTEM } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import { findJobKind, listJobKinds } from "./job-kinds.ts";
import { startJob } from "./jobs.ts";

const AT_ONCE = 100;
/** Nobody needs a long work more often; a wrong star would fill the queue. */
const SHORTEST_MS = 3_600_000;

/** Tenants and their zones, told by whoever composes the program. */
export type TenantZones = () => Promise<readonly { tenant_id: string; time_zone: string }[]>;
let tenantZones: TenantZones = async () => [];
export function setTenantZones(zones: TenantZones): void {
  tenantZones = zones;
}

export interface JobSchedule {
  kind: string;
  cron: string;
  time_zone: string;
  is_enabled: boolean;
  next_at: Date;
  last_job_id: string | null;
  version: number;
}

const COLUMNS = ["kind", "cron", "time_zone", "is_enabled", "next_at", "last_job_id", "version"] as const;
const schedules = sql_builder.selectFrom("platform.job_schedule").select(COLUMNS);

export async function listSchedules(db: Db): Promise<JobSchedule[]> {
  const rows = await db.all(schedules.where("tenant_id", "=", db.tenant_id).orderBy("kind"));
  return rows.filter(({ kind }) => findJobKind(kind)?.schedule);
}

/** The next time after `after` on the wall clock of the zone. @throws cron_invalid */
export function nextRun(cron: string, time_zone: string, after: Date): Date {
  try {
    const plan = new Cron(cron, { timezone: time_zone, mode: "5-part" });
    const [first, second] = plan.nextRuns(2, after);
    if (first && (!second || second.getTime() - first.getTime() >= SHORTEST_MS)) return first;
  } catch {
    // Said below, with what would be right.
  }
  throw new AppError("cron_invalid", {}, [{ pointer: "/cron", code: "cron_invalid" }]);
}

/** @throws not_found · version_conflict · cron_invalid */
export async function changeSchedule(
  tx: Tx,
  { runtime }: Pick<App, "runtime">,
  by: By,
  change: { kind: string; cron: string; is_enabled: boolean; version: number },
): Promise<JobSchedule> {
  const { kind, cron, is_enabled } = change;
  const found = await tx.first(schedules.where("tenant_id", "=", tx.tenant_id).where("kind", "=", kind).forUpdate());
  if (!found || !findJobKind(kind)?.schedule) throw new AppError("not_found");
  if (found.version !== change.version) throw new AppError("version_conflict", { version: found.version });
  const next_at = nextRun(cron, found.time_zone, runtime.clock.now());
  const changed = { ...found, cron, is_enabled, next_at, version: found.version + 1 };
  await tx.run(
    sql_builder
      .updateTable("platform.job_schedule")
      .set({ cron, is_enabled, next_at, version: changed.version })
      .where("tenant_id", "=", tx.tenant_id)
      .where("kind", "=", kind),
  );
  await recordAudit(tx, runtime, by, {
    action: "schedule.changed",
    subject: { kind: "job", id: null },
    before: { kind, cron: found.cron, is_enabled: found.is_enabled },
    after: { kind, cron, is_enabled },
  });
  return changed;
}

/** Starts what is due, and gives every tenant the schedules that a kind has from the start. */
export async function runDueSchedules(app: App): Promise<void> {
  const kinds = listJobKinds().filter((kind) => kind.schedule);
  if (kinds.length === 0) return;
  const now = app.runtime.clock.now();
  await addMissing(app, now);
  const due = await app.database.call<{ tenant_id: string; kind: string }>({
    text: "select * from platform.due_schedules($1, $2, $3)",
    values: [kinds.map(({ kind }) => kind), now, AT_ONCE],
  });
  for (const { tenant_id, kind } of due) {
    await app.database
      .write(tenant_id, (tx) => runSchedule(tx, app, kind, now))
      .catch((error: unknown) => app.log.error({ err: error, tenant_id, kind }, "a schedule failed"));
  }
}

async function runSchedule(tx: Tx, app: App, kind: string, now: Date): Promise<void> {
  const query = schedules.where("tenant_id", "=", tx.tenant_id).where("kind", "=", kind).where("next_at", "<=", now);
  // Another process has it: it is done there.
  const found = await tx.first(query.forUpdate().skipLocked());
  const input = findJobKind(kind)?.schedule?.input;
  if (!found) return;
  const last_job_id = await startJob(tx, app, { kind, input, by: SYSTEM, scope: "all" });
  const next_at = nextRun(found.cron, found.time_zone, now);
  await tx.run(
    sql_builder
      .updateTable("platform.job_schedule")
      .set({ next_at, last_job_id })
      .where("tenant_id", "=", tx.tenant_id)
      .where("kind", "=", kind),
  );
}

async function addMissing({ database }: App, now: Date): Promise<void> {
  const rows = (await tenantZones()).flatMap(({ tenant_id, time_zone }) =>
    listJobKinds().flatMap(({ kind, schedule }) =>
      schedule
        ? [{ tenant_id, kind, cron: schedule.cron, time_zone, next_at: nextRun(schedule.cron, time_zone, now) }]
        : [],
    ),
  );
  if (rows.length === 0) return;
  const columns = (["tenant_id", "kind", "cron", "time_zone", "next_at"] as const).map((name) =>
    rows.map((row) => row[name]),
  );
  await database.call({ text: "select platform.add_schedules($1, $2, $3, $4, $5)", values: columns });
}
