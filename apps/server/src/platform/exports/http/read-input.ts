import type { z } from "zod";
import type { Db } from "../../db/pool.ts";
import type { Auth } from "../../http/auth.ts";
import { fieldErrors } from "../../http/issues.ts";
import { AppError, type FieldError, type Language } from "../../kernel/errors.ts";
import { type AnyExportKind, findExportKind, listExportKinds, wholeKind } from "../export-kinds.ts";
import { fieldText } from "../../i18n/field-texts.ts";
import type { zNewExport } from "./schema.ts";

export interface Asked {
  kind: AnyExportKind;
  columns: string[];
  /** As written, and as the kind reads it. */
  filter: Record<string, unknown>;
  read: unknown;
}

/** @throws invalid_request with a pointer at what is wrong · permission_missing · export_whole_group_only */
export async function readAsked(
  db: Db,
  body: z.output<typeof zNewExport>,
  auth: Auth,
  language: Language,
): Promise<Asked> {
  const found = findExportKind(body.kind);
  if (!found)
    throw notAllowed(
      "/kind",
      listExportKinds().map((one) => one.kind),
      language,
    );
  requireKind(found, auth);
  const kind = await wholeKind(db, found);
  const known = kind.columns.map(({ name }) => name);
  const columns = body.columns ?? known;
  const wrong = columns.findIndex((name, at) => !known.includes(name) || columns.indexOf(name) !== at);
  if (wrong >= 0) throw notAllowed(`/columns/${wrong}`, known, language);
  const filter = body.filter ?? {};
  const parsed = kind.filter.safeParse(filter);
  if (!parsed.success) throw new AppError("invalid_request", {}, fieldErrors(parsed.error.issues, "/filter", language));
  kind.refuse?.(parsed.data, auth.masks);
  return { kind, columns, filter, read: parsed.data };
}

export function mayExport(kind: AnyExportKind, auth: Auth): boolean {
  return auth.permissions.has(kind.permission) && (!kind.whole_group || auth.scope === "all");
}

function requireKind(kind: AnyExportKind, auth: Auth): void {
  const { permission } = kind;
  if (!auth.permissions.has(permission)) throw new AppError("permission_missing", { permission });
  if (!mayExport(kind, auth)) throw new AppError("export_whole_group_only");
}

function notAllowed(pointer: string, values: readonly string[], language: Language): AppError {
  const code = "not_allowed";
  const error: FieldError = { pointer, code, detail: fieldText(language, code, { values: values.join(", ") }) };
  return new AppError("invalid_request", {}, [error]);
}
