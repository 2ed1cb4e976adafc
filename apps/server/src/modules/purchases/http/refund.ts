import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { showPending, zPending } from "../../../platform/approvals/index.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { route } from "../../../platform/http/route.ts";
import { isOwnCustomer, reachesUnit } from "../../../platform/kernel/reach.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { businessMoment, readMoment } from "../../org/index.ts";
import { findRefundable } from "../db/refunds.gen.ts";
import { askWhenLarge, type PlacedRefund } from "../ask-when-large.ts";
import { refundPurchase } from "../refund-purchase.ts";
import type { Refund } from "../read-refunds.ts";
import { zParams, zRefund, zRefundEvaluateInput, zRefundInput, zRefundPreview } from "./refund-schema.ts";
import { showFigures, showRefund } from "./show-refund.ts";

type Input = z.output<typeof zRefundInput>;

/** Only where it was bought can it be given back. */
async function toCommand(
  app: App,
  auth: Auth,
  purchase_id: string,
  body: Pick<Input, "lines" | "reason" | "external_id">,
): Promise<{ command: PlacedRefund; time_zone: string }> {
  const { tenant_id } = auth;
  const [{ directory, times }, purchase] = await Promise.all([
    readMoment(app, tenant_id),
    app.database.read(tenant_id, (db) => run(db, findRefundable, { tenant_id, purchase_id })),
  ]);
  const venue = purchase && directory.venues.get(purchase.venue_id);
  if (!venue || !reachesUnit(auth, purchase.unit_id) || !isOwnCustomer(auth, purchase.owner_staff_id))
    throw new AppError("purchase_not_found");
  const command = {
    purchase: { ...purchase, purchase_id },
    asks: body.lines,
    reason: body.reason,
    out_no: body.external_id ?? null,
    staff_id: auth.staff_id ?? null,
    ...businessMoment(venue, undefined, times.now),
    times,
  };
  return { command, time_zone: venue.time_zone };
}

export const refundRoute = route({
  method: "POST",
  path: "/v1/purchases/:purchase_id/refunds",
  summary: "Give back a purchase or a part of it, as if that part had never been bought",
  description:
    "200 when a refund with this external_id already stands. What staff give back above the threshold of the tenant's approval rule waits for a second person: 202.",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:write" },
  audit: ["purchase.refunded", "approval.requested"],
  params: zParams,
  body: zRefundInput,
  response: { 201: zRefund, 200: zRefund, 202: zPending },
  errors: ["purchase_not_found", "refund_exceeds_purchase"],
  idempotency: "required",
  handler: async ({ app, auth, by, params, body, idempotency }) => {
    const { command, time_zone } = await toCommand(app, auth, params.purchase_id, body);
    return idempotency.run(async (tx) => {
      // A system that refunds by a key has its own second person; a colleague at the counter has this one.
      const waiting = auth.actor === "staff" ? await askWhenLarge(tx, app, command, by) : undefined;
      if (waiting) return { status: 202, body: showPending(waiting, time_zone) };
      const { kind, refund } = await refundPurchase(tx, app.runtime, command);
      if (kind === "known") return { status: 200, body: showRefund(refund, time_zone) };
      const { refund_id, amount_fen } = refund;
      const subject = { kind: "purchase", id: params.purchase_id } as const;
      const after = { refund_id, amount_fen };
      await recordAudit(tx, app.runtime, by, { action: "purchase.refunded", subject, after, reason: body.reason });
      return { status: 201, body: showRefund(refund, time_zone) };
    });
  },
});

/** Carries the answer out of a transaction that is undone. */
class Undone extends Error {
  readonly refund: Refund;
  constructor(refund: Refund) {
    super("evaluated");
    this.refund = refund;
  }
}

export const evaluateRefundRoute = route({
  method: "POST",
  path: "/v1/purchases/:purchase_id/refunds/evaluate",
  summary: "What a refund would give back and take back; nothing is kept",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:write" },
  audit: { none: "a dry run" },
  params: zParams,
  body: zRefundEvaluateInput,
  response: { 200: zRefundPreview },
  errors: ["purchase_not_found", "refund_exceeds_purchase"],
  handler: async ({ app, auth, params, body }) => {
    const { command } = await toCommand(app, auth, params.purchase_id, { ...body, reason: "" });
    const refund = await tryOut(
      app,
      auth.tenant_id,
      async (tx) => (await refundPurchase(tx, app.runtime, command)).refund,
    );
    return { body: showFigures(refund) };
  },
});

/** Does the work and undoes it: what it answers is what the work would do, to the last lot. */
async function tryOut(app: App, tenant_id: string, work: (tx: Tx) => Promise<Refund>): Promise<Refund> {
  try {
    return await app.database.write(tenant_id, async (tx) => {
      throw new Undone(await work(tx));
    });
  } catch (error) {
    if (error instanceof Undone) return error.refund;
    throw error;
  }
}
