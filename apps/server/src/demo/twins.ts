// A few people are in the list twice: they joined once more at another venue, with another number or without a birthday. The
// search for duplicates finds them as it finds anybody's; one pair was two people after all, and one has become one.
import {
  addIdentity,
  dismissDuplicate,
  findDuplicates,
  type IdentityValue,
  listDuplicates,
  mergeMembers,
  noteClaim,
} from "../modules/members/index.ts";
import type { App } from "../platform/app.ts";
import type { Caller } from "../platform/audit/by.ts";
import { present } from "../platform/kernel/assert.ts";
import { AppError } from "../platform/kernel/errors.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";
import { appAt } from "./app-at.ts";
import { byHand, timesAt } from "./by-hand.ts";
import type { Habit, Person } from "./people.ts";
import type { VenueKey } from "./places.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";

export interface Twin {
  /** Which of the cast they are. */
  readonly of: string;
  readonly phone: string;
  readonly home: VenueKey;
  readonly source: Person["source"];
  readonly habit: Habit;
  readonly joined_days_ago: number;
  /** They said their birthday this time, too. */
  readonly tells_birthday: boolean;
  readonly tags: readonly string[];
}

const twin = (
  of: string,
  phone: string,
  [home, source, habit]: readonly [VenueKey, Person["source"], Habit],
  joined_days_ago: number,
  more: Partial<Pick<Twin, "tells_birthday" | "tags">> = {},
): Twin => ({ of, phone, home, source, habit, joined_days_ago, tells_birthday: true, tags: [], ...more });

const CLAIMANT = "江予舟";
const NAMESAKE = "白露";
const MERGED = "许南乔";

export const TWINS: readonly Twin[] = [
  twin("孟云舒", "18900021736", ["park", "front_desk", "now_and_then"], 96, { tags: ["亲子"] }),
  twin("苏木", "13100017719", ["mountain", "import", "now_and_then"], 1_012),
  twin("陆时雨", "18200010182", ["market", "till", "once"], 44, { tells_birthday: false }),
  twin("叶知秋", "15300038294", ["hotel", "front_desk", "regular"], 205, { tags: ["温泉"] }),
  twin("宋晚晴", "17800052290", ["museum", "sms", "once"], 71),
  twin(CLAIMANT, "19900006617", ["park", "sms", "now_and_then"], 63, { tags: ["拼团"] }),
  twin(NAMESAKE, "15800029926", ["museum", "sms", "once"], 118, { tells_birthday: false }),
  twin(MERGED, "18000003041", ["park", "till", "regular"], 152),
];

const ADDRESS: IdentityValue = { kind: "email", issuer: "", value: "yuzhou.jiang@example.com" };
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

type Pair = readonly [member_id: string, twin_id: string];

/** Looks for them as the server would, and has the head office decide the two that are plain. */
export async function findTwins(app: App, setting: Setting, souls: Souls, now: Date): Promise<void> {
  const people = [...souls];
  const cast = new Map(
    people.flatMap(([person, soul]) => (person.cast ? [[person.name, soul.member_id] as const] : [])),
  );
  const pairs = new Map(
    people.flatMap(([{ twin_of }, { member_id }]): [string, Pair][] =>
      twin_of === undefined ? [] : [[twin_of, [present(cast.get(twin_of), "one of the cast"), member_id]]],
    ),
  );
  const pairOf = (name: string) => present(pairs.get(name), "a twin of the world");
  const by = byHand(present(setting.head_office[0], "somebody of the head office"));
  const { tenant_id } = setting;
  await app.database.write(tenant_id, (tx) =>
    findDuplicates(
      tx,
      appAt(app, new Date(now.getTime() - 5 * HOUR_MS)),
      [...pairs.values()].map(([, twin_id]) => twin_id),
    ),
  );
  await claim(app, tenant_id, pairOf(CLAIMANT));
  await dismiss(appAt(app, new Date(now.getTime() - HOUR_MS)), tenant_id, pairOf(NAMESAKE), by);
  await merge(app, tenant_id, pairOf(MERGED), by, new Date(now.getTime() - 10 * MINUTE_MS));
}

/** Both have given one address: the second is refused, and the two are worth a look. */
async function claim(app: App, tenant_id: string, pair: Pair): Promise<void> {
  for (const member_id of pair) {
    const name = { member_id, identity: ADDRESS, source: "staff", is_verified: false };
    try {
      await app.database.write(tenant_id, (tx) => addIdentity(tx, app, name));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "identity_taken") throw error;
      await noteClaim(app, tenant_id, pair, ADDRESS.kind);
    }
  }
}

async function dismiss(app: App, tenant_id: string, [, member_id]: Pair, by: Caller): Promise<void> {
  await app.database.write(tenant_id, async (tx) => {
    const [found] = await listDuplicates(tx, app, { reach: EVERYBODY, state: "open", least: 0, member_id, limit: 1 });
    const { duplicate_id } = present(found, "a pair that was found");
    const reason = "电话核实：同名的两位客人";
    await dismissDuplicate(tx, app, { duplicate_id, reason }, { by, reach: EVERYBODY });
  });
}

async function merge(app: App, tenant_id: string, [winner_id, loser_id]: Pair, by: Caller, at: Date): Promise<void> {
  const input = { winner_id, loser_id, keep: {}, reason: "本人持证件确认，换过手机号" };
  await app.database.write(tenant_id, (tx) =>
    mergeMembers(tx, appAt(app, at), input, { by, reach: EVERYBODY, times: timesAt(at) }),
  );
}
