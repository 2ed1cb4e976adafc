// Requests of exports that work: part of requests.ts.
import type { Builder } from "./requests.ts";

const body = { kind: "members", filter: {}, columns: ["card_no"], format: "csv", reason: "月度核对" };

export const exportRequests: Record<string, Builder> = {
  "POST /v1/exports": (_, n) => ({
    body: { ...body, reason: `月度核对 ${n}` },
    shows: ({ export_id }) => [`/v1/exports/${String(export_id)}`],
  }),
  "GET /v1/exports/{export_id}": async ({ api, tenant }) => {
    const made = await api.call("POST /v1/exports", { token: tenant.api_key, body });
    return { params: { export_id: String(made.body["export_id"]) } };
  },
};
