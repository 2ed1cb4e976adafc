import { z } from "zod";
import { wireId, wireIdOut, zText, zTimeOfDay } from "../../../platform/http/schema.ts";
import { parseTimeOfDay } from "../../../platform/kernel/dates.ts";

const zBusinessType = z.enum([
  "ticket",
  "dining",
  "lodging",
  "retail",
  "parking",
  "entertainment",
  "wellness",
  "transport",
]);
const zMode = z.enum(["live", "sandbox"]);
const zMap = z.strictObject({ width: z.int().min(1).max(1_000_000), height: z.int().min(1).max(1_000_000) });

export const zClientConfig = z
  .object({
    tenant_id: wireIdOut("tenant"),
    tenant_name: z.string(),
    names: z.record(z.string(), z.string()),
    languages: z.array(z.enum(["zh-CN", "en", "ko"])),
    test_channel: z.boolean().meta({ description: "SMS go to the test channel, which staff can read" }),
  })
  .meta({ id: "ClientConfig" });

export const zTenant = z
  .object({
    tenant_id: wireIdOut("tenant"),
    name: z.string(),
    mode: zMode,
    currency: z.string(),
    time_zone: z.string(),
  })
  .meta({ id: "Tenant" });

export const zUnit = z
  .object({
    unit_id: wireIdOut("org_unit"),
    parent_id: wireIdOut("org_unit").nullable(),
    kind: z.enum(["group", "company", "venue", "store"]),
    name: z.string(),
    code: z.string(),
  })
  .meta({ id: "OrgUnit" });

export const zVenue = z
  .object({
    venue_id: wireIdOut("venue"),
    unit_id: wireIdOut("org_unit"),
    name: z.string(),
    code: z.string(),
    business_type: zBusinessType,
    time_zone: z.string(),
    day_cutoff: z.string(),
    opens_at: z.string(),
    closes_at: z.string(),
    status: z.enum(["open", "closed", "before_open"]),
    map: z.object({ width: z.int(), height: z.int() }).nullable(),
  })
  .meta({ id: "Venue" });

const zCode = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[\w.-]+$/);

export const zNewUnit = z.strictObject({
  parent_id: wireId("org_unit"),
  kind: z.enum(["company", "venue", "store"]),
  name: zText(100),
  code: zCode,
});

const TIME_ZONES = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
const zTimeZone = z.string().refine((zone) => TIME_ZONES.has(zone), { params: { code: "unknown_time_zone" } });

function zMinutes(latest: number) {
  return zTimeOfDay.transform(parseTimeOfDay).refine((minutes) => minutes <= latest, { params: { code: "invalid" } });
}

export const zNewVenue = z
  .strictObject({
    unit_id: wireId("org_unit").optional(),
    parent_unit_id: wireId("org_unit").optional(),
    name: zText(100),
    code: zCode,
    business_type: zBusinessType,
    time_zone: zTimeZone.default("Asia/Shanghai"),
    day_cutoff: zMinutes(720).default(240),
    opens_at: zMinutes(1440),
    closes_at: zMinutes(2160).meta({ description: "May pass midnight: 25:00 is 01:00 of the next day" }),
    map: zMap.optional(),
  })
  .superRefine((venue, context) => {
    const refuse = (field: string, code: string) =>
      context.addIssue({ code: "custom", path: [field], params: { code } });
    if ((venue.unit_id === undefined) === (venue.parent_unit_id === undefined)) refuse("unit_id", "one_unit_needed");
    if (venue.closes_at <= venue.opens_at) refuse("closes_at", "closes_before_opening");
  });
