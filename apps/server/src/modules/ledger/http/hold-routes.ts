import type { Reach } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import type { Db } from "../../../platform/db/pool.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
import { captureHold, releaseHold } from "../close-hold.ts";
import { openHold } from "../open-hold.ts";
import { requireOwners } from "../owner-types.ts";
import { findHold, type Hold, listHolds } from "../read-holds.ts";
import { headOf } from "./heads.ts";
import { type Naming, namingOf } from "./naming.ts";
import { ownerOfQuery, refuseFrozen, showOwner, toOwner } from "./owners.ts";
import { insufficient, WRITE } from "./post-routes.ts";
import { zCaptureIn, zHoldIn, zHoldOut, zHoldState } from "./schema.ts";
import { READ } from "./transaction-routes.ts";

const zHoldPath = z.strictObject({ hold_id: wireId("hold") });
const zHoldPosition = z.tuple([z.uuid()]).transform(([hold_id]) => hold_id);

const showHold = (naming: Naming) => (hold: Hold) => ({
  hold_id: toWireId("hold", hold.hold_id),
  owner: showOwner(hold),
  asset: hold.asset,
  amount: hold.amount,
  captured: hold.captured,
  released: hold.released,
  state: hold.state,
  ends_at: naming.maybe(hold.ends_at),
  reason: hold.reason,
  external_id: hold.source_id,
  lots: hold.lots.map(({ lot_id, amount }) => ({ lot_id: toWireId("lot", lot_id), amount })),
});

/** @throws not_found */
async function getVisibleHold(db: Db, hold_id: string, scope: Reach): Promise<Hold> {
  const hold = await findHold(db, hold_id);
  if (!hold) throw new AppError("not_found");
  await requireOwners(db, [hold], scope);
  return hold;
}

const open = route({
  method: "POST",
  path: "/v1/holds",
  summary: "Hold value, so that nothing else can take it",
  description:
    "Ends by itself at ends_at or after ttl_seconds of the tenant's time, or never. 200 with the first one when this external_id has held before.",
  tag: "ledger",
  access: WRITE,
  body: zHoldIn,
  response: { 201: zHoldOut, 200: zHoldOut },
  errors: ["not_found", "insufficient_balance", "account_frozen", "hold_expired"],
  idempotency: "required",
  handler: async ({ app, auth, body, idempotency, language }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const naming = await namingOf(app, auth.tenant_id, language);
    const { owner: given, ttl_seconds, external_id, asset, amount, reason } = body;
    const owner = toOwner(given);
    const after = ttl_seconds === undefined ? null : new Date(times.now.getTime() + ttl_seconds * 1000);
    const ends_at = body.ends_at ?? after;
    if (ends_at && ends_at <= times.now) throw new AppError("hold_expired", { ends_at: naming.time(ends_at) });
    return idempotency.run(async (tx) => {
      await requireOwners(tx, [owner], auth);
      await refuseFrozen(tx, [owner]);
      const what = { hold_id: app.runtime.ids.next(), owner, asset, amount, ends_at, reason };
      const opened = await openHold(tx, app.runtime, { ...what, source_type: "api", source_id: external_id, times });
      if (opened.outcome === "insufficient") throw insufficient(opened.available, amount);
      // The same number may have held for somebody else.
      await requireOwners(tx, [opened.hold], auth);
      return { status: opened.outcome === "held" ? 201 : 200, body: showHold(naming)(opened.hold) };
    });
  },
});

const list = route({
  method: "GET",
  path: "/v1/holds",
  summary: "Holds of a member or a household, newest first",
  tag: "ledger",
  access: READ,
  query: zPage
    .extend({
      member_id: wireId("member").optional(),
      household_id: wireId("household").optional(),
      state: zHoldState.optional(),
    })
    .superRefine(({ member_id, household_id }, context) => {
      if ((member_id === undefined) === (household_id === undefined))
        context.addIssue({ code: "custom", path: ["member_id"], params: { code: "exactly_one_of" } });
    }),
  response: { 200: zPageOf(zHoldOut) },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const before_hold_id = readCursor(query.cursor, zHoldPosition) ?? null;
    const naming = await namingOf(app, auth.tenant_id, language);
    const owner = ownerOfQuery(query);
    if (!owner) throw new AppError("not_found");
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      await requireOwners(db, [owner], auth);
      const page = { limit: query.limit + 1, before_hold_id, ...(query.state ? { state: query.state } : {}) };
      return listHolds(db, owner.owner_id, page);
    });
    return { body: pageOf(rows, query.limit, (hold) => [hold.hold_id], showHold(naming)) };
  },
});

