import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { attempt, inSlices, showBulkError, zBulkItem } from "../../../platform/http/bulk.ts";
import { BULK_BODY_LIMIT, type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Ids } from "../../../platform/kernel/ids.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { type Moment, readMoment } from "../../org/index.ts";
import { accountId } from "../domain/account-id.ts";
import { setExpiryTimers } from "../expiry-timers.ts";
import { listLotKeys } from "../read.ts";
import { frozenOwners, requireOwners, visibleOwners } from "../owner-types.ts";
import type { NewTransaction, Owner, Posting } from "../domain/posting.ts";
import { post, type PostOutcome } from "../post.ts";
import { headOf } from "./heads.ts";
import { namingOf } from "./naming.ts";
import { refuseFrozen, showOwner, toSide } from "./owners.ts";
import { readShownTransaction } from "./read-shown.ts";
import { type PostingIn, type TransactionIn, zTransactionIn, zTransactionOut } from "./schema.ts";

export const WRITE = { actors: ["api_key"], permission: "ledger:write" } as const;

/** What callers post comes from this source: their number counts once for ever. */
const SOURCE = "api";

function toPosting(ids: Ids, business_time: Date, input: PostingIn): Posting {
  const { available_from, expires_at, from_lots, asset, amount } = input;
  const [from, to] = [toSide(input.from), toSide(input.to)];
  const lots = from_lots ? { from_lots } : {};
  if ("system" in to) return { from, to, asset, amount, ...lots };
  const keeps = !("system" in from) && available_from === undefined && expires_at === undefined;
  if (keeps) return { from, to, asset, amount, keep_lots: true, ...lots };
  const lot = { lot_id: ids.next(), available_from: available_from ?? business_time, expires_at: expires_at ?? null };
  return { from, to, asset, amount, lot, ...lots };
}

function toTransaction(app: App, auth: Auth, moment: Moment, input: TransactionIn): NewTransaction {
  const head = headOf(app, auth, moment, { ...input, source_type: SOURCE });
  return { ...head, postings: input.postings.map((one) => toPosting(app.runtime.ids, head.business_time, one)) };
}

const isOwner = (side: Posting["from"]): side is Owner => "owner_type" in side;
const spenders = (transaction: NewTransaction) => transaction.postings.map((posting) => posting.from).filter(isOwner);
const owners = (transaction: NewTransaction) =>
  transaction.postings.flatMap((posting) => [posting.from, posting.to]).filter(isOwner);

/** What a caller asked to take from owners: of several postings the book does not say which one fell short. */
const required = ({ postings }: NewTransaction) =>
  postings.reduce((sum, posting) => sum + (isOwner(posting.from) ? posting.amount : 0), 0);

/** What was given an end runs out by a timer. */
const datedLots = ({ postings }: NewTransaction) =>
  postings.flatMap(({ asset, lot }) => (lot ? [{ asset, expires_at: lot.expires_at }] : []));

export const insufficient = (available: number, wanted: number) =>
  new AppError("insufficient_balance", { available, required: wanted });

const POST_ERRORS = [
  "not_found",
  "insufficient_balance",
  "same_owner",
  "account_frozen",
  "business_time_in_future",
] as const;

const transactionPost = route({
  method: "POST",
  path: "/v1/transactions",
  finds_persons: true,
  summary: "Post a transaction to the book",
  description: "200 with the first one when this external_id has been posted before.",
  tag: "ledger",
  access: WRITE,
  body: zTransactionIn,
  response: { 201: zTransactionOut, 200: zTransactionOut },
  errors: POST_ERRORS,
  idempotency: "required",
  handler: async ({ app, auth, body, idempotency, language }) => {
    const transaction = toTransaction(app, auth, await readMoment(app, auth.tenant_id), body);
    const naming = await namingOf(app, auth.tenant_id, language);
    return idempotency.run(async (tx) => {
      await requireOwners(tx, owners(transaction), auth);
      const unknown = await findUnknownLots(tx, [transaction]);
      if (unknown.size > 0) throw new AppError("not_found");
      if (hasSameSides(transaction)) throw new AppError("same_owner");
      await refuseFrozen(tx, spenders(transaction));
      const [outcome] = await post(tx, [transaction]);
      if (outcome?.outcome === "insufficient") throw insufficient(outcome.available, required(transaction));
      const { transaction_id } = outcome as Exclude<PostOutcome, { outcome: "insufficient" }>;
      if (outcome?.outcome === "posted") await setExpiryTimers(tx, datedLots(transaction));
      const shown = await readShownTransaction(naming, tx, { auth, transaction_id });
      return { status: outcome?.outcome === "posted" ? 201 : 200, body: shown };
    });
  },
});

