// Requests of points that work: part of requests.ts.
import { type RequestWorld, programVersion } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { business_time, shownLines, shownTransaction } from "./request-samples.ts";

/** Asked for by a person, so that the key is the second one. */
async function waitingAdjustment({ api, member_id, staff_token }: RequestWorld, n: number): Promise<string> {
  const { body } = await api.call("POST /v1/points/adjustments", {
    token: staff_token,
    headers: { "idempotency-key": `waiting-${n}` },
    body: { member_id, points: 1_000_000, reason: "补登", external_id: `waiting ${n}` },
  });
  return String(body["adjustment_id"]);
}

export const pointRequests: Record<string, Builder> = {
  "PUT /v1/points/program": async (world) => ({
    body: { version: await programVersion(world), rate: { points: 1, per_fen: 100 }, daily_cap: 1_000_000 },
  }),
  "POST /v1/points/earn": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, amount_fen: 1_000, external_id: `award ${n}`, title: "合作停车", business_time },
    shows: shownTransaction,
  }),
  "POST /v1/points/earn/bulk": ({ member_id, venue_id }, n) => ({
    body: {
      awards: [{ member_id, venue_id, amount_fen: 1_000, external_id: `file ${n}`, title: "合作停车", business_time }],
    },
    shows: shownLines("transactions", "transaction_id"),
  }),
  "POST /v1/points/adjustments/evaluate": ({ member_id }) => ({ body: { member_id, points: 10 } }),
  "POST /v1/points/adjustments": ({ member_id }, n) => ({
    body: { member_id, points: 10, reason: "系统漏计", external_id: `case ${n}` },
    shows: ({ adjustment_id }) => [`/v1/points/adjustments/${String(adjustment_id)}`],
  }),
  "POST /v1/points/adjustments/{adjustment_id}/approve": async (world, n) => ({
    params: { adjustment_id: await waitingAdjustment(world, n) },
  }),
  "POST /v1/points/adjustments/{adjustment_id}/reject": async (world, n) => {
    const adjustment_id = await waitingAdjustment(world, n);
    return {
      params: { adjustment_id },
      body: { reason: "凭证不足" },
      shows: () => [`/v1/points/adjustments/${adjustment_id}`],
    };
  },
  "GET /v1/points/liability": () => ({ query: { from: "2026-01-01", to: "2026-01-31" } }),
  "GET /v1/points/deferral": () => ({ query: { sale_fen: "100000", points: "1000" } }),
  "POST /v1/points/redemptions": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, points: 1, title: "缆车票", external_id: `redemption ${n}`, business_time },
    shows: shownTransaction,
    instead: { "/member_code": ["/member_id"], "/household_id": ["/member_id"] },
  }),
  "POST /v1/points/replays": ({ rule_id }, n) => ({
    body: { rule_id, from: `2026-05-${10 + (n % 20)}`, to: "2026-05-31" },
  }),
  "POST /v1/points/replays/{replay_id}/cancel": async ({ api, tenant, rule_id }) => {
    const { body } = await api.call("POST /v1/points/replays", {
      token: tenant.api_key,
      body: { rule_id, from: "2026-05-01", to: "2026-05-31" },
    });
    return { params: { replay_id: String(body["replay_id"]) } };
  },
};
