import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zInstant, zInstantOut, zPoints, zText } from "../../../platform/http/schema.ts";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { resolveMember, visibleHouseholds } from "../../members/index.ts";
import { businessMoment, readMoment, requireVenue, type Moment } from "../../org/index.ts";
import { type Payer, redeemPoints, type RedemptionDone } from "../redemptions/redeem-points.ts";

const zNewRedemption = z
  .strictObject({
    member_id: wireId("member").optional(),
    member_code: zText(200).optional().meta({ description: "Shown by the member: reaches any store's" }),
    household_id: wireId("household").optional().meta({ description: "The family's pool pays" }),
    points: z.int().min(1).max(1_000_000_000),
    title: zText(200).meta({ description: "What the points bought, as the member reads it" }),
    venue_id: wireId("venue").optional(),
    external_id: zText(100).meta({ description: "The caller's own number: pays once for ever" }),
    business_time: zInstant.optional(),
  })
  .refine(
    (body) => [body.member_id, body.member_code, body.household_id].filter((id) => id !== undefined).length === 1,
    {
      path: ["member_id"],
      params: { code: "exactly_one_of" },
    },
  );

const zRedemption = z
  .object({
    transaction_id: wireIdOut("transaction"),
    member_id: wireIdOut("member").nullable(),
    household_id: wireIdOut("household").nullable(),
    points: zPoints,
    title: z.string(),
    balance: zPoints,
    available: zPoints,
    lots: z.array(z.object({ lot_id: wireIdOut("lot"), amount: zCount, expires_at: zInstantOut.nullable() })),
  })
  .meta({ id: "Redemption" });

function showRedemption(done: RedemptionDone, zone: string): z.output<typeof zRedemption> {
  const { payer, lots } = done;
  return {
    transaction_id: toWireId("transaction", done.transaction_id),
    member_id: payer.owner_type === "member" ? toWireId("member", payer.owner_id) : null,
    household_id: payer.owner_type === "household" ? toWireId("household", payer.owner_id) : null,
    points: done.points,
    title: done.title,
    balance: done.balance,
    available: done.available,
    lots: lots.map(({ lot_id, amount, expires_at }) => ({
      lot_id: toWireId("lot", lot_id),
      amount,
      expires_at: expires_at && toZonedIso(expires_at, zone),
    })),
  };
}

async function payerOf(app: App, auth: Auth, body: z.output<typeof zNewRedemption>): Promise<Payer> {
  const { household_id } = body;
  if (household_id !== undefined) {
    const visible = await app.database.read(auth.tenant_id, (db) => visibleHouseholds(db, [household_id], auth));
    if (!visible.has(household_id)) throw new AppError("not_found");
    return { owner_type: "household", owner_id: household_id };
  }
  const member = await app.database.read(auth.tenant_id, (db) => resolveMember(db, app, body, auth));
  if (member.block_scopes?.includes("spend"))
    throw new AppError("member_blocked", { expected: "active", actual: member.status });
  return { owner_type: "member", owner_id: member.member_id };
}

/** Where it was bought decides its day; without a venue the tenant's own zone does. */
function momentOf({ directory, times }: Moment, auth: Auth, body: z.output<typeof zNewRedemption>) {
  const { time_zone } = directory.tenant;
  const hours = { time_zone, day_cutoff_minutes: 0, opens_minutes: 0, closes_minutes: 1440 };
  const venue = body.venue_id === undefined ? null : requireVenue(directory, auth, body.venue_id);
  return { venue_id: venue?.venue_id ?? null, ...businessMoment(venue ?? hours, body.business_time, times.now) };
}

const redeem = route({
  method: "POST",
  path: "/v1/points/redemptions",
  summary: "Points buy something",
  description:
    "They leave the account earliest expiry first, all or none. 200 when this external_id has paid before. Undone, wholly or in part, by POST /v1/transactions/{transaction_id}/reversals.",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "purchases:write" },
  audit: ["points.redeemed"],
  body: zNewRedemption,
  response: { 201: zRedemption, 200: zRedemption },
  errors: [
    "not_found",
    "code_invalid",
    "code_expired",
    "member_blocked",
    "insufficient_balance",
    "external_id_of_another",
    "business_time_in_future",
    "program_not_found",
  ],
  idempotency: "required",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const { points, title, external_id } = body;
    const at = momentOf(moment, auth, body);
    const payer = await payerOf(app, auth, body);
    return idempotency.run(async (tx) => {
      const done = await redeemPoints(tx, app, { payer, points, title, external_id, ...at, times: moment.times });
      if (!done.known) {
        const subject = { kind: payer.owner_type, id: payer.owner_id };
        const after = { points, transaction_id: done.transaction_id };
        await recordAudit(tx, app.runtime, by, { action: "points.redeemed", subject, after });
      }
      return { status: done.known ? 200 : 201, body: showRedemption(done, moment.directory.tenant.time_zone) };
    });
  },
});

export const redemptionRoutes: Route[] = [redeem];
