// Requests of rules and of what they award that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { basket, business_time, line, shownLines, shownTransaction } from "./request-samples.ts";

const definition = {
  kind: "multiplier",
  trigger: "purchase",
  factor: { num: 2, den: 1 },
  conditions: { combinator: "and", rules: [{ field: "weekday", operator: "in", value: [6, 7] }] },
};
const seasonOf = (n: number) => {
  const day = new Date(Date.UTC(2100, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
  return { name: `叠加季 ${n}`, valid_from: day, valid_until: day, stacking: "add", groups: "stack" };
};

async function made({ api, tenant }: RequestWorld, request: string, body: object, id: string): Promise<string> {
  return String((await api.call(request, { token: tenant.api_key, body })).body[id]);
}
const newRule = async (world: RequestWorld, n: number) => ({
  rule_id: await made(world, "POST /v1/points/rules", { name: `规则 ${n}`, definition }, "rule_id"),
});
async function liveRule(world: RequestWorld, n: number) {
  const params = await newRule(world, n);
  await made(world, `POST /v1/points/rules/${params.rule_id}/publish`, { version: 1 }, "rule_id");
  return params;
}
const newSeason = async (world: RequestWorld, n: number) => ({
  season_id: await made(world, "POST /v1/points/seasons", seasonOf(n), "season_id"),
});

export const ruleRequests: Record<string, Builder> = {
  "POST /v1/points/rules": (_, n) => ({
    body: { name: `周末 ${n}`, definition, valid_from: null, valid_until: "2099-01-01T00:00:00+08:00" },
  }),
  "GET /v1/points/rules/{rule_id}": async (world, n) => ({ params: await newRule(world, n) }),
  "PUT /v1/points/rules/{rule_id}/draft": async (world, n) => ({
    params: await newRule(world, n),
    body: { edit_no: 1, name: `周末 ${n}`, definition, valid_from: null, valid_until: null },
  }),
  "DELETE /v1/points/rules/{rule_id}/draft": async (world, n) => ({ params: await newRule(world, n) }),
  "POST /v1/points/rules/{rule_id}/publish": async (world, n) => ({
    params: await newRule(world, n),
    body: { version: 1, valid_from: "2026-06-02T00:00:00+08:00" },
  }),
  "POST /v1/points/rules/{rule_id}/retire": async (world, n) => ({ params: await liveRule(world, n) }),
  "POST /v1/points/seasons": (_, n) => ({ body: seasonOf(n) }),
  "PUT /v1/points/seasons/{season_id}": async (world, n) => ({
    params: await newSeason(world, n),
    body: seasonOf(n + 20_000),
  }),
  "DELETE /v1/points/seasons/{season_id}": async (world, n) => ({ params: await newSeason(world, n) }),
  "POST /v1/points/evaluate": ({ member_id, venue_id }) => ({
    body: { member_id, venue_id, business_time, lines: [line], payments: basket.payments },
  }),
  "POST /v1/points/behaviours": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, behaviour: "share", subject: "游记", external_id: `share ${n}`, business_time },
    shows: shownTransaction,
  }),
  "POST /v1/points/behaviours/bulk": ({ member_id, venue_id }, n) => ({
    body: {
      behaviours: [{ member_id, venue_id, behaviour: "share", external_id: `shares ${n}`, quantity: 1, business_time }],
    },
    shows: shownLines("transactions", "transaction_id"),
  }),
};