const PER_TRANSACTION = 250;

const transactionBulk = route({
  method: "POST",
  path: "/v1/transactions/bulk",
  summary: "Up to 1,000 transactions; each by its external_id once for ever",
  description: "One that is refused leaves nothing and does not touch its neighbours.",
  tag: "ledger",
  access: WRITE,
  body: z.strictObject({ transactions: z.array(zTransactionIn).min(1).max(1000) }),
  response: {
    200: z.object({
      results: z.array(zBulkItem.extend({ transaction_id: wireIdOut("transaction").optional() })),
    }),
  },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const items = body.transactions.map((one) => attempt(() => toTransaction(app, auth, moment, one)));
    const outcomes = await inSlices(items, PER_TRANSACTION, (slice) =>
      app.database.write(auth.tenant_id, (tx) => postSlice(tx, auth, slice)),
    );
    const results = outcomes.map((outcome, index) => {
      if (outcome instanceof AppError) return showBulkError(outcome, index, language);
      const status = outcome.outcome === "posted" ? ("created" as const) : ("unchanged" as const);
      return { index, status, transaction_id: toWireId("transaction", outcome.transaction_id) };
    });
    return { body: { results } };
  },
});

const hasSameSides = ({ postings }: NewTransaction) =>
  postings.some(({ from, to }) => isOwner(from) && isOwner(to) && from.owner_id === to.owner_id);

/** Transactions that name lots which their spender's account does not have. */
async function findUnknownLots(tx: Tx, transactions: readonly NewTransaction[]): Promise<Set<string>> {
  const named = transactions.flatMap(({ transaction_id, postings }) =>
    postings.flatMap(({ from, asset, from_lots = [] }) =>
      isOwner(from)
        ? from_lots.map(({ lot_id }) => ({ transaction_id, account_id: accountId(from.owner_id, asset), lot_id }))
        : [],
    ),
  );
  if (named.length === 0) return new Set();
  const known = await listLotKeys(tx, named);
  const unknown = named.filter((lot) => !known.has(`${lot.account_id} ${lot.lot_id}`));
  return new Set(unknown.map((lot) => lot.transaction_id));
}

type Posted = Exclude<PostOutcome, { outcome: "insufficient" }>;

async function postSlice(tx: Tx, auth: Auth, slice: NewTransaction[]): Promise<(Posted | AppError)[]> {
  const [visible, frozen, unknown] = await Promise.all([
    visibleOwners(tx, slice.flatMap(owners), auth),
    frozenOwners(tx, slice.flatMap(spenders)),
    findUnknownLots(tx, slice),
  ]);
  const judged = slice.map((transaction): NewTransaction | AppError => {
    if (owners(transaction).some((owner) => !visible.has(owner.owner_id))) return new AppError("not_found");
    if (unknown.has(transaction.transaction_id)) return new AppError("not_found");
    if (hasSameSides(transaction)) return new AppError("same_owner");
    const held = spenders(transaction).find((owner) => frozen.has(owner.owner_id));
    return held ? new AppError("account_frozen", showOwner(held)) : transaction;
  });
  return await inSlices(judged, slice.length, async (sound) => {
    const outcomes = await post(tx, sound);
    const posted = sound.filter((_, index) => outcomes[index]?.outcome === "posted");
    await setExpiryTimers(tx, posted.flatMap(datedLots));
    return outcomes.map((outcome, index): Posted | AppError =>
      outcome.outcome === "insufficient"
        ? insufficient(outcome.available, required(sound[index] as NewTransaction))
        : outcome,
    );
  });
}

export const postRoutes: Route[] = [transactionPost, transactionBulk];
