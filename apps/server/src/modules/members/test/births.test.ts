import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { birthdayMonthOn, birthdayOn, birthOf } from "../index.ts";
import { newPhone, register, signInMember } from "./build.ts";

const api = testApi({ clock: fixedClock(new Date("2026-05-01T02:00:30Z")) });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const midAutumn = { calendar: "lunar", month: 8, day: 15 };
const patch = (member_id: unknown, body: object) =>
  api.call(`PATCH /v1/members/${String(member_id)}`, { token: tenant.api_key, body });

describe("a member's birthday", () => {
  test("may be a date, as it always was", async () => {
    const { body } = await register(api, tenant, { name: "甲", birthday: "1990-05-18" });
    expect(body).toMatchObject({
      birthday: "1990-05-18",
      birth: { calendar: "solar", year: 1990, month: 5, day: 18, leap_month: false },
      next_birthday: "2026-05-18",
    });
  });

  test("may be lunar and without a year; today counts as the next one", async () => {
    const { body } = await register(api, tenant, { name: "乙", birthday: midAutumn });
    const birth = { ...midAutumn, year: null, leap_month: false };
    expect(body).toMatchObject({ birthday: null, birth, next_birthday: "2026-09-25" });
    const today = await register(api, tenant, { name: "丙", birthday: { calendar: "solar", month: 5, day: 1 } });
    expect(today.body).toMatchObject({ birthday: null, next_birthday: "2026-05-01" });
  });

  test.each([
    [{ calendar: "solar", month: 13, day: 1 }, "/birthday/month", "too_big"],
    [{ calendar: "solar", month: 4, day: 31 }, "/birthday/day", "no_such_day"],
    [{ calendar: "solar", year: 1990, month: 2, day: 29 }, "/birthday/day", "no_such_day"],
    [{ calendar: "solar", month: 4, day: 1, leap_month: true }, "/birthday/leap_month", "leap_month_is_lunar"],
    [
      { calendar: "lunar", year: 2020, month: 5, day: 1, leap_month: true },
      "/birthday/leap_month",
      "no_such_leap_month",
    ],
    [{ calendar: "lunar", month: 12, day: 31 }, "/birthday/day", "no_such_day"],
    [{ calendar: "moon", month: 1, day: 1 }, "/birthday/calendar", "not_allowed"],
    ["2026-02-30", "/birthday", "invalid_date"],
    ["八月十五", "/birthday", "invalid_date"],
  ])("%j is refused where it is wrong", async (birthday, pointer, code) => {
    const reply = await register(api, tenant, { name: "丁", birthday });
    expect([reply.status, reply.body["errors"]]).toMatchObject([400, [{ pointer, code }]]);
  });

  test("is told wrong in three languages", async () => {
    const birthday = { calendar: "solar", month: 4, day: 31 };
    const details = await Promise.all(
      ["zh-CN", "en", "ko"].map(async (language) => {
        const body = { home_unit_id: "x", name: "甲", birthday };
        const headers = { "accept-language": language };
        const reply = await api.call("POST /v1/members", { token: tenant.api_key, body, headers });
        return (reply.body["errors"] as unknown as { pointer: string; detail: string }[]).find(
          ({ pointer }) => pointer === "/birthday/day",
        )?.detail;
      }),
    );
    expect(details).toEqual(["这个月没有这一天", "The month has no such day", "해당 월에 없는 날짜입니다"]);
  });

  test("does not lie in the future, by the tenant's day", async () => {
    const tomorrow = await register(api, tenant, { name: "戊", birthday: "2026-05-02" });
    expect([tomorrow.status, tomorrow.body["code"]]).toEqual([422, "born_in_future"]);
    expect((await register(api, tenant, { name: "戊", birthday: "2026-05-01" })).status).toBe(201);
    const lines = [
      { external_id: "b1", name: "己", birthday: { ...midAutumn, year: 2026 } },
      { external_id: "b2", name: "庚", birthday: { ...midAutumn, year: 2025 } },
    ];
    const bulk = await api.call("POST /v1/members/bulk", { token: tenant.api_key, body: { members: lines } });
    expect(bulk.body["results"]).toMatchObject([
      { status: "failed", error: { code: "born_in_future" } },
      { status: "created" },
    ]);
  });

  test("is corrected and forgotten by staff", async () => {
    const { body } = await register(api, tenant, { name: "辛", birthday: "1990-05-18" });
    const changed = await patch(body["member_id"], { version: 1, birthday: { ...midAutumn, year: 1990 } });
    expect(changed.body).toMatchObject({
      birthday: null,
      birth: { year: 1990, month: 8 },
      next_birthday: "2026-09-25",
      version: 2,
    });
    const future = await patch(body["member_id"], { version: 2, birthday: "2030-01-01" });
    expect(future.body["code"]).toBe("born_in_future");
    const forgotten = await patch(body["member_id"], { version: 2, birthday: null });
    expect(forgotten.body).toMatchObject({ birthday: null, birth: null, next_birthday: null });
    const events = await api.db.query<{ payload: { changed: string[] } }>(
      "select payload from platform.outbox where type = 'member.updated' order by event_no desc limit 1",
    );
    expect(events[0]?.payload.changed).toEqual(["birth"]);
  });

  test("is told once by the member; the same again is no change", async () => {
    const { body } = await signInMember(api, tenant, newPhone());
    const token = String(body["token"]);
    expect(body["member"]).toMatchObject({ birth: null, next_birthday: null });
    const tell = (birthday: unknown) => api.call("PATCH /v1/member", { token, body: { birthday } });
    expect((await tell(midAutumn)).body).toMatchObject({ next_birthday: "2026-09-25" });
    expect((await tell(midAutumn)).status).toBe(200);
    const other = await tell("1990-05-18");
    expect([other.status, other.body["code"]]).toEqual([422, "birthday_settled"]);
  });

  test("is readable for other rooms, by view and door", async () => {
    const { body } = await register(api, tenant, { name: "壬", external_id: "view", birthday: midAutumn });
    const tag = await api.call("POST /v1/tags", { token: tenant.api_key, body: { name: "中秋" } });
    await patch(body["member_id"], { version: 1, tags: [tag.body["tag_id"]] });
    const [row] = await api.app.database.read(tenant.tenant_id, (db) =>
      db.query<Parameters<typeof birthOf>[0] & { tags: number }>({
        text: `select m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month,
          (select count(*) from members.v_member_tag t where t.member_id = m.member_id) as tags
          from members.v_member m where m.tenant_id = $1 and m.external_id = 'view'`,
        values: [tenant.tenant_id],
      }),
    );
    const birth = row && birthOf(row);
    expect([
      row?.tags,
      birth && birthdayOn(birth, "2026-09-25"),
      birth && birthdayMonthOn(birth, "2026-10-01"),
    ]).toEqual([1, true, false]);
  });
});
