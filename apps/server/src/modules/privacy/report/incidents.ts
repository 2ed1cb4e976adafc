import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";

export interface IncidentInput {
  title: string;
  severity: "low" | "medium" | "high";
  discovered_at: Date;
  /** How many people it concerns, as far as is known. */
  people: number;
  measures: string;
  authority_told_at: Date | null;
  people_told_at: Date | null;
  closed_at: Date | null;
}

const COLUMNS = [
  "incident_id",
  "title",
  "severity",
  "discovered_at",
  "people",
  "measures",
  "authority_told_at",
  "people_told_at",
  "closed_at",
  "version",
] as const;

export type Incident = IncidentInput & { incident_id: string; version: number };

/** Newest first. */
export function listIncidents(db: Db, period?: { from: Date; to: Date }): Promise<Incident[]> {
  const all = sql_builder
    .selectFrom("privacy.incident")
    .select(COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .orderBy("discovered_at", "desc");
  return db.all(
    period ? all.where("discovered_at", ">=", period.from).where("discovered_at", "<", period.to) : all.limit(200),
  );
}

export async function createIncident(tx: Tx, runtime: Runtime, input: IncidentInput, by: By): Promise<Incident> {
  const incident = { incident_id: runtime.ids.next(), version: 1, ...input };
  const recorded_at = runtime.clock.now();
  await tx.run(
    sql_builder.insertInto("privacy.incident").values({ tenant_id: tx.tenant_id, ...incident, recorded_at }),
  );
  const { title, severity, people } = input;
  const subject = { kind: "incident", id: incident.incident_id } as const;
  await recordAudit(tx, runtime, by, { action: "incident.recorded", subject, after: { title, severity, people } });
  return incident;
}

/** @throws not_found · version_conflict */
export async function updateIncident(
  tx: Tx,
  runtime: Runtime,
  target: { incident_id: string; version: number },
  change: Partial<IncidentInput>,
  by: By,
): Promise<Incident> {
  const { incident_id, version } = target;
  const mine = { tenant_id: tx.tenant_id, incident_id };
  const before = await tx.first(
    sql_builder
      .selectFrom("privacy.incident")
      .select(COLUMNS)
      .where((eb) => eb.and(mine))
      .forUpdate(),
  );
  if (!before) throw new AppError("not_found");
  if (before.version !== version) throw new AppError("version_conflict", { version: before.version });
  const after = { ...before, ...change, version: version + 1 };
  await tx.run(
    sql_builder
      .updateTable("privacy.incident")
      .set({ ...change, version: version + 1 })
      .where((eb) => eb.and(mine)),
  );
  const fields = Object.keys(change);
  const subject = { kind: "incident", id: incident_id } as const;
  await recordAudit(tx, runtime, by, { action: "incident.changed", subject, after: { fields } });
  return after;
}
