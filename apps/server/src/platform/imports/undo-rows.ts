import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { JobFailure } from "../jobs/jobs.ts";
import { toWireId } from "../kernel/ids.ts";
import { present } from "../kernel/assert.ts";
import { contextNow } from "./context-now.ts";
import { getImport, type Import, requireKind } from "./imports.ts";
import { ROWS_A_STEP, type RowContext } from "./read-rows.ts";

const COUNTED_AT_ONCE = 5_000;

const effectsOf = (db: Db, import_id: string) =>
  sql_builder
    .selectFrom("platform.import_effect")
    .where("tenant_id", "=", db.tenant_id)
    .where("import_id", "=", import_id);

const pageOf = (db: Db, import_id: string, after: number, limit: number) =>
  db.all(
    effectsOf(db, import_id)
      .select(["row_no", "subject_id"])
      .where("row_no", ">", after)
      .orderBy("row_no")
      .limit(limit),
  );

async function countEffects(db: Db, import_id: string): Promise<number> {
  const counted = await db.first(effectsOf(db, import_id).select((e) => e.fn.countAll<number>().as("count")));
  return counted?.count ?? 0;
}

/** What the import made that is still there, and what of it an undo would take back now. */
export async function previewUndo(db: Db, { import_id, kind }: Import): Promise<{ made: number; takes_back: number }> {
  const { undo } = requireKind(kind);
  const found = { made: 0, takes_back: 0 };
  for (let after = 0; ; ) {
    const page = await pageOf(db, import_id, after, COUNTED_AT_ONCE);
    const last = page.at(-1);
    if (!last) return found;
    after = last.row_no;
    found.made += page.length;
    const ids = page.map(({ subject_id }) => subject_id);
    found.takes_back += (await undo?.countUnused(db, ids)) ?? 0;
  }
}

export async function undoAll(context: RowContext): Promise<unknown> {
  const { app, job, input } = context;
  const { import_id } = input;
  const { found, total } = await app.database.read(job.tenant_id, async (db) => ({
    found: await getImport(db, import_id),
    total: await countEffects(db, import_id),
  }));
  const kind = requireKind(found.kind);
  const undo = present(kind.undo, `an undo of ${kind.kind}`);
  if (context.cursor === null) await context.step(async () => ({ total }));
  let row_no = context.cursor?.row_no ?? 0;
  for (let more = true; more; ) {
    await context.step(async (tx) => {
      const own = await contextNow(tx, context, kind);
      const page = await pageOf(tx, import_id, row_no, ROWS_A_STEP);
      const subject_ids = page.map((effect) => effect.subject_id);
      const gone = await undo.takeBack(tx, own, subject_ids);
      const left = page.filter((effect) => !gone.has(effect.subject_id));
      await context.fail(
        tx,
        left.map((effect): JobFailure => ({ row_no: effect.row_no, code: "used_since", field: null, data: {} })),
      );
      const undone = page.filter((effect) => gone.has(effect.subject_id)).map((effect) => effect.row_no);
      if (undone.length > 0) await forgetEffects(tx, import_id, undone);
      more = page.length === ROWS_A_STEP;
      row_no = page.at(-1)?.row_no ?? row_no;
      return { done: page.length, ok: undone.length, failed: left.length, cursor: { row_no, unchanged: 0 } };
    });
  }
  return { import_id: toWireId("import", import_id) };
}

async function forgetEffects(tx: Tx, import_id: string, rows: readonly number[]): Promise<void> {
  await tx.run(
    sql_builder
      .deleteFrom("platform.import_effect")
      .where("tenant_id", "=", tx.tenant_id)
      .where("import_id", "=", import_id)
      .where("row_no", "in", [...rows]),
  );
}
