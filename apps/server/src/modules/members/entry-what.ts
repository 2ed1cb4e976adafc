import { systemOwnerOf } from "../ledger/index.ts";
import type { MemberEntry } from "./member-history.ts";
import { readAdjusted, type ToldAward } from "./told-award.ts";

/** What a movement of points was to the member. */
export const WHATS = [
  "earned",
  "debt",
  "payment",
  "refund",
  "returned",
  "reversal",
  "replaced",
  "redemption",
  "expiry",
  "adjustment",
  "household",
  "transfer",
  "merge",
  "other",
] as const;
export type EntryWhat = (typeof WHATS)[number];

const BY_KIND: Readonly<Record<string, EntryWhat>> = {
  reversal: "reversal",
  replaced: "replaced",
  redemption: "redemption",
  expiry: "expiry",
  merge: "merge",
  unmerge: "merge",
};

type Moved = Pick<MemberEntry, "kind" | "amount" | "trace" | "other_type" | "other_id">;

/** Debts are told apart by the other side of their posting: they go back to where points come from. */
export function whatOf(entry: Moved, award: ToldAward | undefined): EntryWhat {
  const { kind, amount, other_type, other_id } = entry;
  const known = BY_KIND[kind];
  if (known) return known;
  if (other_type === "household") return "household";
  if (other_type === "member") return "transfer";
  const takes = amount < 0;
  const is_issued = other_id !== null && systemOwnerOf(other_id) === "issued";
  if (kind === "adjustment") return takes && (readAdjusted(entry.trace) ?? amount) > 0 ? "debt" : "adjustment";
  if (kind === "refund") return takes ? "refund" : "returned";
  if (!award) return "other";
  if (!takes) return "earned";
  return is_issued && award.debt_repaid > 0 ? "debt" : "payment";
}
