import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { post } from "../../ledger/index.ts";
import { newPhone, signInMember } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-10T04:00:00Z") });
});

interface Person {
  token: string;
  member_id: string;
}

async function newPerson(name: string): Promise<Person> {
  const { body } = await signInMember(api, tenant, newPhone(), { name });
  const member = body["member"] as unknown as { member_id: string };
  return { token: String(body["token"]), member_id: member.member_id };
}

const call = (by: Person, request: string, body?: object) =>
  api.call(request, { token: by.token, ...(body ? { body } : {}), headers: { "idempotency-key": randomUUID() } });

interface Shown {
  name: string;
  my_role: string;
  pool: { available: number };
  members: {
    household_member_id: string;
    name: string;
    role: string;
    is_me: boolean;
    monthly_limit: number | null;
    taken_this_month: number;
    under_14: boolean | null;
  }[];
}
async function homeOf(by: Person): Promise<Shown> {
  const { body } = await call(by, "GET /v1/member/household");
  return body["household"] as unknown as Shown;
}

async function newFamily(name = "江听岚"): Promise<Person> {
  const guardian = await newPerson(name);
  const made = await call(guardian, "POST /v1/member/household", { name: "江家" });
  expect(made.status).toBe(201);
  return guardian;
}

async function invite(guardian: Person, role = "spouse"): Promise<string> {
  const { body } = await call(guardian, "POST /v1/member/household/invitations", { role });
  return String(body["code"]);
}

async function join(guardian: Person, name: string, role = "spouse"): Promise<Person> {
  const person = await newPerson(name);
  const code = await invite(guardian, role);
  const joined = await call(person, "POST /v1/member/household/invitations/accept", { code });
  expect(joined.status).toBe(200);
  return person;
}

async function give({ member_id }: Person, amount: number): Promise<void> {
  const { ids, clock } = api.app.runtime;
  const at = new Date("2026-05-01T04:00:00Z");
  const transaction_id = ids.next();
  const head = { transaction_id, kind: "award", source_type: "test", source_id: transaction_id, effect: "commit" };
  const when = { business_time: at, business_date: "2026-05-01", accounting_date: "2026-05-01" };
  const to = { owner_type: "member", owner_id: parseWireId("member", member_id) ?? "" } as const;
  const lot = { lot_id: ids.next(), available_from: at, expires_at: null };
  const earned = { from: { system: "issued" }, to, asset: "points", amount, lot } as const;
  const rest = { recorded_at: clock.now(), venue_id: null, title: "积分", trace: {} };
  await api.app.database.write(tenant.tenant_id, (tx) => post(tx, [{ ...head, ...when, ...rest, postings: [earned] }]));
}

const move = (by: Person, direction: "in" | "out", amount: number) =>
  call(by, "POST /v1/member/household/transfers", { direction, amount });

const refusedWith = (reply: { body: Record<string, unknown> }) => reply.body["code"];

