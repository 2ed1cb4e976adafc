import { z } from "zod";
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR } from "../domain/lunar-calendar.ts";
import { findBirthFault } from "../lunar.ts";

const birth = {
  calendar: z.enum(["solar", "lunar"]),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
};

/** A day of birth in either calendar, as callers write it; the year may be left out. */
export const zBirth = z
  .strictObject({
    ...birth,
    year: z.int().min(FIRST_LUNAR_YEAR).max(LAST_LUNAR_YEAR).nullable().default(null),
    leap_month: z.boolean().default(false).meta({ description: "Born in a leap month of the lunar calendar" }),
  })
  .check((payload) => {
    const fault = payload.issues.length === 0 ? findBirthFault(payload.value) : undefined;
    if (fault) {
      const { field, code } = fault;
      payload.issues.push({ code: "custom", input: payload.value, path: [field], params: { code } });
    }
  });

export const zBirthOut = z
  .object({ ...birth, year: z.int().nullable(), leap_month: z.boolean() })
  .meta({ id: "Birth" });
