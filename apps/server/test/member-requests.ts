// Requests of members and tiers that work: part of requests.ts.
import { type RequestWorld, sendCode, signUp } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { idNumber, newMember, phone, shownLines } from "./request-samples.ts";

/** A household of two people of its own. */
async function newHousehold({
  api,
  tenant,
  unit_id,
}: RequestWorld): Promise<{ household_id: string; child_id: string }> {
  const call = async (request: string, body: object) =>
    (await api.call(request, { token: tenant.api_key, body })).body as Record<string, unknown>;
  const guardian = await call("POST /v1/members", { name: "爸爸", home_unit_id: unit_id });
  const child = await call("POST /v1/members", { name: "孩子", home_unit_id: unit_id });
  const members = [
    { member_id: guardian["member_id"], role: "guardian" },
    { member_id: child["member_id"], role: "child" },
  ];
  const made = await call("POST /v1/households", { name: "江家", members });
  return { household_id: String(made["household_id"]), child_id: String(child["member_id"]) };
}

export const memberRequests: Record<string, Builder> = {
  "POST /v1/households": async (world) => ({
    body: { name: "江家", members: [{ member_id: await newMember(world), role: "guardian" }] },
  }),
  "GET /v1/households/{household_id}": async (world) => ({
    params: { household_id: (await newHousehold(world)).household_id },
  }),
  "POST /v1/households/{household_id}/members": async (world) => ({
    params: { household_id: (await newHousehold(world)).household_id },
    body: { member_id: await newMember(world), role: "other" },
  }),
  "DELETE /v1/households/{household_id}/members/{member_id}": async (world) => {
    const { household_id, child_id } = await newHousehold(world);
    return { params: { household_id, member_id: child_id } };
  },
  "POST /v1/members": ({ unit_id }, n) => ({
    body: {
      name: "江听岚",
      phone: phone(10_000_000 + n),
      home_unit_id: unit_id,
      source: "api",
      external_id: `person ${n}`,
      birthday: "1990-05-01",
      language: "ko",
      joined_at: "2026-05-01T10:00:00+08:00",
      sex: "female",
    },
  }),
  "POST /v1/members/bulk": ({ unit_id }, n) => ({
    body: {
      members: [
        { external_id: `row ${n}`, name: "江听岚", phone: phone(20_000_000 + n), home_unit_id: unit_id, sex: "female" },
      ],
    },
    shows: shownLines("members", "member_id"),
  }),
  "PATCH /v1/members/{member_id}": async ({ api, tenant, other_member_id, tag_id, unit_id }, n) => {
    const { body } = await api.call(`GET /v1/members/${other_member_id}`, { token: tenant.api_key });
    const version = Number(body["version"]);
    const change = { name: "周以宁", tags: [tag_id], status: "blocked", reason: "证件不符", home_unit_id: unit_id };
    const numbers = { phone: phone(60_000_000 + n), id_number: "11010519491231002X" };
    return { params: { member_id: other_member_id }, body: { version, ...change, ...numbers } };
  },
  "POST /v1/members/identify": async ({ api, tenant, member_id }) => {
    const identity = { kind: "ota", issuer: "ctrip", value: "M-1024-2048" };
    await api.call(`POST /v1/members/${member_id}/identities`, { token: tenant.api_key, body: { identity } });
    const others = ["/identity"];
    return { body: { identity }, instead: { "/member_code": others, "/card_no": others, "/phone": others } };
  },
  "POST /v1/tags": (_, n) => ({
    body: { name: `标签 ${n}`, colour: "slate", group: "来源" },
    shows: () => ["/v1/tags"],
  }),
  "POST /v1/member/sms_codes": ({ tenant_id }, n) => ({ body: { tenant_id, phone: phone(30_000_000 + n) } }),
  "POST /v1/member/sessions": async ({ api, tenant, tenant_id }, n) => {
    const consents = [{ purpose: "membership", text_version: "1" }];
    const number = phone(40_000_000 + n);
    const code = await sendCode(api, tenant, number);
    return { body: { tenant_id, phone: number, code, name: "江听岚", consents, qr_code: "7kqm2xw9hd" } };
  },
  "DELETE /v1/member/session": async ({ api, tenant }, n) => ({
    token: (await signUp(api, tenant, phone(50_000_000 + n))).token,
  }),
  "PUT /v1/tiers/{code}": (_, n) => ({
    params: { code: `tier-${n}` },
    body: {
      version: 0,
      name: "黑卡",
      names: { en: "Black", ko: "블랙" },
      rank: 4 + (n % 90),
      coefficient: { num: 5, den: 2 },
    },
  }),
  "PUT /v1/members/{member_id}/tier": () => ({
    body: { tier_code: "gold", reason: "周年答谢", valid_until: "2027-12-31" },
  }),
  "PATCH /v1/member": async ({ api, tenant }, n) => ({
    token: (await signUp(api, tenant, phone(70_000_000 + n))).token,
    body: {
      name: "江听岚",
      language: "zh-CN",
      sex: "female",
      birthday: "1990-05-18",
      id_number: idNumber(n),
    },
  }),
};
