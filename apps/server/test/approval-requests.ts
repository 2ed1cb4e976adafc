// Requests of approvals that work: part of requests.ts.
import { z } from "zod";
import { createStaff } from "../src/modules/access/index.ts";
import { registerOperation } from "../src/platform/approvals/index.ts";
import { findOperation } from "../src/platform/approvals/operations.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { PASSWORD, toWireId } from "./world.ts";

const KIND = "trials.nothing";
const nothing = { "zh-CN": "什么也不做", en: "Nothing", ko: "없음" };
// A rule that may be spoilt: no request of another route meets it.
if (!findOperation(KIND)) {
  registerOperation({
    kind: KIND,
    permission: "approvals:write",
    requires: null,
    texts: { title: nothing, labels: {} },
    input: z.strictObject({}),
    rule: { measure: "rows", enabled: false, threshold: null, hours: 24 },
    preview: async () => ({ lines: [] }),
    execute: async () => ({}),
  });
}

/** Waits for a yes: a large adjustment of somebody new, asked for by the key or by the person. */
async function waiting({ api, tenant, unit_id, staff_token }: RequestWorld, n: number, by: "key" | "person") {
  const member = { name: "新成员", home_unit_id: unit_id };
  const { member_id } = (await api.call("POST /v1/members", { token: tenant.api_key, body: member })).body;
  const { body } = await api.call("POST /v1/points/adjustments", {
    token: by === "key" ? tenant.api_key : staff_token,
    headers: { "idempotency-key": `approval-${n}` },
    body: { member_id, points: 1_000_000, reason: "补登", external_id: `approval ${n}` },
  });
  return { approval_id: String(body["adjustment_id"]).replace(/^adj/, "apr") };
}

/** A colleague of the head office. */
async function newColleague({ api, tenant }: RequestWorld, n: number): Promise<string> {
  const post = { password: PASSWORD, name: "同事", role: "hq_admin", unit_id: tenant.root_unit_id } as const;
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, { ...post, email: `colleague${n}-${tenant.tenant_id}@example.com` }),
  );
  return toWireId("staff", staff_id);
}

const delegationOf = (to_staff_id: string) => ({
  to_staff_id,
  permissions: ["points:approve"],
  from: "2026-06-01T00:00:00+08:00",
  until: "2026-06-30T00:00:00+08:00",
  reason: "年假",
});

export const approvals: Record<string, Builder> = {
  "GET /v1/approvals/{approval_id}": async (world, n) => ({ params: await waiting(world, n, "key") }),
  "POST /v1/approvals/{approval_id}/approve": async (world, n) => {
    const params = await waiting(world, n, "key");
    const { body } = await world.api.call(`GET /v1/approvals/${params.approval_id}`, { token: world.staff_token });
    return { params, body: { effect_hash: String(body["effect_hash"]) } };
  },
  "POST /v1/approvals/{approval_id}/reject": async (world, n) => {
    const params = await waiting(world, n, "key");
    return { params, body: { reason: "凭证不足" }, shows: () => [`/v1/approvals/${params.approval_id}`] };
  },
  "POST /v1/approvals/{approval_id}/cancel": async (world, n) => ({
    params: await waiting(world, n, "person"),
    token: world.staff_token,
  }),
  "PUT /v1/approval_rules/{kind}": async ({ api, staff_token }) => {
    const { body } = await api.call("GET /v1/approval_rules", { token: staff_token });
    const rules = body["data"] as unknown as { kind: string; version: number }[];
    const version = rules.find((rule) => rule.kind === KIND)?.version ?? 0;
    return { params: { kind: KIND }, body: { version, enabled: true, threshold: 900_000_000, hours: 48 } };
  },
  "GET /v1/audit_log/{audit_entry_id}": async ({ api, tenant }) => {
    const { body } = await api.call("GET /v1/audit_log?limit=1", { token: tenant.api_key });
    return { params: { audit_entry_id: String(body["data"]?.[0]?.["audit_entry_id"]) } };
  },
  "GET /v1/audit_log/reveals": () => ({ query: { from: "2026-01-01", to: "2026-12-31" } }),
  "POST /v1/delegations": async (world, n) => ({ body: delegationOf(await newColleague(world, n)) }),
  "DELETE /v1/delegations/{delegation_id}": async (world, n) => {
    const body = delegationOf(await newColleague(world, n));
    const made = await world.api.call("POST /v1/delegations", { token: world.staff_token, body });
    return { params: { delegation_id: String(made.body["delegation_id"]) }, token: world.staff_token };
  },
};
