import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import * as sql from "./db/rules.gen.ts";
import { openRuleBudget } from "./db/usage.gen.ts";
import type { RuleDefinition } from "./domain/policy.ts";
import { draftOf, type Rule, type RuleVersion, statusOf } from "./domain/rule-state.ts";
import { compilePolicy, lockPolicy } from "./policy-store.ts";
import { getRule } from "./rules.ts";

export interface RuleDraft {
  name: string;
  definition: RuleDefinition;
  valid_from: Date | null;
  valid_until: Date | null;
}

/** A new rule, as a draft of its first version. */
export async function createRule(tx: Tx, runtime: Runtime, draft: RuleDraft): Promise<Rule> {
  const rule_id = runtime.ids.next();
  const created_at = runtime.clock.now();
  const { tenant_id } = tx;
  await run(tx, sql.insertRule, { tenant_id, rule_id, created_at });
  await run(tx, sql.insertDraft, { tenant_id, rule_id, version: 1, ...draft, created_at });
  return getRule(tx, rule_id);
}

/** Changes the draft (its `edit_no` says from which state), or begins one of the next version (`edit_no` 0). */
export async function saveDraft(
  tx: Tx,
  runtime: Runtime,
  { rule_id, edit_no, ...given }: Omit<RuleDraft, "name"> & { rule_id: string; edit_no: number; name?: string },
): Promise<Rule> {
  await lockPolicy(tx);
  const rule = await getRule(tx, rule_id);
  const before = draftOf(rule);
  if ((before?.edit_no ?? 0) !== edit_no)
    throw new AppError("rule_version_conflict", { expected: edit_no, actual: before?.edit_no ?? 0 });
  const [newest] = rule.versions as [RuleVersion, ...RuleVersion[]];
  const { tenant_id } = tx;
  const draft = { name: newest.name, ...given };
  if (before) await run(tx, sql.updateDraft, { tenant_id, rule_id, version: before.version, ...draft });
  else {
    const created_at = runtime.clock.now();
    await run(tx, sql.insertDraft, { tenant_id, rule_id, version: newest.version + 1, ...draft, created_at });
  }
  return getRule(tx, rule_id);
}

/** Throws the draft away; a rule that never was anything else goes with it. */
export async function dropDraft(tx: Tx, rule_id: string): Promise<void> {
  await lockPolicy(tx);
  const rule = await getRule(tx, rule_id);
  if (!draftOf(rule)) throw new AppError("rule_conflict", { status: "published" });
  const { tenant_id } = tx;
  await run(tx, sql.deleteDraft, { tenant_id, rule_id });
  await run(tx, sql.deleteRuleWithoutVersions, { tenant_id, rule_id });
}

/**
 * Puts the draft in force from `valid_from` (its own, or now) and ends what was in force there. An instant gone by is
 * taken: it decides events that come in from now on; what was decided stays as it is.
 */
export async function publishRule(
  tx: Tx,
  runtime: Runtime,
  input: { rule_id: string; version: number; valid_from: Date | undefined; now: Date },
): Promise<Rule> {
  await lockPolicy(tx);
  const { rule_id, version, now } = input;
  const rule = await getRule(tx, rule_id);
  const draft = draftOf(rule);
  if (!draft) throw new AppError("rule_not_publishable", { reason: "no_draft" });
  if (draft.version !== version)
    throw new AppError("rule_version_conflict", { expected: version, actual: draft.version });
  const planned = draft.valid_from !== null && draft.valid_from > now ? draft.valid_from : now;
  const valid_from = input.valid_from ?? planned;
  refuseUnfit(rule, draft, valid_from);
  const { tenant_id } = tx;
  await run(tx, sql.publishDraft, { tenant_id, rule_id, version, valid_from, published_at: runtime.clock.now() });
  await run(tx, sql.endVersions, { tenant_id, rule_id, at: valid_from, but_version: version });
  if (draft.definition.limits?.budget) await run(tx, openRuleBudget, { tenant_id, rule_id });
  await compilePolicy(tx, runtime);
  return getRule(tx, rule_id);
}

function refuseUnfit(rule: Rule, draft: RuleVersion, valid_from: Date): void {
  if (draft.valid_until !== null && draft.valid_until <= valid_from)
    throw new AppError("rule_not_publishable", { reason: "ends_before_it_begins" });
  const is_past = rule.versions.some(
    ({ status, valid_from: began, valid_until }) =>
      status === "published" && began !== null && began >= valid_from && (valid_until === null || valid_until > began),
  );
  if (is_past) throw new AppError("rule_not_publishable", { reason: "begins_before_the_version_before" });
}

/** Ends a rule: what is in force now, and what is scheduled. A draft stays a draft. */
export async function retireRule(tx: Tx, runtime: Runtime, rule_id: string, now: Date): Promise<Rule> {
  await lockPolicy(tx);
  const rule = await getRule(tx, rule_id);
  const standing = rule.versions.filter((version) => ["live", "scheduled"].includes(statusOf(version, now)));
  if (standing.length === 0) throw new AppError("rule_conflict", { status: draftOf(rule) ? "draft" : "retired" });
  await run(tx, sql.endVersions, { tenant_id: tx.tenant_id, rule_id, at: now, but_version: 0 });
  await compilePolicy(tx, runtime);
  return getRule(tx, rule_id);
}
