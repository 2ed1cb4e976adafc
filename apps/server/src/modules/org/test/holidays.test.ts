import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { sharedDir } from "../../../../test/bad-texts.ts";
import { createTestKey, createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { holidaysOf } from "../domain/holidays.ts";
import { readDirectory } from "../index.ts";

describe("the lists that come with the program", () => {
  const { years, stateOf } = holidaysOf([]);

  test("a day off, a day made up for it, an ordinary day, and a year that nobody announced", () => {
    expect(stateOf("2026-10-02")).toEqual({ state: "off", name: "国庆节" });
    expect(stateOf("2026-10-10")).toEqual({ state: "makeup", name: "国庆节" });
    expect(stateOf("2026-06-15")).toEqual({ state: "none", name: null });
    // A Sunday is no holiday of the list.
    expect(stateOf("2026-06-14")).toEqual({ state: "none", name: null });
    expect(stateOf("2027-01-01")).toEqual({ state: "unknown", name: null });
    expect(stateOf("2023-10-01")).toEqual({ state: "unknown", name: null });
  });

  test("33 days off and 6 made up in 2026, 28 and 5 in 2025, 28 and 8 in 2024", () => {
    const counts = years.map(({ year, days }) => [year, days.filter((day) => day.is_off_day).length, days.length]);
    expect(counts).toEqual([
      [2024, 28, 36],
      [2025, 28, 33],
      [2026, 33, 39],
    ]);
  });

  const folder = path.join(sharedDir, "data/holiday_cn");
  test.skipIf(!existsSync(folder)).each([2024, 2025, 2026])("%i is what was collected from the notice", (year) => {
    const file = JSON.parse(readFileSync(path.join(folder, `${year}.json`), "utf8")) as {
      papers: string[];
      days: { name: string; date: string; isOffDay: boolean }[];
    };
    const list = years.find((one) => one.year === year);
    expect(list?.days).toEqual(file.days.map(({ name, date, isOffDay }) => ({ date, name, is_off_day: isOffDay })));
    expect(file.papers).toContain(list?.source);
  });
});

describe("a tenant's holidays", () => {
  const api = testApi();
  let tenant: TestTenant;
  let token: string;
  beforeAll(async () => {
    tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
    token = tenant.api_key;
  });
  const read = async (year: number) => (await api.call(`GET /v1/holidays?year=${year}`, { token })).body;
  const may = { date: "2027-05-01", name: "劳动节", is_off_day: true };

  test("are the State Council's; the year is the tenant's own when none is named", async () => {
    const list = await read(2026);
    expect(list).toMatchObject({ year: 2026, known: true, version: 0 });
    expect(list["days"]).toContainEqual({ date: "2026-10-02", name: "国庆节", is_off_day: true });
    expect((await api.call("GET /v1/holidays", { token })).body).toEqual(list);
  });

  test("a year that was not announced is unknown until somebody enters it", async () => {
    expect(await read(2027)).toMatchObject({ known: false, version: 0, days: [] });
    const years = await api.call("GET /v1/holidays/years", { token });
    expect(years.body["data"]).toEqual([
      { year: 2024, known: true, version: 0, off_days: 28, makeup_days: 8 },
      { year: 2025, known: true, version: 0, off_days: 28, makeup_days: 5 },
      { year: 2026, known: true, version: 0, off_days: 33, makeup_days: 6 },
      { year: 2027, known: false, version: 0, off_days: 0, makeup_days: 0 },
    ]);
    const newYear = { date: "2026-12-31", name: "元旦", is_off_day: true };
    const body = { version: 0, source: "集团通知", days: [newYear, may] };
    const put = await api.call("PUT /v1/holidays/2027", { token, body });
    expect([put.status, put.body]).toEqual([
      200,
      { year: 2027, known: true, version: 1, source: "集团通知", days: [newYear, may] },
    ]);
    const { holidays } = await readDirectory(api.app.database, tenant.tenant_id);
    expect(["2026-12-31", "2027-05-01", "2027-06-01"].map((date) => holidays.stateOf(date).state)).toEqual([
      "off",
      "off",
      "none",
    ]);
  });

  test("whoever changed an older version is told which one is newer", async () => {
    const body = { version: 0, days: [{ ...may, date: "2028-05-01" }] };
    expect((await api.call("PUT /v1/holidays/2028", { token, body })).status).toBe(200);
    const stale = await api.call("PUT /v1/holidays/2028", { token, body });
    expect([stale.status, stale.body["code"], stale.body["version"]]).toEqual([409, "version_conflict", 1]);
    const both = await Promise.all(
      [1, 2, 3].map(() => api.call("PUT /v1/holidays/2028", { token, body: { ...body, version: 1 } })),
    );
    expect(both.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  test("an emptied year is unknown again, though a list came with the program", async () => {
    await api.call("PUT /v1/holidays/2025", { token, body: { version: 0, days: [] } });
    expect(await read(2025)).toMatchObject({ known: false, version: 1 });
    const { holidays } = await readDirectory(api.app.database, tenant.tenant_id);
    expect(holidays.stateOf("2025-10-01").state).toBe("unknown");
  });

  test("a day of another year and a day named twice are pointed at", async () => {
    const put = (days: object[]) =>
      api.call("PUT /v1/holidays/2027", { token, body: { version: 1, days }, headers: { "accept-language": "en" } });
    const errors = async (days: object[]) => (await put(days)).body["errors"];
    expect(await errors([may, { ...may, date: "2028-05-01" }])).toEqual([
      {
        pointer: "/days/1/date",
        code: "outside_year",
        detail: "The day must lie between 2026-12-01 and 2028-01-31",
      },
    ]);
    expect(await errors([may, may])).toMatchObject([{ pointer: "/days/1/date", code: "day_twice" }]);
  });

  test("reading them needs org:read, changing them org:write; another tenant keeps its own", async () => {
    const reader = await createTestKey(api.app, tenant, ["org:read"]);
    expect((await api.call("PUT /v1/holidays/2027", { token: reader, body: { version: 1, days: [] } })).status).toBe(
      403,
    );
    const other = await createTestTenant(api.app);
    const theirs = await api.call("GET /v1/holidays?year=2027", { token: other.api_key });
    expect(theirs.body).toMatchObject({ known: false, version: 0 });
  });

  test("the lunar calendar and birthdays are for everybody who is signed in", async () => {
    const day = await api.call("GET /v1/calendar/lunar?date=2026-09-25", { token });
    expect(day.body["lunar"]).toEqual({ year: 2026, month: 8, day: 15, leap_month: false, name: "八月十五" });
    const year = await api.call("GET /v1/calendar/lunar?year=2025", { token });
    expect(year.body["lunar"]).toBeNull();
    expect(year.body["months"]).toHaveLength(13);
    expect(year.body["months"]).toContainEqual({ month: 6, leap_month: true, days: 29, first_date: "2025-07-25" });
    const today = await api.call("GET /v1/calendar/lunar", { token });
    expect(today.body["lunar"]).toMatchObject({ year: 2026, month: 4, day: 16 });
    const far = await api.call("GET /v1/calendar/lunar?date=2150-01-01", { token });
    expect([far.status, far.body["errors"]]).toMatchObject([
      400,
      [{ pointer: "#/query/date", code: "outside_lunar_years" }],
    ]);
    const birthday = { calendar: "lunar", month: 8, day: 15 };
    const next = await api.call("POST /v1/calendar/birthday", { token, body: birthday });
    expect(next.body).toEqual({ next: ["2026-09-25", "2027-09-15", "2028-10-03"] });
    const wrong = await api.call("POST /v1/calendar/birthday", {
      token,
      body: { ...birthday, calendar: "solar", month: 4, day: 31 },
    });
    expect(wrong.body["errors"]).toMatchObject([{ pointer: "/day", code: "no_such_day" }]);
  });
});
