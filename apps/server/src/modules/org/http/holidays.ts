import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zBusinessDate, zCount, zQueryInt, zText } from "../../../platform/http/schema.ts";
import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { forgetDirectory, readDirectory } from "../directory.ts";
import type { Holidays, HolidayYear } from "../domain/holidays.ts";
import { putHolidayYear } from "../holidays.ts";
import { readMoment } from "../moment.ts";

const [FIRST_YEAR, LAST_YEAR] = [1950, 2100];
const MAX_DAYS = 150;

const zHolidayDay = z
  .object({
    date: zBusinessDate,
    name: z.string(),
    is_off_day: z.boolean().meta({ description: "False: a working day made up for a day off" }),
  })
  .meta({ id: "HolidayDay" });

const zHolidayYear = z
  .object({
    year: z.int(),
    known: z.boolean().meta({ description: "False: not announced; nothing is said about any day of the year" }),
    version: z.int().meta({ description: "0: the State Council's list as it comes with the program" }),
    source: z.string().nullable(),
    days: z.array(zHolidayDay),
  })
  .meta({ id: "HolidayYear" });

const zHolidayYears = z.object({
  data: z.array(
    z.object({ year: z.int(), known: z.boolean(), version: z.int(), off_days: zCount, makeup_days: zCount }),
  ),
});

const zNewHolidayYear = z.strictObject({
  version: z.int().min(0).meta({ description: "The version this change was made from" }),
  source: zText(300).nullable().default(null),
  days: z
    .array(z.strictObject({ date: zBusinessDate, name: zText(30), is_off_day: z.boolean() }))
    .max(MAX_DAYS)
    .superRefine((days, context) => {
      const seen = new Set<string>();
      for (const [index, { date }] of days.entries()) {
        if (seen.has(date)) context.addIssue({ code: "custom", path: [index, "date"], params: { code: "day_twice" } });
        seen.add(date);
      }
    })
    .meta({ description: "All days of the year's notice; none makes the year unknown" }),
});

const zYear = zQueryInt(FIRST_YEAR, LAST_YEAR);

function showYear(holidays: Holidays, year: number) {
  const list: HolidayYear = holidays.years.find((one) => one.year === year) ?? {
    year,
    version: 0,
    source: null,
    days: [],
  };
  return { ...list, days: [...list.days], known: list.days.length > 0 };
}

const holidayYear = route({
  method: "GET",
  path: "/v1/holidays",
  summary: "Public holidays of a year, with the working days made up for them",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:read" },
  query: z.strictObject({ year: zYear.optional().meta({ description: "The tenant's current year when left out" }) }),
  response: { 200: zHolidayYear },
  handler: async ({ app, auth, query }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const today = businessDateOf(times.now, directory.tenant.time_zone);
    return { body: showYear(directory.holidays, query.year ?? Number(today.slice(0, 4))) };
  },
});

const holidayYears = route({
  method: "GET",
  path: "/v1/holidays/years",
  summary: "Years with a list of holidays, and the current and the next one in any case",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:read" },
  response: { 200: zHolidayYears },
  handler: async ({ app, auth }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const { holidays, tenant } = directory;
    const current = Number(businessDateOf(times.now, tenant.time_zone).slice(0, 4));
    const years = new Set([...holidays.years.map(({ year }) => year), current, current + 1]);
    const data = [...years]
      .sort((a, b) => a - b)
      .map((year) => {
        const { known, version, days } = showYear(holidays, year);
        const off_days = days.filter((day) => day.is_off_day).length;
        return { year, known, version, off_days, makeup_days: days.length - off_days };
      });
    return { body: { data } };
  },
});

const holidayYearChange = route({
  method: "PUT",
  path: "/v1/holidays/:year",
  summary: "Enter or correct the holidays of a year",
  description:
    "The list takes the place of the one that comes with the program. What was posted before stays as it was.",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:write" },
  audit: ["holidays.updated"],
  params: z.strictObject({ year: zYear }),
  body: zNewHolidayYear,
  response: { 200: zHolidayYear },
  errors: ["version_conflict"],
  handler: async ({ app, auth, params, body, language, by }) => {
    const { year } = params;
    refuseOtherYears(year, body.days, language);
    await app.database.write(auth.tenant_id, async (tx) => {
      await putHolidayYear(tx, { year, ...body });
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const after = { year, source: body.source, days: body.days.length };
      await recordAudit(tx, app.runtime, by, { action: "holidays.updated", subject, after });
    });
    forgetDirectory(app.database, auth.tenant_id);
    const { holidays } = await readDirectory(app.database, auth.tenant_id);
    return { body: showYear(holidays, year) };
  },
});

/** A notice names days of its year, and at most some of the weeks around it. */
function refuseOtherYears(year: number, days: readonly { date: string }[], language: Language): void {
  const [from, to] = [`${year - 1}-12-01`, `${year + 1}-01-31`];
  const detail = fieldText(language, "outside_year", { from, to });
  const errors = days.flatMap(({ date }, index) =>
    date < from || date > to ? [{ pointer: `/days/${index}/date`, code: "outside_year", detail }] : [],
  );
  if (errors.length > 0) throw new AppError("invalid_request", {}, errors);
}

export const holidayRoutes: Route[] = [holidayYear, holidayYears, holidayYearChange];
