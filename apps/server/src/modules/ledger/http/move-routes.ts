// Reversals, transfers and merges: what moves value that is there already.
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type JsonAnswer, type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
import { mergeOwners, type MergeOutcome, unmergeOwners } from "../merge.ts";
import { requireOwners } from "../owner-types.ts";
import { reverse, type ReversalResult } from "../reverse.ts";
import { requireTransferable } from "../transfer.ts";
import { createTransferer, type Transferer } from "../transfer-many.ts";
import { getVisibleTransaction, type VisibleTransaction } from "../visible-transaction.ts";
import { headOf } from "./heads.ts";
import { type Naming, namingOf } from "./naming.ts";
import { toOwner } from "./owners.ts";
import { insufficient, WRITE } from "./post-routes.ts";
import {
  zKnownTransaction,
  zMergeIn,
  zReversalIn,
  zReversalOut,
  zTransactionOut,
  zTransferIn,
  zUnmergeIn,
} from "./schema.ts";
import { showTransaction } from "./show-transaction.ts";

/** A reversal or a share for the pool is also a person's work, in the ledger explorer and the household page. */
const MOVE = { actors: ["staff", "api_key"], permission: "ledger:write" } as const;

/** How long value lives on that comes back to a lot which is over (rule 2 of the book). */
const GRACE_DAYS = 30;

/** Purchases are undone by their own room, which keeps what was sold and to whom. */
const WITH_ITS_ROOM = new Set(["purchase", "refund"]);

const transfers = route({
  method: "POST",
  path: "/v1/transfers",
  finds_persons: true,
  summary: "Move value from one owner to another; each lot keeps its life",
  description: "200 with the first one when this external_id has moved before.",
  tag: "ledger",
  access: MOVE,
  audit: ["transaction.transferred"],
  body: zTransferIn,
  response: { 201: zTransactionOut, 200: zTransactionOut },
  errors: ["not_found", "insufficient_balance", "account_frozen", "same_owner"],
  idempotency: "required",
  handler: async ({ app, auth, body, by, idempotency, language }): Promise<JsonAnswer> => {
    const [moment, naming] = [await readMoment(app, auth.tenant_id), await namingOf(app, auth.tenant_id, language)];
    const { kind, title = "", external_id, asset, amount } = body;
    const [from, to] = [toOwner(body.from), toOwner(body.to)];
    requireTransferable({ from, to, asset });
    const head = headOf(app, auth, moment, { kind, source_type: "transfer", external_id, title });
    const claim = {
      route: idempotency.route,
      key: idempotency.key ?? "",
      body_hash: idempotency.body_hash,
      answer: (found: VisibleTransaction, is_new: boolean) => ({
        status: is_new ? 201 : 200,
        body: JSON.stringify(showTransaction(naming, found, undefined, true)),
      }),
    };
    const made = await transfererOf(app).submit(auth.tenant_id, {
      head,
      from,
      to,
      asset,
      amount,
      reach: auth,
      claim,
      by,
    });
    return { json: { status: made.answer.status, text: made.answer.body, replayed: made.replayed } };
  },
});

const transferers = new WeakMap<App, Transferer>();
function transfererOf(app: App): Transferer {
  let transferer = transferers.get(app);
  if (!transferer) {
    transferer = createTransferer(app.database, app.runtime);
    transferers.set(app, transferer);
  }
  return transferer;
}

const reversals = route({
  method: "POST",
  path: "/v1/transactions/:transaction_id/reversals",
  summary: "Undo a transaction, or parts of its postings",
  description:
    "What was spent goes back to its lots; what was credited is taken back, and what is no longer there becomes a debt, is left to the caller (deduct_cash) or forgiven.",
  tag: "ledger",
  access: MOVE,
  audit: ["transaction.reversed"],
  params: z.strictObject({ transaction_id: wireId("transaction") }),
  body: zReversalIn,
  response: { 201: zReversalOut, 200: zKnownTransaction },
  errors: [
    "not_found",
    "whole_group_only",
    "use_refund",
    "not_reversible",
    "reversal_exceeds",
    "nothing_left",
    "insufficient_balance",
  ],
  idempotency: "required",
  handler: async ({ app, auth, by, params: { transaction_id }, body, idempotency, language }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const naming = await namingOf(app, auth.tenant_id, language);
    return idempotency.run(async (tx) => {
      const original = await getVisibleTransaction(tx, transaction_id, auth);
      refuseForeign(original);
      const { title, kind } = original.transaction;
      if (WITH_ITS_ROOM.has(kind)) throw new AppError("use_refund");
      const { external_id, reason, lines, clawback } = body;
      const what = { kind: "reversal", source_type: "reversal", external_id, title };
      const done = await reverse(tx, app.runtime, {
        head: headOf(app, auth, moment, { ...what, reason: { reason, original_transaction_id: transaction_id } }),
        original_transaction_id: transaction_id,
        ...(lines ? { lines } : {}),
        clawback,
        grace: { days: GRACE_DAYS, zone: moment.directory.tenant.time_zone, now: moment.times.now },
      });
      if (done.outcome === "posted") {
        const subject = { kind: "transaction", id: transaction_id } as const;
        const after = { reversed_by: done.transaction_id, ...(lines ? { lines } : {}), clawback };
        await recordAudit(tx, app.runtime, by, { action: "transaction.reversed", subject, after, reason });
      }
      return { status: done.outcome === "posted" ? 201 : 200, body: showReversal(naming, done, lines) };
    });
  },
});

