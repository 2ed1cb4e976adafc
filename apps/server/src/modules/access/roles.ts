import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { SensitiveKind } from "../../platform/kernel/sensitive.ts";
import { ROLE_TEMPLATES, type ScopeKind, TEMPLATE_CODES } from "./domain/role-templates.ts";

/** Permissions × how far they reach × what they hide. */
export interface Role {
  role_id: string;
  code: string;
  name: string;
  /** By language, while it has the name it came with. */
  names: Record<string, string> | null;
  template: string | null;
  is_system: boolean;
  permissions: string[];
  masks: SensitiveKind[];
  scope_kind: ScopeKind;
  version: number;
  archived_at: Date | null;
}

const COLUMNS = [
  "role_id",
  "code",
  "name",
  "names",
  "template",
  "is_system",
  "permissions",
  "masks",
  "scope_kind",
  "version",
  "archived_at",
] as const;

const rolesOf = (db: Db) => sql_builder.selectFrom("access.role").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** The table says the rest: checked columns. */
const toRole = (row: object): Role => row as Role;

/** The administrator's first, then as they came. */
export async function listRoles(db: Db): Promise<Role[]> {
  const rows = await db.all(
    rolesOf(db).where("archived_at", "is", null).orderBy("is_system", "desc").orderBy("role_id"),
  );
  return rows.map(toRole);
}

/** @throws not_found, also for one that is archived */
export async function getRole(db: Db, role_id: string, options: { lock?: boolean } = {}): Promise<Role> {
  const query = rolesOf(db).where("role_id", "=", role_id).where("archived_at", "is", null);
  const row = await db.first(options.lock ? query.forUpdate() : query);
  if (!row) throw new AppError("not_found");
  return toRole(row);
}

/** How many people in office hold each role. */
export async function countHolders(db: Db): Promise<Map<string, number>> {
  const rows = await db.all(
    sql_builder
      .selectFrom("access.staff")
      .select(({ fn }) => ["role_id", fn.countAll<number>().as("holders")])
      .where("tenant_id", "=", db.tenant_id)
      .where("status", "=", "active")
      .groupBy("role_id"),
  );
  return new Map(rows.map((row) => [row.role_id, row.holders]));
}

/** The roles a tenant begins with; those it has already are left as they are. */
export async function plantRoles(tx: Tx, runtime: Runtime): Promise<void> {
  const created_at = runtime.clock.now();
  const { tenant_id } = tx;
  await tx.run(
    sql_builder
      .insertInto("access.role")
      .values(
        TEMPLATE_CODES.map((code) => {
          const { names, permissions, masks, scope_kind } = ROLE_TEMPLATES[code];
          return {
            tenant_id,
            role_id: runtime.ids.next(),
            code,
            name: names["zh-CN"],
            names: JSON.stringify(names),
            template: code,
            is_system: code === "hq_admin",
            permissions: [...permissions],
            masks: [...masks],
            scope_kind,
            created_at,
          };
        }),
      )
      .onConflict((conflict) => conflict.columns(["tenant_id", "code"]).doNothing()),
  );
}

/** The role of this code; a tenant that has none yet gets the templates first. */
export async function roleByCode(tx: Tx, runtime: Runtime, code: string): Promise<Role> {
  const find = () => tx.first(rolesOf(tx).where("code", "=", code).where("archived_at", "is", null));
  let row = await find();
  if (!row) {
    await plantRoles(tx, runtime);
    row = await find();
  }
  if (!row) throw new AppError("not_found");
  return toRole(row);
}
