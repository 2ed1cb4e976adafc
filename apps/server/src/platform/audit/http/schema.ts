import { z } from "zod";
import { zInstant, zText } from "../../http/schema.ts";
import { type IdKind, ID_PREFIXES, parseWireId, toWireId } from "../../kernel/ids.ts";
import type { Named } from "../../names.ts";
import type { AuditRow } from "../search-audit.ts";

/** An id of any kind, as it stands on a screen; the handler gets the uuid. */
export const zAnyId = z
  .string()
  .max(60)
  .transform((text, context) => {
    const kinds = Object.keys(ID_PREFIXES) as IdKind[];
    const uuid = kinds.map((kind) => parseWireId(kind, text)).find((found) => found !== undefined);
    if (uuid !== undefined) return uuid;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid_id", prefix: "…" } });
    return z.NEVER;
  });

export const zAuditFilter = {
  actor_id: zAnyId.optional().meta({ description: "stf_…, key_… or mbr_…" }),
  action: zText(60).optional().meta({ description: "`member.updated`, or `member.` for all of members" }),
  subject_id: zAnyId.optional(),
  from: zInstant.optional(),
  to: zInstant.optional(),
  q: zText(100).optional(),
};

export const namedIn = (rows: readonly AuditRow[]): Named[] =>
  rows.flatMap((row) => [
    { kind: row.actor, id: row.actor_id },
    { kind: row.subject_kind, id: row.subject_id },
  ]);

export const wire = (kind: string, id: string | null) =>
  id !== null && kind in ID_PREFIXES ? toWireId(kind as IdKind, id) : null;