const one = route({
  method: "GET",
  path: "/v1/holds/:hold_id",
  summary: "A hold and the lots it binds",
  tag: "ledger",
  access: READ,
  params: zHoldPath,
  response: { 200: zHoldOut },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => {
    const naming = await namingOf(app, auth.tenant_id, language);
    const hold = await app.database.read(auth.tenant_id, (db) => getVisibleHold(db, params.hold_id, auth));
    return { body: showHold(naming)(hold) };
  },
});

/** Why a hold that is not open is not. */
function notOpen(naming: Naming, { state, ends_at }: Hold): AppError {
  const over = ends_at && (state === "ended" || state === "open");
  return over
    ? new AppError("hold_expired", { ends_at: naming.time(ends_at) })
    : new AppError("hold_not_open", { state });
}

const capture = route({
  method: "POST",
  path: "/v1/holds/:hold_id/capture",
  summary: "Take what is held, or a part of it",
  description:
    "From the very lots that were held, also when they have expired or their owner was blocked meanwhile. 200 with the first one when this external_id has captured before.",
  tag: "ledger",
  access: WRITE,
  params: zHoldPath,
  body: zCaptureIn,
  response: {
    201: z.object({ transaction_id: wireIdOut("transaction"), hold: zHoldOut }),
    200: z.object({ transaction_id: wireIdOut("transaction"), hold: zHoldOut }),
  },
  errors: ["not_found", "hold_not_open", "hold_expired", "capture_exceeds_hold"],
  idempotency: "required",
  handler: async ({ app, auth, params: { hold_id }, body, idempotency, language }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const naming = await namingOf(app, auth.tenant_id, language);
    return idempotency.run(async (tx) => {
      const { reason } = await getVisibleHold(tx, hold_id, auth);
      const what = { kind: "capture", source_type: "hold_capture", external_id: body.external_id };
      const head = headOf(app, auth, moment, { ...what, title: body.title ?? reason, reason: { hold_id } });
      const amount = body.amount === undefined ? {} : { amount: body.amount };
      const { release_rest } = body;
      const done = await captureHold(tx, app.runtime, { hold_id, ...amount, to: "redeemed", head, release_rest });
      if (done.outcome === "not_found") throw new AppError("not_found");
      if (done.outcome === "not_open") throw notOpen(naming, done.hold);
      if (done.outcome === "exceeds") throw new AppError("capture_exceeds_hold", { held: done.left });
      const answer = {
        transaction_id: toWireId("transaction", done.transaction_id),
        hold: showHold(naming)(done.hold),
      };
      return { status: done.outcome === "posted" ? 201 : 200, body: answer };
    });
  },
});

const release = route({
  method: "POST",
  path: "/v1/holds/:hold_id/release",
  summary: "Let go of what is still held",
  tag: "ledger",
  access: WRITE,
  params: zHoldPath,
  response: { 200: zHoldOut },
  errors: ["not_found", "hold_not_open", "hold_expired"],
  idempotency: "required",
  handler: async ({ app, auth, params: { hold_id }, idempotency, language }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const naming = await namingOf(app, auth.tenant_id, language);
    return idempotency.run(async (tx) => {
      await getVisibleHold(tx, hold_id, auth);
      const done = await releaseHold(tx, app.runtime, { hold_id, reason: "released", times });
      if (done.outcome === "not_found") throw new AppError("not_found");
      if (done.outcome === "not_open") throw notOpen(naming, done.hold);
      return { body: showHold(naming)(done.hold) };
    });
  },
});

export const holdRoutes: Route[] = [open, list, one, capture, release];
