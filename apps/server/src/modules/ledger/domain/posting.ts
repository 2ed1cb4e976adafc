// What is put into the book.
import type { SystemOwner } from "./account-id.ts";

export type OwnerType = "member" | "household" | "partner" | "company";
export interface Owner {
  owner_type: OwnerType;
  owner_id: string;
}
/** Whose account: a system side by its name, or an owner by id. */
export type Side = { system: SystemOwner } | Owner;

/** Moves `amount` (> 0, in the asset's smallest unit) from one side to the other. */
export interface Posting {
  from: Side;
  to: Side;
  asset: string;
  amount: number;
  /** When `to` is an owner: the value arrives as a new lot. `expires_at` null never expires. */
  lot?: { lot_id: string; available_from: Date; expires_at: Date | null };
  /** Instead of the draw order: exactly these lots, which together make the amount. */
  from_lots?: { lot_id: string; amount: number }[];
  /** Drawn from a lot that this very transaction makes, after everything has arrived. */
  from_new_lot?: string;
  /** Owner to owner, instead of `lot`: each lot arrives with the life it had. */
  keep_lots?: true;
}

/** A transaction without its postings. */
export interface TransactionHead {
  transaction_id: string;
  /** `earn`, `spend`, `top_up`, `adjustment`, … */
  kind: string;
  /** With source_id and effect unique for ever: one effect of one source is posted once. */
  source_type: string;
  source_id: string;
  effect: string;
  business_time: Date;
  business_date: string;
  accounting_date: string;
  recorded_at: Date;
  venue_id: string | null;
  /** What a person reads in the statement. */
  title: string;
  /** Why: rules with versions, inputs, arithmetic, result. */
  trace: unknown;
}

export interface NewTransaction extends TransactionHead {
  /** None when it was decided that nothing moves: its effect and its trace stand all the same. */
  postings: Posting[];
}

/** What this room's own commands may add to a posting: they have decided under the accounts' locks. */
export interface PlannedPosting extends Posting {
  /** `from_lots` may be pending or expired. */
  forced?: true;
  /** Drawn after everything has arrived. */
  late?: true;
  /** Value that goes back into the lots it was drawn from. */
  to_lots?: ReturnedPart[];
  /** Value that goes back, in new lots because the old ones are over or elsewhere. */
  lots?: (ReturnedPart & LotLife)[];
}

/** A part of what a line had drawn, on its way back into `lot_id`. */
export interface ReturnedPart {
  lot_id: string;
  amount: number;
  of_transaction_id: string;
  of_line_no: number;
  of_lot_id: string;
}

export interface LotLife {
  earned_at: Date;
  available_from: Date;
  expires_at: Date | null;
  venue_id: string | null;
  root_owner_id: string | null;
}

export interface PlannedTransaction extends TransactionHead {
  postings: PlannedPosting[];
  /** Its effect has been taken already, by claimEffect. */
  claimed?: true;
}
