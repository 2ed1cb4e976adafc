import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { RuleDefinition } from "../domain/policy.ts";
import type { TriedRule } from "./try-rule.ts";

/** The version asked for, or the newest: a draft, when there is one. @throws not_found */
export async function getTriedRule(db: Db, rule_id: string, version: number | undefined): Promise<TriedRule> {
  let query = sql_builder
    .selectFrom("points.earning_rule_version")
    .select(["rule_id", "version", "name", "definition"])
    .where("tenant_id", "=", db.tenant_id)
    .where("rule_id", "=", rule_id);
  if (version !== undefined) query = query.where("version", "=", version);
  const row = await db.first(query.orderBy("version", "desc").limit(1));
  if (!row) throw new AppError("not_found");
  // Checked by the schema before it was stored.
  return { ...row, definition: row.definition as RuleDefinition };
}
