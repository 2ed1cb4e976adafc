import { z } from "zod";
import { wireId, wireIdOut, zCount, zEntries, zInstantOut, zQueryFlag, zText } from "../../../platform/http/schema.ts";
import type { Texts } from "../../../platform/i18n/language.ts";
import { nameKey } from "../domain/name-grams.ts";
import { MOST_WEIGHT } from "../fields/completeness.ts";
import { FIELD_FORMS, FIELD_TYPES, MOST_FIELDS, MOST_OPTIONS, TEXT_LENGTH } from "../fields/field.ts";

const KEY_LENGTH = 40;
const LABEL_LENGTH = 60;

const zKey = z
  .string()
  .max(KEY_LENGTH)
  .regex(/^[a-z][a-z0-9_]*$/)
  .meta({ example: "favourite_ride" });

const zWords = zText(LABEL_LENGTH).refine((text) => nameKey(text) !== "", { params: { code: "blank" } });
const zLabelsIn = z
  .strictObject({ "zh-CN": zWords, en: zWords.optional(), ko: zWords.optional() })
  .meta({ description: "A language that is left out reads as the Chinese one" });
const zLabels = z.object({ "zh-CN": z.string(), en: z.string(), ko: z.string() });

export const labelsOf = ({ "zh-CN": zh, en, ko }: z.output<typeof zLabelsIn>): Texts => ({
  "zh-CN": zh,
  en: en ?? zh,
  ko: ko ?? zh,
});

const zOptionIn = z.strictObject({
  code: zKey,
  labels: zLabelsIn,
  archived: z.boolean().optional().meta({ description: "No longer offered; whoever has it keeps it" }),
});
const zOptionsIn = z.array(zOptionIn).max(MOST_OPTIONS);

const settings = {
  labels: zLabelsIn,
  options: zOptionsIn.optional().meta({ description: "Of a choice, in the order in which they are offered" }),
  required_on: z
    .array(z.enum(FIELD_FORMS))
    .max(FIELD_FORMS.length)
    .optional()
    .meta({ description: "Forms on which nobody leaves it empty" }),
  is_sensitive: z.boolean().optional().meta({ description: "Hidden from roles with the mask custom_fields" }),
  shown_to_member: z.boolean().optional(),
  editable_by_member: z.boolean().optional(),
  searchable: z.boolean().optional().meta({ description: "Offered among the filters of the list" }),
};

export const zNewField = z.strictObject({ key: zKey, type: z.enum(FIELD_TYPES), ...settings });
export const zFieldPatch = z.strictObject({
  version: z.int().min(1),
  ...settings,
  labels: zLabelsIn.optional(),
});
export const zFieldPath = z.strictObject({ field_id: wireId("field") });
export const zFieldQuery = z.strictObject({ archived: zQueryFlag.optional() });
export const zFieldOrder = z.strictObject({ field_ids: z.array(wireId("field")).min(1).max(MOST_FIELDS) });

export const zField = z
  .object({
    field_id: wireIdOut("field"),
    key: z.string(),
    type: z.enum(FIELD_TYPES),
    label: z.string().meta({ description: "In the caller's language" }),
    labels: zLabels,
    options: z.array(z.object({ code: z.string(), label: z.string(), labels: zLabels, archived: z.boolean() })),
    required_on: z.array(z.enum(FIELD_FORMS)),
    is_sensitive: z.boolean(),
    shown_to_member: z.boolean(),
    editable_by_member: z.boolean(),
    searchable: z.boolean(),
    version: z.int(),
    archived_at: zInstantOut.nullable(),
  })
  .meta({ id: "MemberField" });

export const zFieldUse = zField
  .extend({
    members: zCount.meta({ description: "How many have something in it" }),
    option_members: z.record(z.string(), zCount).meta({ description: "Option to how many have it" }),
  })
  .meta({ id: "MemberFieldUse" });

const zValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export const zFieldValues = z
  .record(z.string(), zValue.nullable())
  .meta({ description: "Key to value, of every field on forms; null: nothing is known" });

export const zFieldsIn = zEntries(
  z.union([
    z.string().max(TEXT_LENGTH),
    z.number(),
    z.boolean(),
    z.array(z.string().max(KEY_LENGTH)).max(MOST_OPTIONS),
    z.null(),
  ]),
  KEY_LENGTH,
).meta({
  description:
    "Key of a field to its value: a text, a number, true or false, a date YYYY-MM-DD, the code of a choice, a list of codes; null forgets it",
  example: { favourite_ride: "coaster" },
});

export const zOwnField = z
  .object({
    key: z.string(),
    label: z.string(),
    type: z.enum(FIELD_TYPES),
    options: z.array(z.object({ code: z.string(), label: z.string() })).meta({
      description: "Those that can be chosen, and what the member has",
    }),
    value: zValue.nullable(),
    editable: z.boolean(),
    required: z.boolean(),
  })
  .meta({ id: "OwnField" });

export const zCompleteness = z
  .object({
    percent: z.int().min(0).max(100),
    missing: z.array(z.object({ item: z.string(), label: z.string(), weight: zCount })).meta({
      description: "What counts and is not filled in, the heaviest first",
    }),
  })
  .meta({ id: "Completeness" });

const zWeight = z.int().min(0).max(MOST_WEIGHT);
const MOST_ITEMS = MOST_FIELDS + 20;
export const zPolicyIn = z.strictObject({
  version: z.int().min(0),
  items: z
    .array(z.strictObject({ item: z.string().max(KEY_LENGTH + "fields.".length), weight: zWeight }))
    .max(MOST_ITEMS)
    .meta({ description: "What is left out keeps its weight; 0 does not count" }),
});
const zPolicyItem = z.object({ item: z.string(), label: z.string(), weight: zWeight });
export const zPolicy = z
  .object({ version: z.int().min(0), items: z.array(zPolicyItem) })
  .meta({ id: "ProfileCompleteness" });
export const zPolicyPut = zPolicy
  .extend({ job_id: wireIdOut("job").meta({ description: "Reckons everybody's anew" }) })
  .meta({ id: "ProfileCompletenessPut" });
