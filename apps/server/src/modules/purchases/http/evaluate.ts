import { route } from "../../../platform/http/route.ts";
import { fillText, findErrorSpec, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readAccount } from "../../ledger/index.ts";
import { occasionOf, previewAward, readAwardFacts, showEarningTrace } from "../../points/index.ts";
import { earningLines, refusalError, refusalsOf, totalFen, type Refusal } from "../domain/decide.ts";
import { WALLET_ASSET } from "../purchase-command.ts";
import { businessMoment, readMoment, requireVenue } from "../../org/index.ts";
import { resolveBuyer } from "./commit.ts";
import { zEvaluateInput, zEvaluation } from "./schema.ts";

function showReason(refusal: Refusal, language: Language) {
  const text = findErrorSpec(refusal.code)?.detail[language] ?? refusal.code;
  return { ...refusal, message: fillText(text, refusalError(refusal).data) };
}

export const evaluateRoute = route({
  method: "POST",
  path: "/v1/purchases/evaluate",
  summary: "What a purchase would do, with every reason; nothing is kept",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:write" },
  body: zEvaluateInput,
  response: { 200: zEvaluation },
  errors: ["not_found", "code_invalid", "code_expired", "business_time_in_future"],
  handler: async ({ app, auth, body, language }) => {
    const [{ directory, times }, member] = await Promise.all([
      readMoment(app, auth.tenant_id),
      resolveBuyer(app, auth, body),
    ]);
    const venue = requireVenue(directory, auth, body.venue_id);
    const moment = businessMoment(venue, body.business_time, times.now);
    const purchase = {
      lines: body.lines.map((line) => ({ ...line, item_code: line.item_code ?? null })),
      payments: body.payments,
    };

    const { earning, wallet_fen } = await app.database.read(auth.tenant_id, async (db) => {
      if (!member) return { earning: undefined, wallet_fen: 0 };
      const { business_time } = moment;
      const channel = auth.actor === "staff" ? "till" : "api";
      const occasion = occasionOf(directory, { venue, channel, business_time });
      const request = { member_id: member.member_id, business_time, occasion, lines: earningLines(purchase) };
      const [facts, wallet] = await Promise.all([
        readAwardFacts(db, [request]),
        readAccount(db, member.member_id, WALLET_ASSET, times.now, times.now),
      ]);
      return { earning: previewAward(facts, request), wallet_fen: wallet.available };
    });
    const refusals = refusalsOf(purchase, { member, wallet_fen });
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
        points: {
          total: earning?.points ?? 0,
          lines: line_points.map((points, index) => ({ line_no: index + 1, points })),
          trace: earning ? showEarningTrace(earning.trace) : null,
        },
      },
    };
  },
});
