import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { listSealedColumns, listSealedElsewhere } from "../../../platform/personal-data/registry.ts";
import { countOldSeals } from "../../../platform/personal-data/reseal.ts";

export interface KeyState {
  current_version: number;
  /** When this version was first used here; null before anybody asked. */
  since: Date | null;
  versions: readonly number[];
  /** Where older keys are still needed. */
  old_seals: { table: string; column: string; rows: number }[];
}

export async function readKeyState(db: Db, { secrets }: Pick<App, "secrets">): Promise<KeyState> {
  const old_seals: KeyState["old_seals"] = [];
  for (const column of listSealedColumns()) {
    const rows = await countOldSeals(db, secrets, column);
    old_seals.push({ table: column.table, column: column.cipher, rows });
  }
  for (const { table, count } of listSealedElsewhere()) {
    old_seals.push({ table, column: "", rows: await count(db, secrets.current_version) });
  }
  const [row] = await db.query<{ first_seen_at: Date }>({
    text: "select first_seen_at from privacy.key_version where version = $1",
    values: [secrets.current_version],
  });
  const { current_version, versions } = secrets;
  return { current_version, since: row?.first_seen_at ?? null, versions, old_seals };
}

/** Said by every worker when it starts: from then on the age of the key is known. */
export async function noteKeyVersion({ database, secrets, runtime }: App): Promise<void> {
  await database.call({
    text: "select privacy.note_key_version($1, $2)",
    values: [secrets.current_version, runtime.clock.now()],
  });
}
