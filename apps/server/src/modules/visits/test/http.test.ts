import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getMember, issueMemberCodes, registerMember } from "../../members/index.ts";
import { parsePhone } from "../../../platform/kernel/phone.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";

const NOON = new Date("2026-10-02T12:00:00+08:00");

describe("visits over HTTP", () => {
  // The real clock, against which codes live, stands half a year before the tenant's.
  const clock = fixedClock(new Date("2026-04-01T03:00:05Z"));
  const api = testApi({ clock });
  let tenant: TestTenant;
  let admin: string;
  let manager: string;
  let serial = 0;
  const gates: Record<string, string> = {};

  beforeAll(async () => {
    tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: NOON });
    admin = await signInAs(api, tenant.admin.email);
    manager = await signInAs(api, tenant.manager.email);
    for (const store of ["first", "second"] as const) {
      for (const kind of ["entry", "exit", "attraction"]) {
        const venue_id = toWireId("venue", tenant[store].venue.venue_id);
        const body = { venue_id, code: kind, name: `${kind} 门`, kind };
        gates[`${store} ${kind}`] = String((await api.call("POST /v1/gates", { token: admin, body })).body["gate_id"]);
      }
    }
  });
  beforeEach(() => clock.advance(120_000));

  async function newMember(home: "first" | "second" = "first") {
    const phone = parsePhone(`139${String(20_000_000 + ++serial)}`) ?? "";
    const made = { name: "陈晓岚", phone, home_unit_id: tenant[home].unit_id, source: "api", joined_at: NOON } as const;
    const external_id = `x${serial}`;
    const { member_id, medium_ref } = await api.app.database.write(tenant.tenant_id, async (tx) => {
      const id = await registerMember(tx, api.app, { ...made, external_id });
      return getMember(tx, api.app, id, EVERYBODY);
    });
    const code = () => issueMemberCodes(api.app, tenant.tenant_id, medium_ref)[0]?.code;
    return { member_id: toWireId("member", member_id), phone: phone.slice(3), external_id, code };
  }
  const scan = (body: object, token = admin, language = "en") =>
    api.call("POST /v1/admissions", {
      token,
      body: { gate_id: gates["first entry"], nonce: randomUUID(), ...body },
      headers: { "accept-language": language },
    });
  const codesOf = (reply: { body: { [field: string]: unknown } }) =>
    (reply.body["reasons"] as { code: string }[]).map((reason) => reason.code);

  test("a member code opens the gate, once", async () => {
    const member = await newMember();
    const first = await scan({ member_code: member.code() });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      admitted: true,
      kind: "entry",
      business_time: "2026-10-02T12:00:00+08:00",
      member: { name_masked: "陈*岚" },
      gate: { gate_id: gates["first entry"] },
      venue: { name: "欢乐谷" },
      reasons: [{ code: "member_entry", message: "Welcome" }],
      previous: null,
    });
    const second = await scan({ member_code: member.code() }, admin, "ko");
    expect(codesOf(second)).toEqual(["code_used", "already_inside"]);
    expect(second.body).toMatchObject({
      admitted: false,
      previous: { business_time: "2026-10-02T12:00:00+08:00", gate_name: "entry 门" },
      reasons: [{}, { rule: "anti_pass_back", expected: "outside", message: expect.stringContaining("12:00") }],
    });
  });

  test("the answer to a nonce stays, in the language of whoever asks", async () => {
    const member = await newMember();
    const body = { member_id: member.member_id, nonce: "lost" };
    const [first, again] = [await scan(body), await scan(body, admin, "zh-CN")];
    const { reasons, ...rest } = again.body;
    expect(first.body).toMatchObject(rest);
    expect(reasons).toMatchObject([{ code: "member_entry", message: "欢迎入园" }]);
  });

  test("64 scans of one code at once, at two gates: one enters", async () => {
    const member = await newMember();
    const venue_id = toWireId("venue", tenant.first.venue.venue_id);
    const other = await api.call("POST /v1/gates", {
      token: admin,
      body: { venue_id, code: "south", name: "南门", kind: "entry" },
    });
    const member_code = member.code();
    const replies = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        scan({ member_code, gate_id: index % 2 ? gates["first entry"] : other.body["gate_id"] }),
      ),
    );
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 200));
    expect(replies.filter((reply) => reply.body["admitted"] as unknown)).toHaveLength(1);
  });

  test("an old code is told from a forged one, and both are recorded", async () => {
    const member = await newMember();
    const member_code = member.code();
    clock.advance(200_000);
    const old = await scan({ member_code });
    expect(codesOf(old)).toEqual(["code_expired"]);
    expect(old.body["member"]).toMatchObject({ name_masked: "陈*岚" });
    const forged = await scan({ member_code: `${String(member_code).slice(0, -3)}abc` });
    expect(codesOf(forged)).toEqual(["code_invalid"]);
    const stranger = await scan({ phone: "13700000000" });
    expect(codesOf(stranger)).toEqual(["code_invalid"]);
    const { body } = await api.call("GET /v1/admissions?admitted=false&limit=3", { token: admin });
    const ids = (body["data"] as unknown as { admission_id: string }[]).map((row) => row.admission_id);
    expect(new Set(ids)).toEqual(new Set([old, forged, stranger].map((reply) => reply.body["admission_id"])));
  });

  test("refuses a closed venue and a blocked member, and lets everybody out", async () => {
    const member = await newMember();
    await api.db.query(
      "update members.member set status = 'blocked', block_scopes = '{gate,earn,spend}' where external_id = $1",
      [member.external_id],
    );
    const late = await scan({ phone: member.phone, business_time: "2026-10-02T05:00:00+08:00" });
    expect(codesOf(late)).toEqual(["member_blocked", "venue_closed"]);
    const out = await scan({ phone: member.phone, gate_id: gates["first exit"] });
    expect(out.body).toMatchObject({ admitted: true, kind: "exit", reasons: [{ code: "member_exit" }] });
    const ride = await scan({ member_id: (await newMember()).member_id, gate_id: gates["first attraction"] });
    expect(ride.body).toMatchObject({ admitted: true, kind: "check_in" });
  });

  test("a manager's gate serves any member who shows a code or says a phone, but no id of another store", async () => {
    const stranger = await newMember("second");
    expect((await scan({ member_id: stranger.member_id }, manager)).status).toBe(404);
    expect((await scan({ member_id: stranger.member_id, gate_id: gates["second entry"] }, manager)).status).toBe(404);
    expect((await scan({ member_code: stranger.code(), gate_id: gates["second entry"] }, manager)).status).toBe(404);
    expect((await scan({ member_code: stranger.code() }, manager)).body).toMatchObject({ admitted: true });
    const second = await newMember("second");
    expect((await scan({ phone: second.phone }, manager)).body).toMatchObject({ admitted: true });
    const seen = await api.call("GET /v1/gates", { token: manager });
    expect(JSON.stringify(seen.body)).not.toContain(gates["second entry"]);
    const venue_id = toWireId("venue", tenant.second.venue.venue_id);
    const body = { venue_id, code: "side", name: "侧门", kind: "entry" };
    expect(await api.call("POST /v1/gates", { token: manager, body })).toMatchObject({ status: 404 });
  });

  test("a delivery gives each item its result and can be sent again", async () => {
    const [member, other] = [await newMember(), await newMember("second")];
    const at = "2026-10-02T09:00:00+08:00";
    const item = {
      external_id: "d1",
      gate_id: gates["first entry"],
      member_external_id: member.external_id,
      business_time: at,
    };
    const admissions = [
      item,
      { ...item, external_id: "d2", business_time: "2026-10-02T09:01:00+08:00" },
      { ...item, external_id: "d3", member_external_id: "nobody" },
      {
        ...item,
        external_id: "d4",
        gate_id: gates["second attraction"],
        member_external_id: other.external_id,
        quantity: 3,
      },
      { external_id: "d5", gate_code: "entry", member_id: member.member_id, business_time: at },
    ];
    const send = () => api.call("POST /v1/admissions/bulk", { token: tenant.api_key, body: { admissions } });
    const { status, body } = await send();
    expect(status).toBe(200);
    expect(body["results"]).toMatchObject([
      { index: 0, status: "created", admitted: true, reasons: [{ code: "member_entry" }] },
      { index: 1, status: "created", admitted: false, reasons: [{ code: "already_inside" }] },
      { index: 2, status: "failed", error: { code: "member_not_found" } },
      { index: 3, status: "created", admitted: true },
      { index: 4, status: "failed", error: { code: "gate_ambiguous" } },
    ]);
    const again = (await send()).body["results"] as unknown as { status: string }[];
    expect(again.map((result) => result.status)).toEqual(["unchanged", "unchanged", "failed", "unchanged", "failed"]);
    expect(await api.call("POST /v1/admissions/bulk", { token: admin, body: { admissions } })).toMatchObject({
      status: 403,
      body: { code: "actor_not_allowed" },
    });
  });

  test("lists page without gaps and stay inside the scope", async () => {
    const all: string[] = [];
    let cursor = "";
    do {
      const { body } = await api.call(`GET /v1/admissions?limit=20${cursor && `&cursor=${cursor}`}`, { token: admin });
      all.push(...(body["data"] as unknown as { admission_id: string }[]).map((row) => row.admission_id));
      cursor = (body["next_cursor"] as unknown as string | null) ?? "";
    } while (cursor);
    const [row] = await api.db.query<{ count: number }>("select count(*)::int as count from visits.admission");
    expect(new Set(all).size).toBe(row?.count);
    expect(all).toHaveLength(row?.count ?? 0);
    const { body } = await api.call("GET /v1/admissions?limit=200", { token: manager });
    const venues = new Set((body["data"] as unknown as { venue_name: string }[]).map((one) => one.venue_name));
    expect([...venues]).toEqual(["欢乐谷"]);
  });

  test("says what is wrong with a request", async () => {
    const member = await newMember();
    const fields = async (body: object) => {
      const reply = await scan(body);
      return [reply.status, reply.body["errors"]?.[0]?.["code"]];
    };
    expect(await fields({})).toEqual([400, "exactly_one_of"]);
    expect(await fields({ member_id: member.member_id, phone: member.phone })).toEqual([400, "exactly_one_of"]);
    expect(await fields({ member_id: member.member_id, nonce: "" })).toEqual([400, "too_short"]);
    expect(await fields({ phone: "abc" })).toEqual([400, "invalid_phone"]);
    const future = await scan({ member_id: member.member_id, business_time: "2026-10-02T12:06:00+08:00" });
    expect(future).toMatchObject({ status: 422, body: { code: "business_time_in_future" } });
    const venue_id = toWireId("venue", tenant.first.venue.venue_id);
    const half = { venue_id, code: "half", name: "半", kind: "entry", x: 1 };
    expect((await api.call("POST /v1/gates", { token: admin, body: half })).body["errors"]?.[0]?.["code"]).toBe(
      "both_coordinates",
    );
    expect(await api.call("GET /v1/admissions?cursor=abc", { token: admin })).toMatchObject({
      status: 400,
      body: { code: "cursor_invalid" },
    });
    const item = {
      external_id: "b",
      gate_id: gates["first entry"],
      gate_code: "x",
      member_id: member.member_id,
      business_time: "2026-10-02T09:00:00+08:00",
    };
    const both = await api.call("POST /v1/admissions/bulk", { token: tenant.api_key, body: { admissions: [item] } });
    expect(both.body["errors"]?.[0]).toMatchObject({ pointer: "/admissions/0/gate_id", code: "exactly_one_of" });
  });

  test("asks who is there and whether they may", async () => {
    const narrow = await createTestKey(api.app, tenant, ["visits:read"]);
    expect((await scan({ member_code: "x" }, narrow)).body["code"]).toBe("permission_missing");
    const reader = await createTestKey(api.app, tenant, ["visits:write"]);
    for (const path of ["gates", "admissions"]) {
      expect((await api.call(`GET /v1/${path}`, { token: reader })).body["code"]).toBe("permission_missing");
      expect((await api.call(`GET /v1/${path}`)).status).toBe(401);
    }
  });
});
