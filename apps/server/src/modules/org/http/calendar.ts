import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zBusinessDate, zQueryInt } from "../../../platform/http/schema.ts";
import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import {
  dateOfLunarDay,
  FIRST_LUNAR_YEAR,
  LAST_LUNAR_YEAR,
  type LunarDate,
  lunarName,
} from "../domain/lunar-calendar.ts";
import { lunarOf, lunarYear, nextBirthdays } from "../lunar.ts";
import { readMoment } from "../moment.ts";
import { zBirth } from "./birth-schema.ts";

const zLunarMonth = z
  .object({ month: z.int(), leap_month: z.boolean(), days: z.int(), first_date: zBusinessDate })
  .meta({ id: "LunarMonth" });
const zLunar = z
  .object({
    lunar: z
      .object({ year: z.int(), month: z.int(), day: z.int(), leap_month: z.boolean(), name: z.string() })
      .nullable(),
    months: z.array(zLunarMonth).meta({ description: "The months of the lunar year, in order" }),
  })
  .meta({ id: "Lunar" });

/** Today by the tenant's clock. */
async function todayOf(app: App, tenant_id: string): Promise<string> {
  const { directory, times } = await readMoment(app, tenant_id);
  return businessDateOf(times.now, directory.tenant.time_zone);
}

const lunarRoute = route({
  method: "GET",
  path: "/v1/calendar/lunar",
  summary: "The lunar date of a day, or the months of a lunar year",
  description: "Agrees with the Hong Kong Observatory's table. Today when neither `date` nor `year` is given.",
  tag: "org",
  access: { actors: ["staff", "api_key", "member"] },
  query: z
    .strictObject({ date: zBusinessDate.optional(), year: zQueryInt(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR).optional() })
    .refine(({ date, year }) => date === undefined || year === undefined, { params: { code: "at_most_one_of" } }),
  response: { 200: zLunar },
  handler: async ({ app, auth, query, language }) => {
    if (query.year !== undefined) return { body: showLunar(query.year, null) };
    const date = query.date ?? (await todayOf(app, auth.tenant_id));
    const lunar = lunarOf(date) ?? refuseDate(language);
    return { body: showLunar(lunar.year, { ...lunar, name: lunarName(lunar) }) };
  },
});

function showLunar(year: number, lunar: (LunarDate & { name: string }) | null) {
  const months = (lunarYear(year) ?? []).map((one) => ({
    month: one.month,
    leap_month: one.leap_month,
    days: one.days,
    first_date: dateOfLunarDay(one, 1),
  }));
  return { lunar, months };
}

function refuseDate(language: Language): never {
  const detail = fieldText(language, "outside_lunar_years");
  throw new AppError("invalid_request", {}, [{ pointer: "#/query/date", code: "outside_lunar_years", detail }]);
}

const NEXT = 3;

const birthdayRoute = route({
  method: "POST",
  path: "/v1/calendar/birthday",
  summary: "On which days somebody's next birthdays fall",
  description:
    "29 February is kept on the 28th in common years, the 30th of a lunar month on the 29th when the month is short, a leap month's day in the ordinary month of years without it.",
  tag: "org",
  access: { actors: ["staff", "api_key", "member"] },
  audit: { none: "a calculation" },
  body: zBirth,
  response: { 200: z.object({ next: z.array(zBusinessDate) }) },
  handler: async ({ app, auth, body }) => {
    const today = await todayOf(app, auth.tenant_id);
    return { body: { next: nextBirthdays(body, today, NEXT) } };
  },
});

export const calendarRoutes: Route[] = [lunarRoute, birthdayRoute];
