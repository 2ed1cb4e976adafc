// Views of the member list: somebody's own, and those that others share with their role or at their unit.
import { changes } from "../../../platform/audit/changes.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { type Reach, reachesUnit } from "../../../platform/kernel/reach.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { namesOf } from "../../../platform/names.ts";
import { listUnits } from "../../org/index.ts";
import type { ListColumn } from "./columns.ts";
import type { MemberSort } from "./filter-schema.ts";

export interface SavedView {
  view_id: string;
  owner_staff_id: string;
  name: string;
  /** As the list's query says it. */
  filter: Record<string, string>;
  columns: ListColumn[];
  sort: MemberSort;
  /** Beside its owner: everybody with a role, or at a unit and below; at most one of the two. */
  role_id: string | null;
  unit_id: string | null;
  version: number;
}

/** Whose list it is. */
export interface Looker extends Reach {
  staff_id: string;
  role_id: string | undefined;
}

const MOST_VIEWS = 50;

const COLUMNS = [
  "view_id",
  "owner_staff_id",
  "name",
  "filter",
  "columns",
  "sort",
  "role_id",
  "unit_id",
  "version",
] as const;
const views = (db: Db) =>
  sql_builder.selectFrom("members.saved_view").select(COLUMNS).where("tenant_id", "=", db.tenant_id);
// Written here and nowhere else.
const asView = (row: object) => row as SavedView;

/** One's own first, then those of others, by age. */
export async function listViews(db: Db, looker: Looker): Promise<SavedView[]> {
  const at = await unitsOf(db, looker);
  const rows = await db.all(
    views(db)
      .where((e) =>
        e.or([
          e("owner_staff_id", "=", looker.staff_id),
          ...(looker.role_id === undefined ? [] : [e("role_id", "=", looker.role_id)]),
          e("unit_id", "=", e.fn.any(e.val(at))),
        ]),
      )
      .orderBy((e) => e("owner_staff_id", "<>", looker.staff_id))
      .orderBy("created_at")
      .orderBy("view_id")
      .limit(2 * MOST_VIEWS),
  );
  return rows.map(asView);
}

/** The units somebody works at or oversees, and all above them. */
async function unitsOf(db: Db, { scope }: Reach): Promise<string[]> {
  const units = await listUnits(db);
  const own = scope === "all" ? units : units.filter(({ unit_id }) => scope.includes(unit_id));
  return [...new Set(own.flatMap(({ path }) => path))];
}

export type ViewContent = Omit<SavedView, "view_id" | "owner_staff_id" | "version">;

/** @throws view_taken · views_full · not_found for a role or unit that is not there or not the caller's to share with */
export async function createView(
  tx: Tx,
  runtime: Runtime,
  { looker, by }: { looker: Looker; by: Caller },
  content: ViewContent,
): Promise<SavedView> {
  await requireShareable(tx, looker, content);
  const { count } = (await tx.first(
    sql_builder
      .selectFrom("members.saved_view")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", tx.tenant_id)
      .where("owner_staff_id", "=", looker.staff_id),
  )) ?? { count: 0 };
  if (count >= MOST_VIEWS) throw new AppError("views_full", { maximum: MOST_VIEWS });
  const view: SavedView = { ...content, view_id: runtime.ids.next(), owner_staff_id: looker.staff_id, version: 1 };
  const now = runtime.clock.now();
  const row = { ...view, filter: JSON.stringify(view.filter), created_at: now, updated_at: now };
  await tx.run(sql_builder.insertInto("members.saved_view").values({ tenant_id: tx.tenant_id, ...row }));
  await recordAudit(tx, runtime, by, {
    action: "saved_view.created",
    subject: { kind: "saved_view", id: view.view_id },
    after: told(view),
  });
  return view;
}

/** Of one's own. @throws not_found · version_conflict · view_taken */
export async function changeView(
  tx: Tx,
  runtime: Runtime,
  { looker, by }: { looker: Looker; by: Caller },
  { view_id, version, ...change }: Partial<ViewContent> & { view_id: string; version: number },
): Promise<SavedView> {
  const before = await ownView(tx, looker, view_id);
  if (before.version !== version) throw new AppError("version_conflict", { version: before.version });
  const after: SavedView = { ...before, ...change, version: version + 1 };
  await requireShareable(tx, looker, after);
  const { view_id: _, owner_staff_id: __, ...values } = after;
  await tx.run(
    sql_builder
      .updateTable("members.saved_view")
      .set({ ...values, filter: JSON.stringify(after.filter), updated_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("view_id", "=", view_id),
  );
  await recordAudit(tx, runtime, by, {
    action: "saved_view.updated",
    subject: { kind: "saved_view", id: view_id },
    ...changes(told(before), told(after)),
  });
  return after;
}

/** Of one's own. @throws not_found */
export async function deleteView(
  tx: Tx,
  runtime: Runtime,
  { looker, by }: { looker: Looker; by: Caller },
  view_id: string,
): Promise<void> {
  const before = await ownView(tx, looker, view_id);
  await tx.run(
    sql_builder.deleteFrom("members.saved_view").where("tenant_id", "=", tx.tenant_id).where("view_id", "=", view_id),
  );
  await recordAudit(tx, runtime, by, {
    action: "saved_view.deleted",
    subject: { kind: "saved_view", id: view_id },
    before: told(before),
  });
}

async function ownView(tx: Tx, { staff_id }: Looker, view_id: string): Promise<SavedView> {
  const row = await tx.first(
    views(tx).where("view_id", "=", view_id).where("owner_staff_id", "=", staff_id).forUpdate(),
  );
  if (!row) throw new AppError("not_found");
  return asView(row);
}

const told = ({ name, filter, sort, role_id, unit_id }: SavedView) => ({
  name,
  filter: new URLSearchParams(filter).toString(),
  sort,
  shared: role_id !== null || unit_id !== null,
});

async function requireShareable(db: Db, looker: Looker, { role_id, unit_id }: Pick<SavedView, "role_id" | "unit_id">) {
  const units = unit_id === null ? [] : await namesOf(db, [{ kind: "org_unit", id: unit_id }]).then((one) => [...one]);
  if (unit_id !== null && (units.length === 0 || !reachesUnit(looker, unit_id)))
    throw new AppError("not_found", {}, [{ pointer: "/share/unit_id", code: "invalid" }]);
  if (role_id !== null && !(await namesOf(db, [{ kind: "role", id: role_id }])).has(role_id))
    throw new AppError("not_found", {}, [{ pointer: "/share/role_id", code: "invalid" }]);
}
