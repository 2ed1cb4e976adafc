// Requests of the book that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { business_time, newMember, shownLines, shownTransaction } from "./request-samples.ts";

const issued = { system: "issued" };
const send = async ({ api, tenant }: RequestWorld, request: string, body: object, key: string) => {
  const reply = await api.call(request, { token: tenant.api_key, body, headers: { "idempotency-key": key } });
  return reply.body;
};
const ledgerPosting = (world: RequestWorld, n: number) => ({
  kind: "top_up",
  title: "合作充值",
  external_id: `posting ${n}`,
  venue_id: world.venue_id,
  business_time,
  postings: [
    {
      from: issued,
      to: { member_id: world.member_id },
      asset: "points",
      amount: 100,
      available_from: business_time,
      expires_at: "2027-06-01T00:00:00+08:00",
    },
  ],
});
const openHold = async (world: RequestWorld, n: number) => {
  const { member_id } = world;
  const body = { owner: { member_id }, asset: "points", amount: 1, reason: "押金", external_id: `held ${n}` };
  return String((await send(world, "POST /v1/holds", body, `held-${n}`))["hold_id"]);
};

export const ledgerRequests: Record<string, Builder> = {
  "POST /v1/transactions": (world, n) => ({
    body: ledgerPosting(world, n),
    shows: shownTransaction,
  }),
  "POST /v1/transactions/bulk": (world, n) => ({
    body: { transactions: [ledgerPosting(world, n)] },
    shows: shownLines("transactions", "transaction_id"),
  }),
  "POST /v1/transactions/{transaction_id}/reversals": async (world, n) => {
    const posted = await send(world, "POST /v1/transactions", ledgerPosting(world, n), `posting-${n}`);
    const lines = [{ line_no: 1, amount: 5 }];
    return {
      params: { transaction_id: String(posted["transaction_id"]) },
      body: { external_id: `reversal ${n}`, reason: "录入有误", lines, clawback: "debt" },
      shows: shownTransaction,
    };
  },
  "POST /v1/transfers": ({ member_id, other_member_id }, n) => ({
    body: {
      from: { member_id },
      to: { member_id: other_member_id },
      asset: "points",
      amount: 1,
      kind: "gift",
      external_id: `transfer ${n}`,
      title: "转赠",
    },
    shows: shownTransaction,
  }),
  "POST /v1/holds": ({ member_id }, n) => ({
    body: {
      owner: { member_id },
      asset: "points",
      amount: 1,
      ttl_seconds: 600,
      reason: "押金",
      external_id: `hold ${n}`,
    },
    shows: ({ hold_id }) => [`/v1/holds/${String(hold_id)}`],
    instead: { "/ends_at": ["/ttl_seconds"] },
  }),
  "GET /v1/holds": ({ member_id }) => ({ query: { member_id } }),
  "GET /v1/holds/{hold_id}": async (world, n) => ({ params: { hold_id: await openHold(world, n) } }),
  "POST /v1/holds/{hold_id}/capture": async (world, n) => ({
    params: { hold_id: await openHold(world, n) },
    body: { amount: 1, release_rest: true, title: "扣款", external_id: `capture ${n}` },
    shows: shownTransaction,
  }),
  "POST /v1/holds/{hold_id}/release": async (world, n) => ({ params: { hold_id: await openHold(world, n) } }),
  "GET /v1/accounts": ({ member_id }) => ({ query: { member_id } }),
  "GET /v1/accounts/{account_id}/statement": () => ({ query: { from: "2026-01-01", to: "2026-12-31" } }),
  "POST /v1/accounts/merge": async (world, n) => ({
    body: {
      from: { member_id: await newMember(world) },
      to: { member_id: world.member_id },
      external_id: `merge ${n}`,
    },
    shows: shownTransaction,
  }),
  "POST /v1/accounts/unmerge": async (world, n) => {
    const from = { member_id: await newMember(world) };
    const body = { from, to: { member_id: world.member_id }, external_id: `merged ${n}` };
    const { transaction_id } = await send(world, "POST /v1/accounts/merge", body, `merged-${n}`);
    return { body: { transaction_id: String(transaction_id), external_id: `unmerge ${n}` }, shows: shownTransaction };
  },
};
