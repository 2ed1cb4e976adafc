// A till: a member, a purchase that is safe to send twice, a refusal that is understood.
import process from "node:process";
import { ApiError, createClient, NetworkError, type Routes } from "@huiyou/api-client";
import { fetchTransport } from "@huiyou/api-client/fetch";

const { HUIYOU_URL = "http://127.0.0.1:8080", HUIYOU_KEY } = process.env;
const api = createClient<Routes>({
  transport: fetchTransport(HUIYOU_URL),
  token: () => HUIYOU_KEY,
  language: () => "en",
});

/** No answer says nothing about what happened: the same key again, and it happens once. */
async function untilAnswered<T>(send: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof NetworkError) || tries <= 1) throw error;
    return untilAnswered(send, tries - 1);
  }
}

const [venue] = (await api.call("GET /v1/venues")).data;
if (!venue) throw new Error("this tenant has no venue yet");
const member = await api.call("POST /v1/members", {
  body: { name: "Sample Guest", home_unit_id: venue.unit_id },
  idempotency_key: crypto.randomUUID(),
});

const order = crypto.randomUUID();
const sell = () =>
  api.call("POST /v1/purchases", {
    body: {
      member_id: member.member_id,
      venue_id: venue.venue_id,
      lines: [{ item_name: "Day ticket", business_type: "ticket", quantity: 1, amount_fen: 12_800 }],
      payments: [{ method: "cash", amount_fen: 12_800 }],
    },
    idempotency_key: order,
  });
const first = await untilAnswered(sell);
const again = await untilAnswered(sell);
console.log(`sold once: ${first.purchase_id === again.purchase_id}`);

try {
  await api.call("GET /v1/purchases/{purchase_id}", { path: { purchase_id: "pur_01k9ztw3e8f5tb2m6qh4x7ncav" } });
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(`refused: ${error.status} ${error.code}`);
}
