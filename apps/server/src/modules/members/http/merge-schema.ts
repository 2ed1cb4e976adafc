import { z } from "zod";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { wireId, wireIdOut, zInstantOut, zPage, zText } from "../../../platform/http/schema.ts";
import { zBirthOut } from "../../org/index.ts";
import type { MergeField } from "../merge/fields.ts";
import { zSex } from "./schema.ts";

const zSideKept = z.enum(["winner", "loser"]).optional();
const zKeep = z
  .strictObject({
    name: zSideKept,
    phone: zSideKept,
    id_number: zSideKept,
    birth: zSideKept,
    sex: zSideKept,
    language: zSideKept,
    home_unit: zSideKept,
  } satisfies Record<MergeField, typeof zSideKept>)
  .default({})
  .meta({ description: "Whose value of a field stands; left out: the winner's, or the only one there is" });

export const zMergePair = z.strictObject({ winner_id: wireId("member"), loser_id: wireId("member"), keep: zKeep });
export const zMergeIn = zMergePair.extend({ reason: zText(200) });

export const zMergeLine = z
  .object({
    what: z.string().meta({ description: "points, cny.principal, tier, consent.marketing, household …" }),
    unit: z.enum(["points", "fen", "count", "code"]),
    winner: z.union([z.string(), z.number()]).nullable(),
    loser: z.union([z.string(), z.number()]).nullable(),
    after: z.union([z.string(), z.number()]).nullable(),
  })
  .meta({ id: "MergeLine" });

/** One field of two rows. The values of one are masked as everywhere. */
const choice = <F extends string, V extends z.ZodType>(field: F, value: V) =>
  z.object({ field: z.literal(field), keeps: z.enum(["winner", "loser"]), winner: value, loser: value });
const zFieldChoice = z
  .discriminatedUnion("field", [
    choice("name", sensitive("name", z.string())),
    choice("phone", sensitive("phone", z.string().nullable())),
    choice("id_number", sensitive("id_number", z.string().nullable())),
    choice("birth", sensitive("birthday", zBirthOut.nullable())),
    choice("sex", zSex.nullable()),
    choice("language", z.string().nullable()),
    choice("home_unit", z.string()),
  ])
  .meta({ id: "MergeFieldChoice" });

export const zMergePreview = z
  .object({ fields: z.array(zFieldChoice), lines: z.array(zMergeLine), undo_until: zInstantOut })
  .meta({ id: "MergePreview" });

const zSide = z.object({ member_id: wireIdOut("member"), name: sensitive("name", z.string()), card_no: z.string() });

export const zMerge = z
  .object({
    merge_id: wireIdOut("merge"),
    winner: zSide,
    loser: zSide.meta({
      description: "Under its own id and card; the id answers with the winner while the merge stands",
    }),
    reason: z.string(),
    merged_at: zInstantOut,
    merged_by: z.string().nullable(),
    undo_until: zInstantOut,
    can_undo: z.boolean(),
    undone_at: zInstantOut.nullable(),
    undone_by: z.string().nullable(),
    lines: z.array(zMergeLine),
    returned: z.array(zMergeLine).nullable().meta({ description: "What an un-merge gave back" }),
    fields: z.array(z.string()).meta({ description: "What was taken over from the loser" }),
  })
  .meta({ id: "Merge" });

export const zMergePath = z.strictObject({ merge_id: wireId("merge") });
export const zMergePage = zPage.extend({ member_id: wireId("member").optional() });
export const zUndoIn = z.strictObject({ reason: zText(200).optional() });
