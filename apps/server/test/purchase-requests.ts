// Requests of purchases that work: part of requests.ts.
import type { Builder } from "./requests.ts";
import { basket, business_time, buyer, shownLines } from "./request-samples.ts";

export const purchaseRequests: Record<string, Builder> = {
  "POST /v1/purchases/evaluate": ({ member_id, venue_id }) => ({
    body: { member_id, venue_id, business_time, ...basket },
    instead: buyer,
  }),
  "POST /v1/purchases": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, business_time, external_id: `order ${n}`, ...basket },
    shows: ({ purchase_id }) => [`/v1/purchases/${String(purchase_id)}`],
    instead: buyer,
  }),
  "POST /v1/purchases/bulk": ({ member_id, venue_id }, n) => ({
    body: { purchases: [{ external_id: `basket ${n}`, member_id, venue_id, business_time, ...basket }] },
    shows: shownLines("purchases", "purchase_id"),
    instead: { "/purchases/0/member_external_id": ["/purchases/0/member_id"] },
  }),
};
