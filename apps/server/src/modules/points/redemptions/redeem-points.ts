import type { App } from "../../../platform/app.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { findTransaction, post, readAccount } from "../../ledger/index.ts";
import { personOf } from "../../members/index.ts";
import type { Times } from "../../org/index.ts";
import { programAt } from "../domain/policy.ts";
import { extendPoints } from "../last-activity.ts";
import { readPolicy } from "../policy-store.ts";

/** Whose points pay. */
export type Payer = { owner_type: "member" | "household"; owner_id: string };

export interface Redemption {
  payer: Payer;
  points: number;
  title: string;
  venue_id: string | null;
  /** The caller's own number: pays once for ever. */
  external_id: string;
  business_time: Date;
  business_date: string;
  times: Times;
}

export interface RedemptionDone {
  transaction_id: string;
  payer: Payer;
  points: number;
  title: string;
  /** What is left in the account and what of it can be spent now. */
  balance: number;
  available: number;
  lots: { lot_id: string; amount: number; expires_at: Date | null }[];
  known: boolean;
}

const SOURCE = { source_type: "redemption", effect: "commit" } as const;

/**
 * Points buy something. They leave the account in draw order, all or none.
 * @throws program_not_found · insufficient_balance, with what is available · external_id_of_another, when somebody else has paid under this number
 */
export async function redeemPoints(tx: Tx, app: App, redemption: Redemption): Promise<RedemptionDone> {
  const { payer, points, title, venue_id, external_id, business_time, business_date, times } = redemption;
  const [outcome] = await post(tx, [
    {
      transaction_id: app.runtime.ids.next(),
      kind: "redemption",
      ...SOURCE,
      source_id: external_id,
      business_time,
      business_date,
      accounting_date: times.accounting_date,
      recorded_at: times.recorded_at,
      venue_id,
      title,
      trace: { points, payer: payer.owner_type },
      postings: [{ from: payer, to: { system: "redeemed" }, asset: "points", amount: points }],
    },
  ]);
  const result = present(outcome, "the outcome of a redemption");
  if (result.outcome === "insufficient") {
    throw new AppError("insufficient_balance", { available: result.available, required: points });
  }
  const { transaction_id } = result;
  if (result.outcome === "posted") {
    const payload = { transaction_id, points, venue_id, external_id, owner_type: payer.owner_type };
    const event = { type: "points.redeemed", subject_id: payer.owner_id, payload, business_time };
    await appendEvents(tx, [{ ...event, event_id: app.runtime.ids.next(), recorded_at: times.recorded_at }]);
    const activity = { owner: payer, business_date, business_time, now: times.now };
    await extendPoints(tx, programAt(await readPolicy(tx), business_time), activity);
  }
  const { paid_by, ...done } = await readRedemption(tx, transaction_id);
  if (!(await isSamePayer(tx, paid_by, payer))) throw new AppError("external_id_of_another", { external_id });
  const { balance, available } = await readAccount(tx, payer.owner_id, "points", times.now, times.now);
  return { ...done, payer, balance, available, known: result.outcome === "duplicate" };
}

/** Whoever paid under an id they had before they were merged is the same. */
const isSamePayer = async (tx: Tx, paid_by: string, { owner_type, owner_id }: Payer): Promise<boolean> =>
  paid_by === owner_id || (owner_type === "member" && (await personOf(tx, paid_by)) === owner_id);

type Booked = Pick<RedemptionDone, "transaction_id" | "points" | "title" | "lots"> & { paid_by: string };

/** What stands in the book: also the answer to a number that has paid before. */
async function readRedemption(tx: Tx, transaction_id: string): Promise<Booked> {
  const { title, entries, allocations } = present(
    await findTransaction(tx, transaction_id),
    "a redemption in the book",
  );
  const { owner_id, amount } = present(
    entries.find((entry) => entry.amount < 0),
    "the side that pays",
  );
  const lots = allocations.map(({ expires_at, ...lot }) => ({
    ...lot,
    expires_at: expires_at === null ? null : new Date(expires_at),
  }));
  return { transaction_id, paid_by: owner_id, points: -amount, title, lots };
}
