import type { Db } from "./db/pool.ts";
import type { Language } from "./kernel/errors.ts";
import type { IdKind } from "./kernel/ids.ts";
import { hide, NO_MASKS, type SensitiveKind } from "./kernel/sensitive.ts";

type FindNames = (db: Db, ids: readonly string[], language: Language) => Promise<ReadonlyMap<string, string>>;

interface Finder {
  find: FindNames;
  sensitive: SensitiveKind | undefined;
}

const finders = new Map<string, Finder>();

/** A room says how its things are called, once, at import: lists of what happened name them. */
export function registerNames(kind: IdKind, find: FindNames, sensitive?: SensitiveKind): void {
  finders.set(kind, { find, sensitive });
}

export interface Named {
  kind: string;
  id: string | null;
}

/** Who reads: in which language a thing without a name of its own is called after its kind, and what their role hides. */
export interface Reader {
  language?: Language;
  masks?: ReadonlySet<SensitiveKind>;
}

/** Names by id, of things of any kinds; what nobody can name (any more) is left out. */
export async function namesOf(
  db: Db,
  things: readonly Named[],
  { language = "zh-CN", masks = NO_MASKS }: Reader = {},
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, { find, sensitive }] of finders) {
    const ids = new Set(things.flatMap((thing) => (thing.kind === kind && thing.id !== null ? [thing.id] : [])));
    if (ids.size === 0) continue;
    const hidden = sensitive !== undefined && masks.has(sensitive);
    for (const [id, name] of await find(db, [...ids], language)) {
      const shown = hidden ? hide(sensitive, name) : name;
      if (typeof shown === "string") names.set(id, shown);
    }
  }
  return names;
}
