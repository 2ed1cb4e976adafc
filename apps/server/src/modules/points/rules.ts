import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { listRuleVersions } from "./db/rules.gen.ts";
import type { RuleDefinition } from "./domain/policy.ts";
import type { Rule } from "./domain/rule-state.ts";

/** All rules with all their versions; older rules first. */
export async function listRules(db: Db, rule_id: string | null = null): Promise<Rule[]> {
  const rows = await run(db, listRuleVersions, { tenant_id: db.tenant_id, rule_id });
  const rules = new Map<string, Rule>();
  for (const { rule_id: id, created_at, definition, status, ...version } of rows) {
    const rule = rules.get(id) ?? { rule_id: id, created_at, versions: [] };
    rule.versions.push({
      ...version,
      status,
      definition: definition as RuleDefinition, // parsed by the schema before it was stored
    });
    rules.set(id, rule);
  }
  return [...rules.values()];
}

export async function getRule(db: Db, rule_id: string): Promise<Rule> {
  const [rule] = await listRules(db, rule_id);
  if (!rule) throw new AppError("rule_not_found");
  return rule;
}
