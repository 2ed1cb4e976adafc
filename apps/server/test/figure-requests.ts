// Requests of lifecycle, tags and blocks that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { newMember } from "./request-samples.ts";

const thresholds = { new_days: 30, at_risk_days: 45, sleeping_days: 120, lost_days: 300 };

const rule = {
  combinator: "and",
  rules: [
    { field: "spent_365_fen", operator: ">=", value: 100_000 },
    { field: "lifecycle", operator: "in", value: ["active", "at_risk"] },
  ],
};

async function automaticTag({ api, tenant }: RequestWorld, n: number): Promise<{ tag_id: string; version: number }> {
  const made = await api.call("POST /v1/tags/automatic", {
    token: tenant.api_key,
    body: { name: `自动 ${n}`, colour: "pine", group: "价值", rule },
  });
  const { tag_id, version } = made.body["tag"] as unknown as { tag_id: string; version: number };
  return { tag_id, version };
}

export const figureRequests: Record<string, Builder> = {
  "PUT /v1/lifecycle_policy": async ({ api, tenant }) => {
    const { body } = await api.call("GET /v1/lifecycle_policy", { token: tenant.api_key });
    return { body: { version: body["version"], ...thresholds } };
  },
  "POST /v1/tags/automatic": (_, n) => ({
    body: { name: `高价值 ${n}`, colour: "plum", group: "价值", rule },
    shows: () => ["/v1/tags"],
  }),
  "POST /v1/tags/try_out": () => ({ body: { rule } }),
  "PATCH /v1/tags/{tag_id}": async (world, n) => {
    const { tag_id, version } = await automaticTag(world, n);
    const body = { version, name: `常来 ${n}`, colour: "brick", group: "频次", archived: false };
    return { params: { tag_id }, body, shows: () => ["/v1/tags"] };
  },
  "PUT /v1/tags/{tag_id}/rule": async (world, n) => {
    const { tag_id, version } = await automaticTag(world, n);
    return { params: { tag_id }, body: { version, rule } };
  },
  "GET /v1/tags/{tag_id}/hits": async (world, n) => ({ params: { tag_id: (await automaticTag(world, n)).tag_id } }),
  "POST /v1/members/{member_id}/blocks": async (world) => ({
    params: { member_id: await newMember(world) },
    body: { scopes: ["gate", "earn"], reason: "多次转借会员码", until: "2090-01-01T00:00:00+08:00" },
    shows: () => ["/v1/members/blocks"],
  }),
  "POST /v1/members/{member_id}/unblock": async (world) => {
    const member_id = await newMember(world);
    const body = { scopes: ["spend"], reason: "核实中" };
    await world.api.call(`POST /v1/members/${member_id}/blocks`, { token: world.tenant.api_key, body });
    return { params: { member_id }, body: { reason: "已核实" }, shows: () => [`/v1/members/${member_id}/blocks`] };
  },
  "POST /v1/lifecycle_policy/preview": () => ({ body: thresholds }),
};
