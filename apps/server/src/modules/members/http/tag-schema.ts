import { z } from "zod";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  isCustom,
  leavesOf,
  showConditions,
  showValue,
  zMemberConditions,
  zMemberConditionsOut,
} from "../../rules/index.ts";
import type { ListHitsRow } from "../db/tags.gen.ts";
import { TAG_COLOURS } from "../domain/tag-words.ts";
import type { Why } from "../domain/tag-rules.ts";
import type { TagDetail } from "../tags/change-tag.ts";
import { tag_fields, zTagName } from "./schema.ts";
import type { Naming } from "./show.ts";

/** A rule without a question would be everybody's tag. */
export const zTagRule = zMemberConditions.check((payload) => {
  if (payload.issues.length === 0 && leavesOf(payload.value).length === 0)
    payload.issues.push({
      code: "custom",
      input: payload.value,
      path: ["rules"],
      params: { code: "too_few", minimum: 1 },
    });
});

const zGroupName = z
  .string()
  .max(30)
  .refine((name) => name === name.trim(), { params: { code: "padded" } })
  .meta({ description: "The heading it is listed under; empty is none" });
const zColour = z.enum(TAG_COLOURS).nullable();

export const zTagPath = z.strictObject({ tag_id: wireId("tag") });

export const new_tag = { name: zTagName, colour: zColour.optional(), group: zGroupName.optional() };
export const zTagChange = z.strictObject({
  version: z.int().min(1),
  name: zTagName.optional(),
  colour: zColour.optional(),
  group: zGroupName.optional(),
  archived: z.boolean().optional().meta({ description: "No longer given nor shown; false brings it back" }),
});

export const zTagDetail = z
  .object({
    ...tag_fields,
    group: z.string(),
    rule: zMemberConditionsOut.nullable(),
    rule_version: zCount,
    version: z.int(),
    archived_at: zInstantOut.nullable(),
  })
  .meta({ id: "TagDetail" });

export const showDetail = (naming: Naming) => (tag: TagDetail) => ({
  tag_id: toWireId("tag", tag.tag_id),
  name: tag.name,
  kind: tag.kind,
  colour: tag.colour,
  group: tag.group_name,
  rule: tag.rule && showConditions(tag.rule),
  rule_version: tag.rule_version,
  version: tag.version,
  archived_at: naming.maybe(tag.archived_at),
});

const zScalar = z.union([z.string(), z.number(), z.boolean()]);
const zFacts = z.array(z.object({ field: zText(70), value: z.union([zScalar, z.array(zScalar)]).nullable() }));
/** What was known of a member where a rule asked; money and birth apart, for those who may not see them. */
export const zWhy = z
  .object({
    facts: zFacts,
    amounts: sensitive("amounts", zFacts),
    birth: sensitive("birthday", zFacts),
    custom: sensitive("custom_fields", zFacts),
  })
  .meta({ id: "TagWhy" });

const AMOUNTS = new Set(["spent_fen", "spent_365_fen"]);
const BIRTH = new Set(["age", "birthday_month", "is_birthday", "is_birthday_month"]);

export function showWhy(why: Why): z.output<typeof zWhy> {
  const facts = Object.entries(why).map(([field, value]) => ({
    field,
    // What rules ask of members is a word, a number, a yes, or a list of words.
    value: showFact(field, value) as z.output<typeof zFacts>[number]["value"],
  }));
  return {
    facts: facts.filter(({ field }) => !AMOUNTS.has(field) && !BIRTH.has(field) && !field.startsWith("fields.")),
    amounts: facts.filter(({ field }) => AMOUNTS.has(field)),
    birth: facts.filter(({ field }) => BIRTH.has(field)),
    custom: facts.filter(({ field }) => field.startsWith("fields.")),
  };
}

function showFact(field: string, value: unknown): unknown {
  const name = field as Parameters<typeof showValue>[0]; // written by a rule, whose schema knows the fields
  return isCustom(name) ? value : showValue(name, value);
}

export const zTagHit = z
  .object({
    tag_hit_id: wireIdOut("tag_hit"),
    tag: z.object(tag_fields),
    member_id: wireIdOut("member"),
    member_name: sensitive("name", z.string()),
    card_no: z.string(),
    added: z.boolean(),
    rule_version: z.int().nullable().meta({ description: "null: people did it" }),
    why: zWhy.nullable(),
    at: zInstantOut,
  })
  .meta({ id: "TagHit" });

export const showHit = (naming: Naming) => (hit: ListHitsRow) => ({
  tag_hit_id: toWireId("tag_hit", hit.tag_hit_id),
  tag: {
    tag_id: toWireId("tag", hit.tag_id),
    name: hit.name,
    kind: hit.kind,
    colour: hit.colour,
  },
  member_id: toWireId("member", hit.member_id),
  member_name: hit.member_name,
  card_no: hit.card_no,
  added: hit.added,
  rule_version: hit.rule_version,
  why: hit.why === null ? null : showWhy(hit.why as Why),
  at: naming.time(hit.at),
});

/** What the log keeps of a tag. */
export const auditedOf = ({ name, kind, colour, group_name: group, rule_version, archived_at }: TagDetail) => ({
  name,
  kind,
  colour,
  group,
  rule_version,
  archived: archived_at !== null,
});
