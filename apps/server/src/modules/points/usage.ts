import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { addDailyAwards, readDailyAwards } from "./daily-award.ts";
import {
  addRuleBudgets,
  addRuleUsage,
  insertGroupAwards,
  lockRuleBudgets,
  readGroupAwards,
  readMonthlyAwards,
  readRuleBudgets,
  readRuleUsage,
  replaceGroupAwards,
} from "./db/usage.gen.ts";
import type { FactNeeds } from "./domain/facts.ts";
import { createUsageBook, monthOf, periodsOf, type UsageBook, type UsageKey } from "./domain/usage-book.ts";

/** Reads the counters that a policy asks for. All statements leave together; shared budgets are asked for last. */
export async function readUsage(
  db: Db | Tx,
  needs: FactNeeds,
  keys: UsageKey[],
  mode: "lock" | "look",
): Promise<UsageBook> {
  const { tenant_id } = db;
  const member_ids = keys.map((key) => key.member_id);
  const periods = keys.flatMap((key) => periodsOf(key).map((period) => ({ member_id: key.member_id, period })));
  const budgets = { tenant_id, rule_ids: needs.budgets };
  const [daily, monthly, rules, groups, given] = await Promise.all([
    readDailyAwards(db, keys),
    needs.monthly
      ? run(db, readMonthlyAwards, { tenant_id, member_ids, months: keys.map((key) => monthOf(key.business_date)) })
      : [],
    needs.limited.length > 0
      ? run(db, readRuleUsage, {
          tenant_id,
          member_ids: periods.map((one) => one.member_id),
          periods: periods.map((one) => one.period),
        })
      : [],
    needs.groups
      ? run(db, readGroupAwards, { tenant_id, member_ids, business_dates: keys.map((key) => key.business_date) })
      : [],
    needs.budgets.length === 0
      ? []
      : mode === "lock"
        ? run(db as Tx, lockRuleBudgets, budgets)
        : run(db, readRuleBudgets, budgets),
  ]);
  return createUsageBook(needs, { daily, monthly, rules, groups, budgets: given });
}

/** Writes what awards changed, budgets last. */
export async function saveUsage(tx: Tx, book: UsageBook): Promise<void> {
  const { tenant_id } = tx;
  const { daily, takes, awards, replaced, budgets } = book.changes();
  await Promise.all([
    addDailyAwards(tx, daily),
    takes.length > 0 ? run(tx, addRuleUsage, { tenant_id, takes }) : 0,
    awards.length > 0 ? run(tx, insertGroupAwards, { tenant_id, awards }) : 0,
    replaced.length > 0 ? run(tx, replaceGroupAwards, { tenant_id, replaced }) : 0,
    budgets.length > 0 ? run(tx, addRuleBudgets, { tenant_id, takes: budgets }) : 0,
  ]);
}
