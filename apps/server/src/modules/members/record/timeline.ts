import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import { namesOf } from "../../../platform/names.ts";
import { addresseesOf } from "../../messaging/index.ts";
import { listTimeline, type ListTimelineRow } from "../db/timeline.gen.ts";
import type { TimePosition } from "../member-history.ts";
import { listAddresses } from "../own-addresses.ts";
import { personIds } from "../persons.ts";

export const TIMELINE_KINDS = [
  "registered",
  "purchase",
  "refund",
  "admission",
  "points",
  "wallet",
  "tier",
  "message",
  "consent",
  "household",
  "tag",
  "block",
  "note",
  "file",
  "identity",
  "device",
  "merge",
  "wechat",
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export type TimelineItem = Omit<ListTimelineRow, "kind" | "data"> & {
  kind: TimelineKind;
  /** What its kind alone knows: see the branches of timeline.sql. */
  data: Readonly<Record<string, unknown>>;
};

/** Of one instant and one thing there may be several rows: joined and left, points of two reasons. */
export interface TimelinePosition extends TimePosition {
  part: string;
}

export interface TimelineAsked {
  member_id: string;
  kinds: readonly TimelineKind[];
  limit: number;
  before: TimelinePosition | undefined;
  language: Language;
  /** Notes meant for places outside are left out. */
  reach: Reach;
}

export interface Timeline {
  items: TimelineItem[];
  /** Staff and keys by id: who did it. */
  names: ReadonlyMap<string, string>;
}

/** What happened to a person in every room, newest first, from before a position. */
export async function readTimeline(db: Db, { secrets }: Keyed, asked: TimelineAsked): Promise<Timeline> {
  const { tenant_id } = db;
  const { kinds, limit, before, language, reach } = asked;
  const member_ids = await personIds(db, asked.member_id);
  const addresses = kinds.includes("message") ? await listAddresses(db, secrets, member_ids) : [];
  const rows = await run(db, listTimeline, {
    tenant_id,
    member_ids,
    kinds,
    language,
    addressees: addresses.flatMap((to) => addresseesOf(secrets, tenant_id, to)),
    scope: reach.scope === "all" ? null : [...reach.scope],
    page_size: limit,
    before_at: before?.at ?? null,
    before_ref: before?.id ?? null,
    before_part: before?.part ?? null,
  });
  // Each branch names its kind, and builds an object or nothing.
  const items = rows.map((row) => ({ ...row, data: row.data ?? {} })) as TimelineItem[];
  const names = await namesOf(
    db,
    items.flatMap(({ actor, actor_id }) => (actor === null ? [] : [{ kind: actor, id: actor_id }])),
    { language },
  );
  return { items, names };
}
