import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { mayStandBelow, type UnitKind } from "./domain/unit-kinds.ts";

export interface Unit {
  unit_id: string;
  parent_id: string | null;
  kind: UnitKind;
  name: string;
  code: string;
  /** From the root down to the unit itself. */
  path: string[];
}

const COLUMNS = ["unit_id", "parent_id", "kind", "name", "code", "path"] as const;

const units = (db: Db) => sql_builder.selectFrom("org.org_unit").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** All units, parents before children. A tenant has hundreds at most. */
export async function listUnits(db: Db): Promise<Unit[]> {
  const rows = await db.all(units(db).orderBy("code").orderBy("unit_id"));
  return rows.sort((a, b) => a.path.length - b.path.length);
}

export async function getUnit(db: Db, unit_id: string): Promise<Unit> {
  const unit = await db.first(units(db).where("unit_id", "=", unit_id));
  if (!unit) throw new AppError("not_found");
  return unit;
}

/** Ids of the subtree, its root included; empty for an unknown unit. */
export async function unitsUnder(db: Db, unit_id: string): Promise<string[]> {
  const rows = await db.query<{ unit_id: string }>({
    name: "units_under",
    text: "select unit_id from org.org_unit where tenant_id = $1 and $2 = any (path)",
    values: [db.tenant_id, unit_id],
  });
  return rows.map((row) => row.unit_id);
}

export interface NewUnit {
  parent_id: string;
  kind: Exclude<UnitKind, "group">;
  name: string;
  code: string;
}

/** @throws not_found · unit_kind_refused · unit_code_taken */
export async function createUnit(tx: Tx, runtime: Runtime, input: NewUnit): Promise<Unit> {
  const parent = await getUnit(tx, input.parent_id);
  if (!mayStandBelow(input.kind, parent.kind)) {
    throw new AppError("unit_kind_refused", { kind: input.kind, parent_kind: parent.kind });
  }
  const unit_id = runtime.ids.next();
  const unit = { ...input, unit_id, path: [...parent.path, unit_id] };
  const created_at = runtime.clock.now();
  await tx.run(sql_builder.insertInto("org.org_unit").values({ tenant_id: tx.tenant_id, created_at, ...unit }));
  return unit;
}
