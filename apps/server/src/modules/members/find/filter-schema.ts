// What the member list can be asked for. Everything combines; every value is text, as in an address, so that a list, a view
// and an export say the same thing the same way.
import { z } from "zod";
import { wireId, zBusinessDate, zQueryFlag, zQueryInt } from "../../../platform/http/schema.ts";
import { MEMBER_SOURCES } from "../register-members.ts";
import { readIdentity, type IdentityKind, IDENTITY_KINDS } from "../domain/identity-value.ts";
import { LIFECYCLES } from "../domain/find-words.ts";
import { zCodes, zIds, zWords } from "./list-values.ts";

export const SORTS = ["-joined_at", "joined_at", "-last_visit", "-last_purchase"] as const;
export type MemberSort = (typeof SORTS)[number];

const zStatus = z.enum(["active", "blocked"]);
const MOST_TAGS = 20;
const MOST_FEN = 1_000_000_000_000;
const MOST = 1_000_000;

/** `kind:value`, or `kind:issuer:value` where a name means something only with its issuer. */
const zIdentityText = z
  .string()
  .min(3)
  .max(220)
  .meta({ example: "email:lan@example.com", description: "kind:value or kind:issuer:value, such as ota:ctrip:M-2048" })
  .transform((text, context) => {
    const [kind = "", ...rest] = text.split(":");
    const known = IDENTITY_KINDS.some((one) => one === kind);
    const alone = known ? readIdentity(kind as IdentityKind, undefined, rest.join(":")) : "value";
    if (typeof alone !== "string") return alone;
    const [issuer = "", ...value] = rest;
    const named = known ? readIdentity(kind as IdentityKind, issuer, value.join(":")) : "value";
    if (typeof named !== "string") return named;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid_identity" } });
    return z.NEVER;
  });

/** The part of it that looks for one person and is not kept in a view. */
const one_person = {
  q: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Part of a name, last four digits or whole of a phone, card or ID number, e-mail" }),
  identity: zIdentityText.optional(),
};

const day = (description: string) => zBusinessDate.optional().meta({ description });

const zSome = z
  .array(z.union([z.string().max(100), z.boolean()]))
  .min(1)
  .max(50)
  .optional();
const zFieldCondition = z.strictObject({
  key: z.string().min(1).max(40),
  any_of: zSome,
  none_of: zSome,
  from: z.union([z.number(), zBusinessDate]).optional(),
  to: z.union([z.number(), zBusinessDate]).optional(),
  filled: z.boolean().optional(),
});
export type FieldCondition = z.output<typeof zFieldCondition>;
const zFieldConditions = z.array(zFieldCondition).min(1).max(10);

/** A list of conditions as JSON, since keys are the tenant's own. */
const zFieldsText = z
  .string()
  .min(2)
  .max(2_000)
  .meta({
    example: '[{"key":"height","from":120}]',
    description:
      "Custom fields: JSON list of a key each with any_of or none_of (texts, choices; any_of of true and false), from and to (numbers, dates), or filled; none_of has also those with nothing in it",
  })
  .transform((text, context) => {
    const read = zFieldConditions.safeParse(parseJson(text));
    if (read.success) return read.data;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid" } });
    return z.NEVER;
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const conditions = {
  fields: zFieldsText.optional(),
  tag: wireId("tag").optional(),
  tags_all: zIds("tag", MOST_TAGS).optional(),
  tags_any: zIds("tag", MOST_TAGS).optional(),
  tags_none: zIds("tag", MOST_TAGS).optional(),
  tier: zCodes(20).optional(),
  unit_id: wireId("org_unit").optional(),
  status: zStatus.optional(),
  source: zWords(MEMBER_SOURCES).optional(),
  sex: zWords(["female", "male", "other", "none"]).optional(),
  owner_staff_id: wireId("staff").optional().meta({ description: "Those whom this colleague looks after" }),
  without_owner: zQueryFlag.optional().meta({ description: "Nobody looks after them" }),
  birthday_month: zQueryInt(1, 12)
    .optional()
    .meta({ description: "Whose birthday comes next in this month, solar or lunar" }),
  joined_from: day("Joined on this day of the tenant's calendar or later"),
  joined_to: day("Joined on this day or earlier"),
  last_visit_from: day("The last visit was on this day or later"),
  last_visit_to: day("The last visit was on this day or earlier"),
  no_visit_since: day("Has not been here since this day; also who never was"),
  last_purchase_from: day("The last purchase was on this day or later"),
  last_purchase_to: day("The last purchase was on this day or earlier"),
  no_purchase_since: day("Has not bought since this day; also who never did"),
  purchases_min: zQueryInt(0, MOST).optional().meta({ description: "Purchases in the last 365 days" }),
  purchases_max: zQueryInt(0, MOST).optional(),
  spent_min: zQueryInt(0, MOST_FEN).optional().meta({ description: "Spent in the last 365 days, in fen" }),
  spent_max: zQueryInt(0, MOST_FEN).optional(),
  visits_min: zQueryInt(0, MOST).optional().meta({ description: "Days with a visit in the last 365 days" }),
  visits_max: zQueryInt(0, MOST).optional(),
  lifecycle: zWords(LIFECYCLES).optional(),
  completeness_min: zQueryInt(0, 100).optional(),
  completeness_max: zQueryInt(0, 100).optional(),
};

export const member_filter = { ...one_person, ...conditions };
export const zMemberFilter = z.strictObject(member_filter);
export type MemberFilter = z.output<typeof zMemberFilter>;

/** What a view keeps: conditions, nobody's name or number. */
export const zViewFilter = z.strictObject(conditions);
export const zSort = z.enum(SORTS);
