// Requests of refunds that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";

const line = { item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen: 10_000 };

/** A purchase of its own for every refund. */
async function purchaseToRefund({ api, tenant, member_id, venue_id }: RequestWorld, n: number) {
  const headers = { "idempotency-key": `to-refund-${n}` };
  const body = { member_id, venue_id, lines: [line], payments: [{ method: "cash", amount_fen: 10_000 }] };
  const bought = await api.call("POST /v1/purchases", { token: tenant.api_key, headers, body });
  return { purchase_id: String(bought.body["purchase_id"]) };
}
const back = { lines: [{ line_no: 1, amount_fen: 100 }] };
const units = { "/lines/0/quantity": ["/lines/0/amount_fen"] };

export const refunds: Record<string, Builder> = {
  "POST /v1/purchases/{purchase_id}/refunds/evaluate": async (world, n) => ({
    params: await purchaseToRefund(world, n),
    body: back,
    instead: units,
  }),
  "POST /v1/purchases/{purchase_id}/refunds": async (world, n) => {
    const params = await purchaseToRefund(world, n);
    return {
      params,
      body: { ...back, reason: "行程有变", external_id: `back ${n}` },
      shows: () => [`/v1/purchases/${params.purchase_id}`],
      instead: units,
    };
  },
};
