// Everybody becomes a member, through the same door as a file import.
import { registerMembersBulk, tagMembers, updateMember } from "../modules/members/index.ts";
import { lunarOf, solarBirth } from "../modules/org/index.ts";
import { importTiers, setTier } from "../modules/tiers/index.ts";
import type { Keyed } from "../platform/crypto/secrets.ts";
import type { Database } from "../platform/db/pool.ts";
import { assert, present } from "../platform/kernel/assert.ts";
import { fixedClock } from "../platform/kernel/clock.ts";
import { createIds } from "../platform/kernel/ids.ts";
import { diceOf } from "./dice.ts";
import type { Person } from "./people.ts";
import type { Setting } from "./setting.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";

/** What the world remembers of a member while it is being made. */
export interface Soul {
  readonly member_id: string;
  wallet_fen: number;
  points: number;
}

export type Souls = ReadonlyMap<Person, Soul>;

const PER_STATEMENT = 1000;
const BLOCKED_SHARE = 0.0008;

/** `people` in the order in which they joined. */
export async function registerEverybody(
  database: Database,
  app: Keyed,
  setting: Setting,
  people: readonly Person[],
  onBatch: (count: number) => void,
): Promise<Souls> {
  const souls = new Map<Person, Soul>();
  for (let start = 0; start < people.length; start += PER_STATEMENT) {
    const batch = people.slice(start, start + PER_STATEMENT);
    const clock = fixedClock(present(batch.at(-1), "a batch has people").joined_at);
    const then: Keyed = { ...app, runtime: { ...app.runtime, clock, ids: createIds(clock, app.runtime.random) } };
    await database.write(setting.tenant_id, async (tx) => {
      const results = await registerMembersBulk(
        tx,
        then,
        batch.map((person, index) => toMember(setting, person, start + index)),
      );
      results.forEach((result, index) => {
        assert(result.status === "created", "everybody of the demo world is new");
        souls.set(batch[index] as Person, { member_id: result.member_id, wallet_fen: 0, points: 0 });
      });
      await tagMembers(tx, then, tagsOf(setting, souls, batch));
      await importTiers(tx, then.runtime, "由旧系统转入", tiersOf(souls, batch));
    });
    onBatch(batch.length);
  }
  return souls;
}

function toMember({ venues }: Setting, person: Person, number: number) {
  const { name, phone, source, birthday, language, joined_at, home } = person;
  // The old keep the calendar they grew up with.
  const keeps_lunar = birthday !== undefined && (birthday < "1966" || person.cast?.keeps_lunar === true);
  const lunar = keeps_lunar ? lunarOf(birthday) : undefined;
  const birth = lunar
    ? { calendar: "lunar" as const, ...lunar }
    : birthday === undefined
      ? undefined
      : solarBirth(birthday);
  const external_id = `YX${String(number + 1).padStart(6, "0")}`;
  return { name, phone, source, birth, language, joined_at, external_id, home_unit_id: venues[home].unit_id };
}

function tagsOf({ tags }: Setting, souls: Souls, batch: readonly Person[]) {
  return batch.flatMap((person) => {
    const { member_id } = present(souls.get(person), "a registered person");
    return person.tags.map((tag) => ({ member_id, tag_id: present(tags.get(tag), "a tag of the world") }));
  });
}

/** Who comes often has a better card, from the day of joining on; everybody else the first one. */
function tiersOf(souls: Souls, batch: readonly Person[]) {
  return batch.flatMap((person) => {
    const tier_code = tierOf(person);
    const { member_id } = present(souls.get(person), "a registered person");
    return tier_code === undefined ? [] : [{ member_id, tier_code, valid_from: person.joined_at }];
  });
}

function tierOf({ habit, tags, cast }: Person): "silver" | "gold" | "diamond" | undefined {
  if (cast) return undefined; // theirs come in the end
  const is_wealthy = tags.includes("高净值");
  if (habit === "devoted") return is_wealthy ? "diamond" : "gold";
  if (habit === "regular") return is_wealthy ? "gold" : "silver";
  return undefined;
}

/** A few are blocked in the end, after a life like everybody's. */
export async function blockSome(database: Database, app: Keyed, setting: Setting, souls: Souls): Promise<void> {
  const blocked = [...souls].filter(
    ([person]) => !person.cast && diceOf(`${person.key} blocked`).chance(BLOCKED_SHARE),
  );
  await database.write(setting.tenant_id, async (tx) => {
    for (const [, { member_id }] of blocked) {
      const target = { member_id, reach: EVERYBODY, version: undefined } as const;
      await updateMember(tx, app, target, { status: "blocked", reason: "多次转借会员码" });
    }
  });
}

/** The people of the drawn pages get their tiers in the end: what they earned before was earned without. */
export async function rankCast(database: Database, app: Keyed, setting: Setting, souls: Souls): Promise<void> {
  const last_day = `${Number(app.runtime.clock.now().toISOString().slice(0, 4)) + 1}-12-31`;
  await database.write(setting.tenant_id, async (tx) => {
    for (const [{ cast, tags }, { member_id }] of souls) {
      if (!cast) continue;
      const earned = cast.habit === "devoted" ? "gold" : "silver";
      const tier_code = tags.includes("高净值") ? "diamond" : earned;
      await setTier(tx, app, { member_id, tier_code, reason: "年度升级", last_day, by: null });
    }
  });
}
