import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { PolicyDocument, PolicyRule } from "./domain/policy.ts";
import { asPolicyRule, draftOf, type Rule } from "./domain/rule-state.ts";
import { readPolicy } from "./policy-store.ts";
import { listRules } from "./rules.ts";

/**
 * The policy as it would be with a rule's draft published: from the draft's own beginning, or from `from`. Nothing is
 * written; the document keeps the number of the policy it was made from.
 */
export async function policyWithDraft(db: Db, rule_id: string, from: Date): Promise<PolicyDocument> {
  const [policy, rules] = await Promise.all([readPolicy(db), listRules(db)]);
  const rule = rules.find((one) => one.rule_id === rule_id);
  if (!rule) throw new AppError("rule_not_found");
  const draft = draftOf(rule);
  if (!draft) throw new AppError("rule_conflict", { status: "published" });
  const trial = asPolicyRule(rule, draft, from);
  return { ...policy, rules: rules.flatMap((one) => publishedOf(one, one === rule ? trial : undefined)) };
}

/** The published versions of a rule, ended by the trial where it begins. */
function publishedOf(rule: Rule, trial: PolicyRule | undefined): PolicyRule[] {
  const published = rule.versions
    .filter((version) => version.status === "published")
    .toReversed()
    .map((version) => asPolicyRule(rule, version, rule.created_at));
  if (!trial) return published;
  const before = published
    .filter((version) => version.valid_from < trial.valid_from)
    .map((version) => ({ ...version, valid_until: earlier(version.valid_until, trial.valid_from) }));
  return [...before, trial];
}

const earlier = (a: string | null, b: string) => (a !== null && a < b ? a : b);
