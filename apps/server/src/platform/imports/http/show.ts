import type { z } from "zod";
import type { App } from "../../app.ts";
import type { Db } from "../../db/pool.ts";
import { keptUntil } from "../../files/file-store.ts";
import type { Auth } from "../../http/auth.ts";
import { failureText } from "../../jobs/failure-text.ts";
import { showJob } from "../../jobs/http/show.ts";
import { callerId, seenBy, viewOf } from "../../jobs/http/viewer.ts";
import { countFailures, listJobsOf, newestJobs } from "../../jobs/jobs.ts";
import type { Language } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import { namesOf } from "../../names.ts";
import { findImportKind, type ImportKind } from "../import-kinds.ts";
import { getImport, type Import, requireKind } from "../imports.ts";
import { missingFields, type Reading } from "../mapping.ts";
import type { zImport, zImportHead, zKind } from "./schema.ts";

export interface Viewer {
  app: App;
  auth: Auth;
  language: Language;
}

/** How cells are read, by field. */
export const showReading = ({ missing, defaults, translations = {} }: Reading) => ({
  missing_values: Object.fromEntries(Object.entries(missing).map(([field, words]) => [field, [...words]])),
  defaults: { ...defaults },
  translations: Object.fromEntries(Object.entries(translations).map(([field, pairs]) => [field, [...pairs]])),
});

export function showKind(language: Language) {
  return ({ kind, label, fields, undo }: ImportKind): z.output<typeof zKind> => ({
    kind,
    label: label[language],
    fields: fields.map((field) => ({
      name: field.name,
      label: field.label[language],
      required: field.required ?? false,
      example: field.example,
      values: (field.values ?? []).map(({ value, label: labels, words }) => ({
        value,
        label: labels[language],
        words: [...words],
      })),
    })),
    can_undo: undo !== undefined,
  });
}

/** Reads what all rows need at once, and answers how to show one. */
export async function showHeads(
  db: Db,
  { app, auth, language }: Viewer,
  rows: readonly Import[],
): Promise<(row: Import) => z.output<typeof zImportHead>> {
  const jobs = await newestJobs(
    db,
    rows.map(({ import_id }) => import_id),
  );
  // A person or a system of theirs: whoever it is has the name.
  const makers = rows.flatMap(({ creator_id: id }) => (["staff", "api_key"] as const).map((kind) => ({ kind, id })));
  const names = await namesOf(db, makers);
  const show = showJob(seenBy(app, auth, language));
  return ({ import_id, kind, name, state, created_at, creator_id }) => {
    const job = jobs.get(import_id);
    return {
      import_id: toWireId("import", import_id),
      kind,
      label: findImportKind(kind)?.label[language] ?? kind,
      name,
      state,
      created_by: { name: names.get(creator_id) ?? null, mine: creator_id === callerId(auth) },
      created_at: created_at.toISOString(),
      job: job ? show(job) : null,
    };
  };
}

/** @throws not_found */
export function showImport(viewer: Viewer, import_id: string): Promise<z.output<typeof zImport>> {
  const { app, auth, language } = viewer;
  return app.database.read(auth.tenant_id, async (db) => {
    const found = await getImport(db, import_id, { of: viewOf(auth) });
    const jobs = await listJobsOf(db, import_id);
    const [newest] = jobs;
    const problems = newest ? await countFailures(db, newest.job_id) : [];
    const kept = (await keptUntil(db, app, [found.file_id])).get(found.file_id);
    const kind = requireKind(found.kind);
    const { layout, columns, mapping, reading } = found;
    return {
      ...(await showHeads(db, viewer, [found]))(found),
      format: layout.format,
      encoding: layout.format === "csv" ? layout.encoding : null,
      columns,
      mapping,
      ...showReading(reading),
      missing: missingFields(kind, mapping, reading),
      can_undo: kind.undo !== undefined,
      file_id: kept && found.creator_id === callerId(auth) ? toWireId("file", found.file_id) : null,
      kept_until: kept?.toISOString() ?? null,
      jobs: jobs.map(showJob(seenBy(app, auth, language))),
      problems: problems.map(({ code, field, data, count }) => ({
        code,
        field,
        count,
        detail: failureText({ code, data }, language),
      })),
    };
  });
}
