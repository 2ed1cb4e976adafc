import type { z } from "zod";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { listTierNames } from "../db/facts.gen.ts";
import { whatOf } from "../entry-what.ts";
import type { MemberEntry, MemberTransaction } from "../member-history.ts";
import { readAward, readRefund, type ToldAward, type ToldFactor, type ToldRejection } from "../told-award.ts";
import type { Naming } from "./show.ts";
import type { zAwardTold, zEntryWhy } from "./why-schema.ts";

/** How rules and tiers are called in the caller's language. */
export interface Words {
  language: Language;
  tier(code: string): string;
}

export async function wordsOf(db: Db, language: Language): Promise<Words> {
  const rows = await run(db, listTierNames, { tenant_id: db.tenant_id });
  const names = new Map(
    rows.map(({ code, name, names: own }) => [code, (own as Record<string, string>)[language] ?? name]),
  );
  return { language, tier: (code) => names.get(code) ?? code };
}

type Named = Pick<ToldFactor, "label" | "labels">;
const nameIn = ({ language }: Words, { label, labels }: Named): string => labels?.[language] ?? label;

/** A label that is the engine's and nobody's: the base rate, methods of payment. */
function factorName(words: Words, factor: ToldFactor): string | null {
  if (factor.kind === "tier") return words.tier(factor.label);
  if (factor.kind === "payment" || factor.label === "base") return null;
  return nameIn(words, factor);
}

const showFactor = (words: Words) => (factor: ToldFactor) => ({
  kind: factor.kind,
  label: factorName(words, factor),
  num: factor.num,
  den: factor.den,
});

/** Each once, however many lines it applied to. */
function distinct<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

export function showWhy(words: Words) {
  return (entry: MemberEntry): z.output<typeof zEntryWhy> => {
    const award = readAward(entry.trace);
    const what = whatOf(entry, award);
    const earned = what === "earned" ? award : undefined;
    const factors = (earned ? [...earned.lines, ...earned.fixed] : []).flatMap((line) => line.factors);
    const named = (kind: ToldFactor["kind"]) =>
      distinct(
        factors
          .filter((factor) => factor.kind === kind)
          .map(({ num, den, ...factor }) => ({ label: factorName(words, { num, den, ...factor }) ?? "", num, den })),
        ({ label, num, den }) => `${label} ${num}/${den}`,
      );
    return {
      what,
      behaviour: earned?.inputs.behaviour ?? null,
      own_money_fen: ownMoney(earned),
      from_wallet: earned?.lines.some((line) => line.payments.some(({ method }) => method === "wallet")) ?? false,
      promotions: named("promotion"),
      tier: named("tier")[0] ?? null,
      fixed: (earned?.fixed ?? []).map((one) => ({
        label: nameIn(words, one),
        quantity: one.quantity,
        points: one.points,
      })),
      cap_removed: (earned?.caps ?? []).reduce((sum, cap) => sum + cap.removed, 0),
      group: earned?.groups.find((group) => group.outcome !== "stands")?.outcome ?? null,
      debt_repaid: award && (what === "earned" || what === "debt") ? award.debt_repaid : 0,
      refund: entry.kind === "refund" ? readRefund(entry.trace, award) : null,
    };
  };
}

/** Null where nothing was bought. A negative line (a correction of a till) takes off. */
function ownMoney(award: ToldAward | undefined): number | null {
  if (!award || award.lines.length === 0) return null;
  return Math.max(
    0,
    award.lines.reduce((sum, line) => sum + line.own_money_fen, 0),
  );
}

/** The whole arithmetic of a transaction; null for one that is no award. */
export function showAward(
  words: Words,
  naming: Naming,
  { transaction }: MemberTransaction,
): z.output<typeof zAwardTold> | null {
  const award = readAward(transaction.trace);
  if (!award) return null;
  const { program_version, sum, result, debt_repaid, credits, groups } = award;
  return {
    program_version,
    lines: award.lines.map(({ payments: _, factors, ...line }) => ({
      ...line,
      factors: factors.map(showFactor(words)),
    })),
    fixed: award.fixed.map((one) => ({
      label: nameIn(words, one),
      quantity: one.quantity,
      factors: one.factors.map(showFactor(words)),
      points: one.points,
    })),
    sum,
    caps: award.caps.map(({ rule_id, ...cap }) => ({
      ...cap,
      label: rule_id === null ? null : ruleName(words, award, rule_id),
      limit: cap.kind === "rule_budget" ? null : cap.limit,
      used_before: cap.kind === "rule_budget" ? 0 : cap.used_before,
    })),
    groups,
    rejected: rejectionsOf(words, award),
    result,
    debt_repaid,
    credits: credits.map(({ points, available_from, expires_at }) => ({
      points,
      available_from: naming.time(new Date(available_from)),
      expires_at: naming.maybe(expires_at === null ? null : new Date(expires_at)),
    })),
    refund: transaction.kind === "refund" ? readRefund(transaction.trace, award) : null,
  };
}

/** Limits name the rule by its id; its label stands where it counted. */
function ruleName(words: Words, award: ToldAward, rule_id: string): string | null {
  const factors = [...award.lines, ...award.fixed].flatMap((one) => one.factors);
  const found = [...factors, ...award.fixed, ...award.rejected].find((one) => one.rule_id === rule_id);
  return found && found.label !== "base" ? nameIn(words, found) : null;
}

function rejectionsOf(words: Words, { rejected }: ToldAward) {
  return rejected.map((one) => ({
    label: one.label === "base" ? null : nameIn(words, one),
    line_no: one.line_no,
    code: one.code,
    factor: factorOf(one),
  }));
}

function factorOf({ code, field, actual }: ToldRejection): { num: number; den: number } | null {
  if (code !== "not_largest" || field !== "factor" || typeof actual !== "string") return null;
  const [num, den = 1] = actual.split("/").map(Number);
  return num !== undefined && Number.isFinite(num) && Number.isFinite(den) ? { num, den } : null;
}
