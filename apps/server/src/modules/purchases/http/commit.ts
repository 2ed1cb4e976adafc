import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { route, type JsonAnswer } from "../../../platform/http/route.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  findMemberByPhone,
  type Member,
  type MemberNaming,
  type Newcomer,
  registerAtPurchase,
  resolveMember,
} from "../../members/index.ts";
import { commitPurchases, createPurchaseCommitter, type PurchaseCommitter } from "../commit-purchases.ts";
import type { CommitResult, CommittedPurchase, PurchaseCommand } from "../purchase-command.ts";
import { businessMoment, readMoment, requireVenue } from "../../org/index.ts";
import { occasionOf } from "../../points/index.ts";
import { toLine, zCommitted, zPurchaseInput } from "./schema.ts";

/** One committer per program: calls of all requests leave together. */
const committers = new WeakMap<App, PurchaseCommitter>();
function committerOf(app: App): PurchaseCommitter {
  let committer = committers.get(app);
  if (!committer) {
    committer = createPurchaseCommitter(app.database, app.runtime);
    committers.set(app, committer);
  }
  return committer;
}

/** Who buys: nobody, or the member named or shown. */
export async function resolveBuyer(app: App, auth: Auth, buyer: MemberNaming): Promise<Member | null> {
  if (buyer.member_id === undefined && buyer.member_code === undefined && buyer.phone === undefined) return null;
  return app.database.read(auth.tenant_id, (db) => resolveMember(db, app, buyer, auth));
}

type Registering = Pick<z.output<typeof zPurchaseInput>, "phone" | "register">;

/** Whose phone nobody has, and who wants to become a member with this purchase. */
export async function findNewcomer(app: App, auth: Auth, { phone, register }: Registering): Promise<Newcomer | null> {
  if (register === undefined || phone === undefined) return null;
  const known = await app.database.read(auth.tenant_id, (db) => findMemberByPhone(db, app, phone));
  return known ? null : { ...register, phone };
}

export function showCommitted(purchase: Omit<CommittedPurchase, "line_points">): z.output<typeof zCommitted> {
  return {
    purchase_id: toWireId("purchase", purchase.purchase_id),
    member_id: purchase.member_id && toWireId("member", purchase.member_id),
    total_fen: purchase.total_fen,
    points_awarded: purchase.points,
    transaction_id: purchase.transaction_id && toWireId("transaction", purchase.transaction_id),
  };
}

async function prepare(
  app: App,
  auth: Auth,
  body: z.output<typeof zPurchaseInput>,
  newcomer: Newcomer | null,
): Promise<Omit<PurchaseCommand, "claim">> {
  const [{ directory, times }, member] = await Promise.all([
    readMoment(app, auth.tenant_id),
    newcomer ? null : resolveBuyer(app, auth, body),
  ]);
  const venue = requireVenue(directory, auth, body.venue_id);
  const moment = businessMoment(venue, body.business_time, times.now);
  const channel = auth.actor === "staff" ? "till" : "api";
  return {
    member_id: member?.member_id ?? null,
    venue_id: venue.venue_id,
    unit_id: venue.unit_id,
    channel,
    sales_channel: body.sales_channel ?? null,
    out_no: body.external_id ?? null,
    ...moment,
    occasion: occasionOf(directory, {
      venue,
      channel: body.sales_channel ?? channel,
      business_time: moment.business_time,
    }),
    lines: body.lines.map(toLine),
    payments: body.payments,
    staff_id: auth.staff_id ?? null,
    times,
  };
}

/** Both or neither: whoever's purchase is refused is no member by it. */
async function commitNewcomer(
  app: App,
  newcomer: Newcomer,
  command: PurchaseCommand & { by: Caller },
  tenant_id: string,
) {
  return app.database.write(tenant_id, async (tx) => {
    const member_id = await registerAtPurchase(tx, app, newcomer, command);
    const [result] = await commitPurchases(tx, app.runtime, [{ ...command, member_id }]);
    if (result instanceof AppError) throw result;
    return present(result, "the one purchase that was asked for");
  });
}

function toAnswer(result: CommitResult): JsonAnswer | { status: 200; body: z.output<typeof zCommitted> } {
  if (result.kind === "known") return { status: 200, body: showCommitted(result.purchase) };
  const { answer, kind } = result;
  if (!answer) throw new Error("a claimed purchase keeps its answer");
  return { json: { status: answer.status, text: answer.body, replayed: kind === "replayed" } };
}

export const commitRoute = route({
  method: "POST",
  path: "/v1/purchases",
  summary: "Commit a purchase: payment, points and events at once, once",
  description:
    "With `register` and a phone that nobody has, its owner becomes a member by this purchase: see /v1/registration_policy.",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:write" },
  audit: ["purchase.committed"],
  body: zPurchaseInput,
  /** 200 when a purchase with this external_id already stands. */
  response: { 201: zCommitted, 200: zCommitted },
  errors: [
    "not_found",
    "code_invalid",
    "code_expired",
    "member_blocked",
    "payments_do_not_match",
    "insufficient_balance",
    "wallet_needs_member",
    "points_need_member",
    "points_not_accepted",
    "business_time_in_future",
    "registration_off",
    "consent_required",
    "consent_text_missing",
  ],
  idempotency: "required",
  finds_persons: true,
  handler: async ({ app, auth, body, by, idempotency }) => {
    const newcomer = await findNewcomer(app, auth, body);
    const command = await prepare(app, auth, body, newcomer);
    const claim = {
      route: idempotency.route,
      key: idempotency.key ?? "",
      body_hash: idempotency.body_hash,
      answer: (purchase: CommittedPurchase) => ({ status: 201, body: JSON.stringify(showCommitted(purchase)) }),
    };
    const whole = { ...command, claim, by };
    if (newcomer) return toAnswer(await commitNewcomer(app, newcomer, whole, auth.tenant_id));
    return toAnswer(await committerOf(app).submit(auth.tenant_id, whole));
  },
});
