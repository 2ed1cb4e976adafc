import { v7 } from "uuid";
import type { NewTransaction, Posting } from "../index.ts";

const NOW = new Date("2026-06-01T10:00:00Z");

/** A transaction with everything a test does not care about. */
export function transactionOf(postings: Posting[], over: Partial<NewTransaction> = {}): NewTransaction {
  const transaction_id = v7();
  return {
    transaction_id,
    kind: "test",
    source_type: "test",
    source_id: transaction_id,
    effect: "commit",
    business_time: NOW,
    business_date: "2026-06-01",
    accounting_date: "2026-06-01",
    recorded_at: NOW,
    venue_id: null,
    title: "test",
    trace: {},
    postings,
    ...over,
  };
}

export function creditOf(
  owner_id: string,
  amount: number,
  lot: { from?: Date; until?: Date | null } = {},
  asset = "points",
): Posting {
  return {
    from: { system: "issued" },
    to: { owner_type: "member", owner_id },
    asset,
    amount,
    lot: { lot_id: v7(), available_from: lot.from ?? NOW, expires_at: lot.until ?? null },
  };
}

export function debitOf(owner_id: string, amount: number, asset = "points"): Posting {
  return { from: { owner_type: "member", owner_id }, to: { system: "redeemed" }, asset, amount };
}

export const at = NOW;
