// The book over HTTP, for tests: a tenant, and what is asked of it again and again.
import { beforeAll } from "vitest";
import type { Reply, TestApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../../test/world.ts";

/** In the sandbox of the book. */
export const NOW = new Date("2026-06-01T04:00:00Z");
export const codeOf = (reply: Reply) => [reply.status, reply.body["code"]];

export function openHttpBook(api: TestApi) {
  let tenant: TestTenant;
  let n = 0;
  const next = () => ++n;
  beforeAll(async () => {
    tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
  });

  const call = (request: string, body?: object, token = tenant.api_key, key = `k${next()}`): Promise<Reply> =>
    api.call(request, { token, headers: { "idempotency-key": key }, ...(body === undefined ? {} : { body }) });
  const must = async (request: string, body: object, status = 201): Promise<Reply["body"]> => {
    const reply = await call(request, body);
    if (reply.status !== status) throw new Error(`${request}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  const member = async (unit_id = tenant.first.unit_id): Promise<string> =>
    String(
      (await must("POST /v1/members", { name: "江听岚", home_unit_id: toWireId("org_unit", unit_id) }))["member_id"],
    );
  const block = async (member_id: string) => {
    const { version } = (await call(`GET /v1/members/${member_id}`)).body;
    await must(`PATCH /v1/members/${member_id}`, { version, status: "blocked", reason: "挂失" }, 200);
  };
  const credit = (member_id: string, amount: number, over: object = {}, asset = "points") => ({
    kind: "top_up",
    title: "合作充值",
    external_id: `credit ${next()}`,
    postings: [{ from: { system: "issued" }, to: { member_id }, asset, amount, ...over }],
  });
  const debit = (member_id: string, amount: number) => ({
    kind: "spend",
    title: "兑换",
    external_id: `debit ${next()}`,
    postings: [{ from: { member_id }, to: { system: "redeemed" }, asset: "points", amount }],
  });
  const rich = async (amount = 1000): Promise<string> => {
    const member_id = await member();
    await must("POST /v1/transactions", credit(member_id, amount));
    return member_id;
  };
  const accountOf = async (member_id: string) =>
    (await call(`GET /v1/accounts?member_id=${member_id}`)).body["data"]?.[0];
  const hold = (member_id: string, amount: number, over: object = {}) => ({
    owner: { member_id },
    asset: "points",
    amount,
    reason: "押金",
    external_id: `hold ${next()}`,
    ...over,
  });
  return {
    get tenant() {
      return tenant;
    },
    next,
    call,
    must,
    member,
    block,
    credit,
    debit,
    rich,
    accountOf,
    hold,
  };
}
