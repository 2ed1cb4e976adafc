import { route } from "../../../platform/http/route.ts";
import { fillText, findErrorSpec, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  occasionOf,
  previewAward,
  programAt,
  readAwardFacts,
  showEarningTrace,
  type Occasion,
} from "../../points/index.ts";
import type { Db } from "../../../platform/db/pool.ts";
import {
  earningLines,
  refusalError,
  refusalsOf,
  totalFen,
  type PurchaseLine,
  type Refusal,
  type Standing,
} from "../domain/decide.ts";
import { settledPayments, type Payment } from "../domain/payments.ts";
import { factsOf, readMeans } from "../means.ts";
import { settlePurchase } from "../settle.ts";
import { businessMoment, readMoment, requireVenue } from "../../org/index.ts";
import { termsAtPurchase } from "../../members/index.ts";
import { findNewcomer, resolveBuyer } from "./commit.ts";
import { toLine, zEvaluateInput, zEvaluation } from "./schema.ts";

function showReason(refusal: Refusal, language: Language) {
  const text = findErrorSpec(refusal.code)?.detail[language] ?? refusal.code;
  return { ...refusal, message: fillText(text, refusalError(refusal).data) };
}

interface Asked {
  member_id: string | null;
  business_time: Date;
  occasion: Occasion;
  lines: PurchaseLine[];
  payments: Payment[];
}

/** The same decision as a commit's, on what is read without locks. Refused purchases earn and take nothing. */
async function evaluate(db: Db, purchase: Asked, member: Standing | null) {
  const { member_id } = purchase;
  const requests = member_id === null ? [] : [{ ...purchase, member_id }];
  const [means, award] = await Promise.all([readMeans(db, requests), readAwardFacts(db, requests)]);
  const { burn, wallet_split } = programAt(award.policy, purchase.business_time);
  const facts = factsOf(means, purchase, member, burn);
  const refusals = refusalsOf(purchase, facts);
  if (refusals.length > 0) return { refusals };
  const { settlement } = settlePurchase(purchase, { ...facts, policy: wallet_split });
  const lines = earningLines(purchase.lines, settlement);
  const earning = member_id === null ? undefined : previewAward(award, { ...purchase, member_id, lines });
  return { refusals, settlement, earning };
}

export const evaluateRoute = route({
  method: "POST",
  path: "/v1/purchases/evaluate",
  summary: "What a purchase would do, with every reason; nothing is kept",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:write" },
  audit: { none: "a dry run" },
  body: zEvaluateInput,
  response: { 200: zEvaluation },
  errors: [
    "not_found",
    "code_invalid",
    "code_expired",
    "business_time_in_future",
    "registration_off",
    "consent_required",
    "consent_text_missing",
  ],
  handler: async ({ app, auth, body, language }) => {
    const newcomer = await findNewcomer(app, auth, body);
    const [{ directory, times }, member] = await Promise.all([
      readMoment(app, auth.tenant_id),
      newcomer ? null : resolveBuyer(app, auth, body),
      newcomer && app.database.read(auth.tenant_id, (db) => termsAtPurchase(db, newcomer.agreed)),
    ]);
    const venue = requireVenue(directory, auth, body.venue_id);
    const moment = businessMoment(venue, body.business_time, times.now);
    const channel = body.sales_channel ?? (auth.actor === "staff" ? "till" : "api");
    const { business_time } = moment;
    const purchase = {
      business_time,
      occasion: occasionOf(directory, { venue, channel, business_time }),
      // A newcomer is somebody of whom nothing is known yet.
      member_id: member?.member_id ?? (newcomer && app.runtime.ids.next()),
      lines: body.lines.map(toLine),
      payments: body.payments,
    };
    const { refusals, settlement, earning } = await app.database.read(auth.tenant_id, (db) =>
      evaluate(db, purchase, newcomer ? { block_scopes: null } : member),
    );
    const line_points = earning?.line_points ?? body.lines.map(() => 0);
    return {
      body: {
        accepted: refusals.length === 0,
        reasons: refusals.map((refusal) => showReason(refusal, language)),
        total_fen: totalFen(purchase.lines),
        business_date: moment.business_date,
        member: member && {
          member_id: toWireId("member", member.member_id),
          name: member.name,
          card_no: member.card_no,
        },
        registers: newcomer !== null,
        payments: settlement ? settledPayments(settlement) : [],
        points: {
          total: earning?.points ?? 0,
          lines: line_points.map((points, index) => ({ line_no: index + 1, points })),
          trace: earning ? showEarningTrace(earning.trace) : null,
        },
      },
    };
  },
});
