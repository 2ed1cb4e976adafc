// Requests of purchases that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { basket, business_time, phone, shownLines } from "./request-samples.ts";

/** Of these names of a buyer one alone may be given. */
const newcomer = ["/phone", "/register"];
const instead = { "/member_code": newcomer, "/member_id": newcomer };

/** Somebody new at the till, whom the tenant takes. */
async function joining({ api, tenant }: RequestWorld, n: number) {
  const token = tenant.api_key;
  // Published once; said again it changes nothing.
  const texts = [{ language: "zh-CN", title: "入会协议", body: "成为会员。" }];
  await api.call("PUT /v1/privacy/documents/membership", { token, body: { text_version: "till-1", texts } });
  const { body: policy } = await api.call("GET /v1/registration_policy", { token });
  if (String(policy["at_purchase"]) === "off") {
    const said = { at_purchase: "with_consent", purposes: ["membership"], consent_channel: "paper" };
    await api.call("PUT /v1/registration_policy", { token, body: { version: policy["version"], ...said } });
  }
  return { phone: phone(70_000_000 + n), register: { name: "夏知微", language: "zh-CN", agreed: ["membership"] } };
}

export const purchaseRequests: Record<string, Builder> = {
  "POST /v1/purchases/evaluate": async (world, n) => ({
    body: { ...(await joining(world, n)), venue_id: world.venue_id, business_time, ...basket },
    instead,
  }),
  "POST /v1/purchases": async (world, n) => ({
    body: {
      ...(await joining(world, n)),
      venue_id: world.venue_id,
      business_time,
      external_id: `order ${n}`,
      ...basket,
    },
    shows: ({ purchase_id, member_id }) => [`/v1/purchases/${String(purchase_id)}`, `/v1/members/${String(member_id)}`],
    instead,
  }),
  "POST /v1/purchases/bulk": ({ member_id, venue_id }, n) => ({
    body: { purchases: [{ external_id: `basket ${n}`, member_id, venue_id, business_time, ...basket }] },
    shows: shownLines("purchases", "purchase_id"),
    instead: { "/purchases/0/member_external_id": ["/purchases/0/member_id"] },
  }),
};
