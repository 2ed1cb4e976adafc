import type { Db } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import { narrower, type Reach } from "../kernel/reach.ts";
import type { SensitiveKind } from "../kernel/sensitive.ts";
import { findActing } from "../people.ts";
import type { AnyExportKind } from "./export-kinds.ts";
import type { Export } from "./exports.ts";

export interface RightsNow {
  reach: Reach;
  masks: ReadonlySet<SensitiveKind>;
  /** Columns written in full. */
  clear: ReadonlySet<string>;
}

/**
 * What the requester had when they asked, without what they have lost since; what they have won since counts for their
 * next export.
 * @throws export_no_longer_allowed
 */
export async function rightsNow(db: Db, kind: AnyExportKind, asked: Export, now: Date): Promise<RightsNow> {
  const who = { kind: asked.requested_by_kind, id: asked.requested_by };
  const person = await findActing(db, who, { now, permissions: ["exports:write", kind.permission] });
  if (!person) throw new AppError("export_no_longer_allowed");
  const reach = narrower(asked.reach, person);
  if (kind.whole_group && reach.scope !== "all") throw new AppError("export_no_longer_allowed");
  const clear = kind.columns.filter(
    ({ name, clear: full }) => full && asked.clear_columns.includes(name) && person.permissions.has(full.permission),
  );
  return { reach, masks: new Set([...asked.masks, ...person.masks]), clear: new Set(clear.map(({ name }) => name)) };
}
