import { z } from "zod";
import { wireId, wireIdOut, zCount, zInstantOut, zPage, zQueryFlag } from "../../http/schema.ts";
import { zJob } from "../../jobs/http/schema.ts";
import { IMPORT_STATES } from "../imports.ts";
import { MOST_COLUMNS } from "../table.ts";

export const zKind = z
  .object({
    kind: z.string(),
    label: z.string(),
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        required: z.boolean(),
        example: z.string(),
        values: z
          .array(z.object({ value: z.string(), label: z.string(), words: z.array(z.string()) }))
          .meta({ description: "All it can be, with the cells that are understood as each; empty: anything" }),
      }),
    ),
    can_undo: z.boolean(),
  })
  .meta({ id: "ImportKind" });

export const zImportHead = z
  .object({
    import_id: wireIdOut("import"),
    kind: z.string(),
    label: z.string().meta({ description: "The kind, in the caller's language" }),
    name: z.string(),
    state: z.enum(IMPORT_STATES),
    created_by: z.object({ name: z.string().nullable(), mine: z.boolean() }),
    created_at: zInstantOut,
    job: zJob.nullable().meta({ description: "The newest of its checks, runs and undoing" }),
  })
  .meta({ id: "ImportHead" });

const reading = {
  missing_values: z.record(z.string(), z.array(z.string())).meta({ description: "Field → cells that say nothing" }),
  defaults: z.record(z.string(), z.string()).meta({ description: "Field → what an empty cell says" }),
  translations: z
    .record(z.string(), z.array(z.object({ from: z.string(), to: z.string() })))
    .meta({ description: "Field → cells that stand for something else" }),
};

export const zImport = zImportHead
  .extend({
    format: z.enum(["csv", "json", "xlsx"]),
    encoding: z.string().nullable(),
    columns: z.array(z.string()),
    mapping: z.record(z.string(), z.int()).meta({ description: "Field → place of its column, from 0" }),
    ...reading,
    missing: z.array(z.string()).meta({ description: "Required fields without a column and a default" }),
    can_undo: z.boolean(),
    file_id: wireIdOut("file").nullable().meta({ description: "For whoever brought it, while it is kept" }),
    kept_until: zInstantOut.nullable().meta({ description: "Until when the file can be read again; null: it is gone" }),
    jobs: z.array(zJob).meta({ description: "Checks, runs and undoing, newest first" }),
    problems: z
      .array(z.object({ code: z.string(), field: z.string().nullable(), detail: z.string(), count: zCount }))
      .meta({ description: "What the newest job found wrong, the most frequent first" }),
  })
  .meta({ id: "Import" });

export const zRows = z
  .object({
    data: z.array(z.array(z.string())).meta({ description: "Cells by column" }),
    common: z.array(z.array(z.object({ text: z.string(), count: zCount }))).meta({
      description: "By column: the cells that come more than once in the first 1,000 rows, the most frequent first",
    }),
  })
  .meta({ id: "ImportRows" });

export const zUndoPreview = z
  .object({
    made: zCount.meta({ description: "What the import made that is still there" }),
    takes_back: zCount.meta({ description: "What an undo would take back now; the rest was used since" }),
  })
  .meta({ id: "ImportUndoPreview" });

export const zRemembered = z
  .object({
    kind: z.string(),
    columns: z.array(z.string()).meta({ description: "The header it was made for" }),
    mapping: z.record(z.string(), z.int()).meta({ description: "Field → place of its column, from 0" }),
    ...reading,
    updated_at: zInstantOut,
  })
  .meta({ id: "ImportMapping" });

export const zImportQuery = zPage.extend({ kind: z.string().max(60).optional(), mine: zQueryFlag.optional() });
export const zMappingQuery = z.strictObject({ kind: z.string().max(60).optional() });
export const zNewImport = z.strictObject({ kind: z.string().min(1).max(60), file_id: wireId("file") });
export const zPath = z.strictObject({ import_id: wireId("import") });
export const zMapping = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        field: z.string().min(1).max(60),
        column: z
          .int()
          .min(0)
          .max(MOST_COLUMNS - 1),
        missing: z
          .array(z.string().min(1).max(100))
          .max(20)
          .optional()
          .meta({ description: "Cells of it that say nothing, such as 118 for an age" }),
        translate: z
          .array(z.strictObject({ from: z.string().min(1).max(100), to: z.string().min(1).max(200) }))
          .max(100)
          .optional()
          .meta({ description: "Cells of it that stand for something else, such as B for silver" }),
      }),
    )
    .min(1)
    .max(100),
  defaults: z
    .array(z.strictObject({ field: z.string().min(1).max(60), value: z.string().min(1).max(200) }))
    .max(100)
    .optional()
    .meta({ description: "What an empty cell says, or every row where no column has the field; {row} is its number" }),
});
