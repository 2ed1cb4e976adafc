import { z } from "zod";
import { wireId, wireIdOut, zCount, zEntries, zInstantOut, zPage, zQueryFlag, zText } from "../../http/schema.ts";
import { SENSITIVE_KINDS } from "../../kernel/sensitive.ts";
import { EXPORT_FORMATS, EXPORT_STATES } from "../exports.ts";

export const zExportKinds = z
  .object({
    data: z.array(
      z.object({
        kind: z.string(),
        label: z.string(),
        columns: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            sensitive: z.enum(SENSITIVE_KINDS).nullable(),
            shown: z.enum(["full", "shortened", "hidden"]).meta({
              description: "How the caller's file would hold it: a mask hides, a missing permission shortens",
            }),
          }),
        ),
      }),
    ),
    approval_above: zCount.nullable().meta({ description: "More rows ask for a second person; null: none ever do" }),
    xlsx_rows: zCount.meta({ description: "As many rows an xlsx file holds" }),
  })
  .meta({ id: "ExportKinds" });

const zFilter = zEntries(z.unknown(), 60).meta({ description: "As the query of the list: the same names and values" });

export const zNewExport = z.strictObject({
  kind: zText(60),
  filter: zFilter.optional(),
  columns: z.array(zText(60)).min(1).max(200).optional().meta({ description: "In this order; all of them without it" }),
  format: z.enum(EXPORT_FORMATS),
  reason: zText(200, 2),
});

export const zExportStarted = z
  .object({ export_id: wireIdOut("export"), job_id: wireIdOut("job") })
  .meta({ id: "ExportStarted" });

export const zExport = z
  .object({
    export_id: wireIdOut("export"),
    kind: z.string(),
    label: z.string(),
    format: z.enum(EXPORT_FORMATS),
    columns: z.array(z.string()),
    reason: z.string(),
    state: z.enum(EXPORT_STATES),
    rows: zCount.meta({ description: "Written; before the end as counted when it was asked for" }),
    requested_by: z.object({ kind: z.enum(["staff", "api_key"]), id: z.string(), name: z.string().nullable() }),
    approval_id: wireIdOut("approval").nullable(),
    job_id: wireIdOut("job").nullable(),
    file_id: wireIdOut("file").nullable().meta({ description: "While the file is kept, for whoever asked for it" }),
    kept_until: zInstantOut.nullable(),
    requested_at: zInstantOut,
    ended_at: zInstantOut.nullable(),
  })
  .meta({ id: "Export" });

export const zExportQuery = zPage.extend({
  kind: z.string().max(60).optional(),
  state: z.enum(EXPORT_STATES).optional(),
  mine: zQueryFlag.optional(),
});

export const zExportPath = z.strictObject({ export_id: wireId("export") });
