import type { z } from "zod";
import type { App } from "../../app.ts";
import type { Db } from "../../db/pool.ts";
import { keptUntil } from "../../files/file-store.ts";
import type { Auth } from "../../http/auth.ts";
import { callerId } from "../../jobs/http/viewer.ts";
import type { Language } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import { namesOf } from "../../names.ts";
import { type AnyExportKind, findExportKind } from "../export-kinds.ts";
import type { Export } from "../exports.ts";
import type { zExport } from "./schema.ts";

export function showKind(kind: AnyExportKind, auth: Auth, language: Language) {
  const columns = kind.columns.map(({ name, label, sensitive = null, clear }) => {
    const full = !clear || auth.permissions.has(clear.permission);
    const shown = sensitive && auth.masks.has(sensitive) ? "hidden" : full ? "full" : "shortened";
    return { name, label: label[language], sensitive, shown } as const;
  });
  return { kind: kind.kind, label: kind.label[language], columns };
}

/** Reads what all rows need at once, and answers how to show one. */
export async function showExports(
  db: Db,
  app: App,
  rows: readonly Export[],
  { auth, language }: { auth: Auth; language: Language },
): Promise<(row: Export) => z.output<typeof zExport>> {
  const names = await namesOf(
    db,
    rows.map((row) => ({ kind: row.requested_by_kind, id: row.requested_by })),
  );
  const kept = await keptUntil(
    db,
    app,
    rows.flatMap(({ state, file_id }) => (state === "done" && file_id !== null ? [file_id] : [])),
  );
  return (row) => {
    const { kind, format, columns, reason, state, requested_by_kind, requested_by, approval_id, job_id } = row;
    const until = row.file_id === null ? undefined : kept.get(row.file_id);
    const is_own = requested_by === callerId(auth);
    return {
      export_id: toWireId("export", row.export_id),
      kind,
      label: findExportKind(kind)?.label[language] ?? kind,
      format,
      columns,
      reason,
      state,
      rows: row.rows_written ?? row.rows_expected,
      requested_by: {
        kind: requested_by_kind,
        id: toWireId(requested_by_kind, requested_by),
        name: names.get(requested_by) ?? null,
      },
      approval_id: approval_id && toWireId("approval", approval_id),
      job_id: job_id && toWireId("job", job_id),
      file_id: until && is_own && row.file_id ? toWireId("file", row.file_id) : null,
      kept_until: until?.toISOString() ?? null,
      requested_at: row.requested_at.toISOString(),
      ended_at: row.ended_at?.toISOString() ?? null,
    };
  };
}
