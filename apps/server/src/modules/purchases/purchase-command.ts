import type { IdempotencyClaim, StoredAnswer } from "../../platform/db/idempotency.ts";
import type { Caller } from "../../platform/audit/by.ts";
import type { Times } from "../org/index.ts";
import type { Earning, Occasion } from "../points/index.ts";
import type { PurchaseLine } from "./domain/decide.ts";
import type { PaidFrom, Payment, Settlement } from "./domain/payments.ts";

/** A purchase ready to be decided: venue, business date and member are resolved by the edge. */
export interface PurchaseCommand {
  member_id: string | null;
  venue_id: string;
  unit_id: string;
  channel: "till" | "api" | "file";
  /** Where it was sold, in the caller's own words; null is the channel itself. */
  sales_channel: string | null;
  /** The caller's own number; a purchase with it exists once for ever. */
  out_no: string | null;
  business_time: Date;
  business_date: string;
  /** When and where, as earning rules ask about it. */
  occasion: Occasion;
  lines: PurchaseLine[];
  payments: Payment[];
  staff_id: string | null;
  /** A person's purchase is in the audit log as well; a system's is told by the book. */
  by?: Caller;
  /** The Idempotency-Key of the request, and the answer to keep for it. */
  claim: (IdempotencyClaim & { answer: (purchase: CommittedPurchase) => StoredAnswer }) | undefined;
  times: Times;
}

export interface CommittedPurchase {
  purchase_id: string;
  member_id: string | null;
  total_fen: number;
  points: number;
  line_points: number[];
  transaction_id: string | null;
}

export type CommitResult =
  | { kind: "committed"; purchase: CommittedPurchase; answer: StoredAnswer | undefined }
  /** The Idempotency-Key was used before: its first answer. */
  | { kind: "replayed"; answer: StoredAnswer }
  /** The caller's own number was used before, without this key. */
  | { kind: "known"; purchase: Omit<CommittedPurchase, "line_points"> };

/** A purchase that will stand, with all that is to be saved of it. */
export interface DecidedPurchase extends CommittedPurchase {
  command: PurchaseCommand;
  earning: Earning | undefined;
  settlement: Settlement;
  paid_from: PaidFrom;
  answer: StoredAnswer | undefined;
}
