// Requests of families by themselves that work: part of requests.ts.
import { post } from "../src/modules/ledger/index.ts";
import { parseWireId } from "../src/platform/kernel/ids.ts";
import { type RequestWorld, signUp } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { phone } from "./request-samples.ts";

const GUARDIAN_TEXT = "guardian-1";

interface Guardian {
  token: string;
  member_id: string;
}

async function newGuardian(world: RequestWorld, n: number): Promise<Guardian> {
  const { api, tenant } = world;
  const { token, member } = await signUp(api, tenant, phone(80_000_000 + n));
  await api.call("POST /v1/member/household", { token, body: { name: `江家 ${n}` } });
  return { token, member_id: member.member_id };
}

async function newInvitation({ api }: RequestWorld, { token }: Guardian): Promise<Record<string, string>> {
  const reply = await api.call("POST /v1/member/household/invitations", { token, body: { role: "spouse" } });
  return reply.body as unknown as Record<string, string>;
}

/** Somebody of the family besides the guardian. */
async function newSpouse(world: RequestWorld, n: number): Promise<{ guardian: Guardian; household_member_id: string }> {
  const { api, tenant } = world;
  const guardian = await newGuardian(world, n);
  const { code } = await newInvitation(world, guardian);
  const { token } = await signUp(api, tenant, phone(90_000_000 + n));
  await api.call("POST /v1/member/household/invitations/accept", { token, body: { code } });
  const { body } = await api.call("GET /v1/member/household", { token: guardian.token });
  const members = (body["household"] as unknown as { members: { household_member_id: string; is_me: boolean }[] })
    .members;
  return { guardian, household_member_id: members.find((one) => !one.is_me)?.household_member_id ?? "" };
}

async function giveTo({ api, tenant }: RequestWorld, member_id: string): Promise<void> {
  const { ids, clock } = api.app.runtime;
  const at = new Date("2026-05-01T04:00:00Z");
  const transaction_id = ids.next();
  const head = { transaction_id, kind: "award", source_type: "test", source_id: transaction_id, effect: "commit" };
  const when = { business_time: at, business_date: "2026-05-01", accounting_date: "2026-05-01" };
  const lot = { lot_id: ids.next(), available_from: at, expires_at: null };
  const to = { owner_type: "member", owner_id: parseWireId("member", member_id) ?? "" } as const;
  const earned = { from: { system: "issued" }, to, asset: "points", amount: 100, lot } as const;
  const rest = { recorded_at: clock.now(), venue_id: null, title: "积分", trace: {} };
  await api.app.database.write(tenant.tenant_id, (tx) => post(tx, [{ ...head, ...when, ...rest, postings: [earned] }]));
}

const alone =
  (body?: Record<string, unknown>): Builder =>
  async (world, n) => ({ token: (await newGuardian(world, n)).token, ...(body ? { body } : {}) });

const withCode: Builder = async (world, n) => {
  const { code } = await newInvitation(world, await newGuardian(world, n));
  const { token } = await signUp(world.api, world.tenant, phone(90_000_000 + n));
  return { token, body: { code } };
};

export const familyRequests: Record<string, Builder> = {
  "POST /v1/member/household": async ({ api, tenant }, n) => ({
    token: (await signUp(api, tenant, phone(80_000_000 + n))).token,
    body: { name: "江家" },
  }),
  "DELETE /v1/member/household": alone(),
  "POST /v1/member/household/children": async (world, n) => {
    const texts = [{ language: "zh-CN", title: "监护人同意书", body: "同意孩子成为会员。" }];
    const published = { text_version: GUARDIAN_TEXT, texts };
    await world.api.call("PUT /v1/privacy/documents/guardian", { token: world.tenant.api_key, body: published });
    const birthday = { calendar: "lunar", year: 2020, month: 4, day: 8, leap_month: true };
    const body = { name: "小满", birthday, text_version: GUARDIAN_TEXT };
    return { token: (await newGuardian(world, n)).token, body };
  },
  "GET /v1/member/household/invitations": alone(),
  "POST /v1/member/household/invitations": alone({ role: "spouse" }),
  "POST /v1/member/household/invitations/lookup": withCode,
  "POST /v1/member/household/invitations/accept": withCode,
  "DELETE /v1/member/household/invitations/{invitation_id}": async (world, n) => {
    const guardian = await newGuardian(world, n);
    const { invitation_id = "" } = await newInvitation(world, guardian);
    return { token: guardian.token, params: { invitation_id } };
  },
  "PATCH /v1/member/household/members/{household_member_id}": async (world, n) => {
    const { guardian, household_member_id } = await newSpouse(world, n);
    return { token: guardian.token, params: { household_member_id }, body: { role: "other", monthly_limit: 500 } };
  },
  "DELETE /v1/member/household/members/{household_member_id}": async (world, n) => {
    const { guardian, household_member_id } = await newSpouse(world, n);
    return { token: guardian.token, params: { household_member_id } };
  },
  "POST /v1/member/household/transfers": async (world, n) => {
    const guardian = await newGuardian(world, n);
    await giveTo(world, guardian.member_id);
    return { token: guardian.token, body: { direction: "in", amount: 30 } };
  },
  "POST /v1/member/code/loss": async ({ api, tenant }, n) => ({
    token: (await signUp(api, tenant, phone(80_000_000 + n))).token,
  }),
};
