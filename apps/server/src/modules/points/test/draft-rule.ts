import type { TestDatabase } from "../../../../test/database.ts";
import type { RuleDefinition } from "../domain/policy.ts";

/** Puts a draft where the rule editor would leave it. */
export async function insertDraft(
  db: TestDatabase,
  draft: { tenant_id: string; rule_id: string; definition: RuleDefinition },
): Promise<void> {
  const { tenant_id, rule_id, definition } = draft;
  await db.query("insert into points.earning_rule (tenant_id, rule_id, created_at) values ($1, $2, now())", [
    tenant_id,
    rule_id,
  ]);
  await db.query(
    `insert into points.earning_rule_version (tenant_id, rule_id, version, status, edit_no, name, definition, created_at)
     values ($1, $2, 1, 'draft', 1, '试行', $3, now())`,
    [tenant_id, rule_id, JSON.stringify(definition)],
  );
}

export const doubleDining: RuleDefinition = {
  kind: "multiplier",
  trigger: "purchase",
  factor: { num: 2, den: 1 },
  conditions: { combinator: "and", rules: [{ field: "business_type", operator: "=", value: "dining" }] },
};

export const neverApplies: RuleDefinition = {
  ...doubleDining,
  conditions: { combinator: "and", rules: [{ field: "business_type", operator: "=", value: "parking" }] },
};
