import type { Db } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import type { Reach } from "../kernel/reach.ts";
import type { SensitiveKind } from "../kernel/sensitive.ts";
import { findPerson } from "../people.ts";
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
  const person = await findPerson(db, asked.requested_by_kind, asked.requested_by);
  const may = (permission: string) => person?.permissions.has(permission) ?? false;
  const is_over = (until: Date | null) => until !== null && until <= now;
  if (!person?.is_active || is_over(person.until) || !may("exports:write") || !may(kind.permission))
    throw new AppError("export_no_longer_allowed");
  const reach = narrower(asked.reach, person);
  if (kind.whole_group && reach.scope !== "all") throw new AppError("export_no_longer_allowed");
  const clear = kind.columns.filter(
    ({ name, clear: full }) => full && asked.clear_columns.includes(name) && may(full.permission),
  );
  return { reach, masks: new Set([...asked.masks, ...person.masks]), clear: new Set(clear.map(({ name }) => name)) };
}

function narrower(a: Reach, b: Reach): Reach {
  const customers = a.customers === "all" ? b.customers : a.customers;
  if (a.scope === "all") return { scope: b.scope, customers };
  const { scope } = b;
  return { scope: scope === "all" ? a.scope : a.scope.filter((unit_id) => scope.includes(unit_id)), customers };
}
