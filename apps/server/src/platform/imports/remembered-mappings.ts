// How files were understood before: the same header again is mapped the same way, others of the kind may take it over by name.
import { createHash } from "node:crypto";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { Mapping, Reading } from "./mapping.ts";

/** The same for files with the same header. */
function headerKey(columns: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(columns)).digest("hex");
}

type Known = Pick<RememberedMapping, "mapping" | "reading">;

export async function findMapping(db: Db, kind: string, columns: readonly string[]): Promise<Known | undefined> {
  const row = await db.first(
    sql_builder
      .selectFrom("platform.import_mapping")
      .select(["mapping", "reading"])
      .where("tenant_id", "=", db.tenant_id)
      .where("kind", "=", kind)
      .where("header_key", "=", headerKey(columns)),
  );
  // Its one writer is below.
  return row as Known | undefined;
}

export interface RememberedMapping {
  kind: string;
  /** The header it was made for. */
  columns: string[];
  mapping: Mapping;
  reading: Reading;
  updated_at: Date;
}

export async function rememberMapping(
  tx: Tx,
  { kind, columns, mapping, reading, at }: Omit<RememberedMapping, "updated_at"> & { at: Date },
): Promise<void> {
  const set = {
    columns: JSON.stringify(columns),
    mapping: JSON.stringify(mapping),
    reading: JSON.stringify(reading),
    updated_at: at,
  };
  await tx.run(
    sql_builder
      .insertInto("platform.import_mapping")
      .values({ tenant_id: tx.tenant_id, kind, header_key: headerKey(columns), ...set })
      .onConflict((oc) => oc.columns(["tenant_id", "kind", "header_key"]).doUpdateSet(set)),
  );
}

/** The newest first. */
export async function listMappings(db: Db, kinds: readonly string[], limit: number): Promise<RememberedMapping[]> {
  if (kinds.length === 0) return [];
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.import_mapping")
      .select(["kind", "columns", "mapping", "reading", "updated_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("kind", "in", [...kinds])
      .where("columns", "is not", null)
      .orderBy("updated_at", "desc")
      .orderBy("header_key")
      .limit(limit),
  );
  // Its one writer is above.
  return rows as RememberedMapping[];
}