describe("a family makes itself", () => {
  test("a guardian invites by a code, and who accepts belongs to it", async () => {
    const guardian = await newFamily();
    const spouse = await newPerson("周以宁");
    const code = await invite(guardian);
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`;
    const seen = await call(spouse, "POST /v1/member/household/invitations/lookup", { code: typed });
    expect(seen.body).toEqual({ household_name: "江家", invited_by: "江听岚", role: "spouse", members_count: 1 });
    expect((await call(spouse, "POST /v1/member/household/invitations/accept", { code: typed })).status).toBe(200);
    const home = await homeOf(spouse);
    expect(home.my_role).toBe("spouse");
    expect(home.members.map(({ name, role, is_me }) => [name, role, is_me])).toEqual([
      ["江听岚", "guardian", false],
      ["周以宁", "spouse", true],
    ]);
  });

  test("a code works once, is listed without itself, and can be taken back", async () => {
    const guardian = await newFamily();
    const code = await invite(guardian);
    const [one, other] = [await newPerson("甲"), await newPerson("乙")];
    const both = await Promise.all(
      [one, other].map((by) => call(by, "POST /v1/member/household/invitations/accept", { code })),
    );
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
    const second = await invite(guardian);
    const { body } = await call(guardian, "GET /v1/member/household/invitations");
    expect(JSON.stringify(body)).not.toContain(second);
    const [open] = body["data"] as unknown as { invitation_id: string; invited_by: string }[];
    expect(open?.invited_by).toBe("江听岚");
    const back = await call(guardian, `DELETE /v1/member/household/invitations/${open?.invitation_id}`);
    expect(back.status).toBe(204);
    const late = await call(other, "POST /v1/member/household/invitations/accept", { code: second });
    expect(refusedWith(late)).toBe("household_invitation_gone");
  });

  test("an invitation of somebody who has left since is worth nothing", async () => {
    const guardian = await newFamily();
    const second = await join(guardian, "祖母", "guardian");
    const code = await invite(second);
    await call(second, "DELETE /v1/member/household");
    const stranger = await newPerson("客人");
    expect(refusedWith(await call(stranger, "POST /v1/member/household/invitations/lookup", { code }))).toBe(
      "household_invitation_gone",
    );
  });

  test("only guardians invite, settle limits and remove; the last guardian stays", async () => {
    const guardian = await newFamily();
    const spouse = await join(guardian, "周以宁");
    const me = (await homeOf(spouse)).members.find((one) => one.is_me);
    const path = `/v1/member/household/members/${me?.household_member_id}`;
    const refusals = [
      await call(spouse, "POST /v1/member/household/invitations", { role: "other" }),
      await call(spouse, `PATCH ${path}`, { monthly_limit: null }),
      await call(spouse, `DELETE ${path}`),
    ];
    expect(refusals.map(refusedWith)).toEqual(["guardian_only", "guardian_only", "guardian_only"]);
    expect(refusedWith(await call(guardian, "DELETE /v1/member/household"))).toBe("guardian_needed");
    expect((await call(guardian, `PATCH ${path}`, { role: "guardian" })).status).toBe(200);
    expect((await call(guardian, "DELETE /v1/member/household")).status).toBe(204);
    expect(await homeOf(guardian)).toBeNull();
    expect((await homeOf(spouse)).my_role).toBe("guardian");
  });

  test("a stranger of another family cannot touch this one", async () => {
    const guardian = await newFamily();
    const other = await newFamily("别家");
    const [mine] = (await homeOf(guardian)).members;
    const path = `/v1/member/household/members/${mine?.household_member_id}`;
    expect((await call(other, `PATCH ${path}`, { monthly_limit: 1 })).status).toBe(404);
    expect((await call(other, `DELETE ${path}`)).status).toBe(404);
  });
});

describe("the family's pool", () => {
  test("points go in and out, and each within their limit of the month", async () => {
    const guardian = await newFamily();
    const spouse = await join(guardian, "周以宁");
    await give(guardian, 500);
    expect((await move(guardian, "in", 300)).status).toBe(201);
    const home = await homeOf(guardian);
    const theirs = home.members.find((one) => !one.is_me);
    await call(guardian, `PATCH /v1/member/household/members/${theirs?.household_member_id}`, { monthly_limit: 120 });
    expect((await move(spouse, "out", 100)).status).toBe(201);
    const over = await move(spouse, "out", 21);
    expect([over.status, refusedWith(over), over.body["left"]]).toEqual([422, "pool_limit_reached", 20]);
    const seen = (await homeOf(spouse)).members.find((one) => one.is_me);
    expect([seen?.monthly_limit, seen?.taken_this_month]).toEqual([120, 100]);
    expect(refusedWith(await move(guardian, "out", 9999))).toBe("insufficient_balance");
    expect((await homeOf(guardian)).pool.available).toBe(200);
  });

  test("the limit and what was taken under it stay with who is merged, and part with them", async () => {
    const guardian = await newFamily();
    await give(guardian, 1_000);
    await move(guardian, "in", 800);
    const spouse = await join(guardian, "江听雨");
    const limited = (await homeOf(guardian)).members.find((one) => !one.is_me);
    await call(guardian, `PATCH /v1/member/household/members/${limited?.household_member_id}`, { monthly_limit: 120 });
    await move(spouse, "out", 100);
    const other = await newPerson("江听雨");
    const merges = (path: string, body: object) =>
      api.call(`POST /v1/members/merges${path}`, {
        token: tenant.api_key,
        body,
        headers: { "idempotency-key": randomUUID() },
      });
    const merged = await merges("", { winner_id: other.member_id, loser_id: spouse.member_id, reason: "同一人" });
    expect(merged.status).toBe(201);
    const now = (await homeOf(guardian)).members.find((one) => !one.is_me);
    expect([now?.monthly_limit, now?.taken_this_month]).toEqual([120, 100]);
    expect(refusedWith(await move(other, "out", 50))).toBe("pool_limit_reached");
    await merges(`/${String(merged.body["merge_id"])}/undo`, {});
    const back = (await homeOf(guardian)).members.find((one) => !one.is_me);
    expect([back?.monthly_limit, back?.taken_this_month]).toEqual([120, 100]);
  });

  test("two phones at once cannot spend one limit twice", async () => {
    const guardian = await newFamily();
    const spouse = await join(guardian, "周以宁");
    await give(guardian, 500);
    await move(guardian, "in", 500);
    const theirs = (await homeOf(guardian)).members.find((one) => !one.is_me);
    await call(guardian, `PATCH /v1/member/household/members/${theirs?.household_member_id}`, { monthly_limit: 100 });
    const replies = await Promise.all(Array.from({ length: 6 }, () => move(spouse, "out", 60)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await homeOf(spouse)).pool.available).toBe(440);
  });
});

describe("a child under 14", () => {
  const birthday = { calendar: "solar", year: 2018, month: 3, day: 5 };
  const texts = [{ language: "zh-CN", title: "监护人同意书", body: "同意孩子成为会员。" }];

  test("is brought by its guardian, whose consent is kept with a proof", async () => {
    const guardian = await newFamily();
    const unknown = await call(guardian, "POST /v1/member/household/children", {
      name: "小满",
      birthday,
      text_version: "g1",
    });
    expect(refusedWith(unknown)).toBe("document_unknown");
    await api.call("PUT /v1/privacy/documents/guardian", {
      token: tenant.api_key,
      body: { text_version: "g1", texts },
    });
    const child = { name: "小满", birthday, text_version: "g1" };
    expect((await call(guardian, "POST /v1/member/household/children", child)).status).toBe(201);
    const shown = (await homeOf(guardian)).members.find((one) => one.role === "child");
    expect(shown).toMatchObject({ name: "小满", under_14: true });
    const found = await api.call("GET /v1/members?q=小满", { token: tenant.api_key });
    const child_id = String(found.body["data"]?.[0]?.["member_id"]);
    const said = await api.call(`GET /v1/consents?member_id=${child_id}`, { token: tenant.api_key });
    expect(said.body["history"]).toMatchObject([
      { purpose: "guardian", action: "granted", text_version: "g1", actor: "member", proof_holds: true },
    ]);
  });

  test("who is older, not born yet, or brought by no guardian is refused", async () => {
    const guardian = await newFamily();
    const spouse = await join(guardian, "周以宁");
    const add = (by: Person, born: object) =>
      call(by, "POST /v1/member/household/children", { name: "小满", birthday: born, text_version: "g1" });
    expect(refusedWith(await add(guardian, { ...birthday, year: 2012 }))).toBe("child_too_old");
    expect(refusedWith(await add(guardian, { ...birthday, year: 2030 }))).toBe("born_in_future");
    expect(refusedWith(await add(spouse, birthday))).toBe("guardian_only");
    const yearless = await add(guardian, { ...birthday, year: null });
    expect(yearless.body["errors"]?.[0]).toMatchObject({ pointer: "/birthday/year", code: "required" });
  });

  test("with a phone of its own is not let in by a code", async () => {
    const guardian = await newFamily();
    const young = await newPerson("小满");
    await call(young, "PATCH /v1/member", { birthday: { calendar: "solar", year: 2016, month: 1, day: 1 } });
    const accepted = await call(young, "POST /v1/member/household/invitations/accept", {
      code: await invite(guardian),
    });
    expect(refusedWith(accepted)).toBe("child_needs_guardian");
  });
});