/** Whoever undoes a transaction must see all whose value it moved. */
function refuseForeign({ hidden_accounts }: VisibleTransaction): void {
  if (hidden_accounts.size > 0) throw new AppError("whole_group_only");
}

function showReversal(naming: Naming, done: ReversalResult, lines: readonly { amount: number }[] | undefined) {
  switch (done.outcome) {
    case "posted":
      return {
        transaction_id: toWireId("transaction", done.transaction_id),
        returned: done.returned.map(({ lot_id, amount, expires_at }) => ({
          lot_id: toWireId("lot", lot_id),
          amount,
          expires_at: naming.maybe(expires_at),
        })),
        clawed_back: done.clawed_back,
        debt: done.debt,
        uncovered: done.uncovered,
      };
    case "duplicate":
      return { transaction_id: toWireId("transaction", done.transaction_id) };
    case "nothing_left":
      throw done.left > 0 ? new AppError("reversal_exceeds", { left: done.left }) : new AppError("nothing_left");
    case "insufficient":
      throw insufficient(done.available, lines?.reduce((sum, line) => sum + line.amount, 0) ?? done.available + 1);
    default:
      throw new AppError(done.outcome);
  }
}

const zMerged = z
  .object({
    transaction_id: wireIdOut("transaction"),
    moved: z.array(z.object({ asset: z.string(), amount: zCount })),
  })
  .meta({ id: "MergedAccounts" });

function showMerge(done: MergeOutcome) {
  if (done.outcome === "not_found" || done.outcome === "not_mergeable") throw new AppError(done.outcome);
  const transaction_id = toWireId("transaction", done.transaction_id);
  if (done.outcome === "duplicate") return { status: 200, body: { transaction_id } };
  return { status: 201, body: { transaction_id, moved: done.moved } };
}

const merge = route({
  method: "POST",
  path: "/v1/accounts/merge",
  summary: "Move all that one owner has, owes and holds to another",
  description: "200 with the first one when this external_id has merged before.",
  tag: "ledger",
  access: WRITE,
  body: zMergeIn,
  response: { 201: zMerged, 200: zKnownTransaction },
  errors: ["not_found", "same_owner", "not_mergeable"],
  idempotency: "required",
  handler: async ({ app, auth, body, idempotency }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const [from, to] = [toOwner(body.from), toOwner(body.to)];
    return idempotency.run(async (tx) => {
      await requireOwners(tx, [from, to], auth);
      if (from.owner_id === to.owner_id) throw new AppError("same_owner");
      const what = { kind: "merge", source_type: "merge", external_id: body.external_id, title: "" };
      return showMerge(await mergeOwners(tx, app.runtime, { head: headOf(app, auth, moment, what), from, to }));
    });
  },
});

const unmerge = route({
  method: "POST",
  path: "/v1/accounts/unmerge",
  summary: "Move back what is left of a merge",
  tag: "ledger",
  access: WRITE,
  body: zUnmergeIn,
  response: { 201: zMerged, 200: zKnownTransaction },
  errors: ["not_found", "whole_group_only", "not_mergeable"],
  idempotency: "required",
  handler: async ({ app, auth, body, idempotency }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const merge_transaction_id = body.transaction_id;
    return idempotency.run(async (tx) => {
      refuseForeign(await getVisibleTransaction(tx, merge_transaction_id, auth));
      const what = { kind: "unmerge", source_type: "unmerge", external_id: body.external_id, title: "" };
      const reason = { original_transaction_id: merge_transaction_id };
      const head = headOf(app, auth, moment, { ...what, reason });
      return showMerge(await unmergeOwners(tx, app.runtime, { head, merge_transaction_id }));
    });
  },
});

export const moveRoutes: Route[] = [transfers, reversals, merge, unmerge];
