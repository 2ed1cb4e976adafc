// One tenant's world: everybody joins, then the days are told one after the other by two hands.
import { keepPrivacy } from "./privacy.ts";
import { runDueTimers } from "../platform/jobs/timers.ts";
import type { App } from "../platform/app.ts";
import { fixedClock } from "../platform/kernel/clock.ts";
import { type BusinessDate, instantOf } from "../platform/kernel/dates.ts";
import { createIds } from "../platform/kernel/ids.ts";
import { correctSome } from "./by-hand.ts";
import { foundFamily } from "./family.ts";
import { followOnWechat } from "./wechat.ts";
import { writeRecords } from "./records.ts";
import { findTwins } from "./twins.ts";
import { createLane } from "./chronicle.ts";
import { happeningsOn } from "./days.ts";
import { askForLargeRefund } from "./large-refund.ts";
import { drawLives, type Lives, type Visit } from "./lives.ts";
import { drawPeople, type WorldSize } from "./people.ts";
import { TIME_ZONE } from "./places.ts";
import { blockSome, rankCast, registerEverybody } from "./register.ts";
import type { Setting } from "./setting.ts";

export type { WorldSize } from "./people.ts";

export interface WorldInput {
  readonly app: App;
  readonly seed: string;
  readonly setting: Setting;
  readonly size: WorldSize;
  readonly now: Date;
  /** Without statistics the planner reads whole tables once per line of a batch. */
  readonly gatherStatistics: () => Promise<void>;
  readonly onProgress: (progress: { fraction: number; label: string }) => void;
}

/** As many as the smallest machine has cores. */
const HANDS = 2;
const REGISTERING_SHARE = 0.14;
/** After how many batches of the first hand the planner is told what has come. */
const STATISTICS_AFTER = [3, 60];
/** Days with few visits are told together: the years before the full history are thin. */
const VISITS_A_BATCH = 60;
const DAYS_A_BATCH = 7;

export async function makeWorld(input: WorldInput): Promise<void> {
  const { app, setting, size, now, onProgress } = input;
  const people = drawPeople(input.seed, size, now);
  let joined = 0;
  const souls = await registerEverybody(app.database, app, setting, people, (count) => {
    joined += count;
    onProgress({ fraction: (REGISTERING_SHARE * joined) / people.length, label: `${joined} members` });
  });
  await input.gatherStatistics();
  const hands = Array.from({ length: HANDS }, (_, hand) =>
    drawLives(
      people.filter((_person, index) => index % HANDS === hand),
      size,
      now,
    ),
  );
  const visits = hands.reduce((sum, lives) => sum + countVisits(lives), 0);
  let told = 0;
  const onBatch = ({ date, visits: { length } }: Batch) => {
    told += length;
    onProgress({ fraction: REGISTERING_SHARE + (1 - REGISTERING_SHARE) * (told / Math.max(1, visits)), label: date });
  };
  const lanes = hands.map((lives) => ({ lives, lane: createLane(app.database, app.runtime.random, setting, souls) }));
  let batches = 0;
  for (const year of yearsOf(hands)) {
    await Promise.all(
      lanes.map(async ({ lives, lane }, hand) => {
        for (const batch of batchesOf(lives, year)) {
          await lane.write(happeningsOn(batch.date, batch.visits, now));
          onBatch(batch);
          if (hand === 0 && STATISTICS_AFTER.includes(++batches)) await input.gatherStatistics();
        }
      }),
    );
    await endYear(input, year);
  }
  await blockSome(app.database, app, setting, souls);
  await rankCast(app.database, app, setting, souls);
  await correctSome(app, setting, souls, now);
  await askForLargeRefund(app, setting, now);
  await foundFamily(app, setting, souls, now);
  await keepPrivacy(app, setting, souls, now);
  await followOnWechat(app, setting, souls, now);
  await writeRecords(app, setting, souls, now);
  await findTwins(app, setting, souls, now);
}

function countVisits({ visits }: Lives): number {
  return [...visits.values()].reduce((sum, list) => sum + list.length, 0);
}

function yearsOf(hands: readonly Lives[]): number[] {
  return [...new Set(hands.flatMap(({ dates }) => dates.map((date) => Number(date.slice(0, 4)))))].sort(
    (a, b) => a - b,
  );
}

interface Batch {
  /** The last day of it. */
  readonly date: BusinessDate;
  readonly visits: readonly Visit[];
}

function* batchesOf({ dates, visits }: Lives, year: number): Generator<Batch> {
  let waiting: Visit[] = [];
  let days = 0;
  const own = dates.filter((date) => date.startsWith(String(year)));
  for (const [index, date] of own.entries()) {
    waiting.push(...(visits.get(date) ?? []));
    days += 1;
    if (waiting.length < VISITS_A_BATCH && days < DAYS_A_BATCH && index < own.length - 1) continue;
    yield { date, visits: waiting };
    waiting = [];
    days = 0;
  }
}

/** At midnight after 31 December what has run out leaves the accounts, before anybody buys in the new year. */
async function endYear({ app, setting, now }: WorldInput, year: number): Promise<void> {
  const midnight = instantOf(`${year + 1}-01-01`, TIME_ZONE);
  if (midnight > now) return;
  const clock = fixedClock(midnight);
  const runtime = { clock, random: app.runtime.random, ids: createIds(clock, app.runtime.random) };
  const { tenant_id } = setting;
  const input = { tenant_id, until: midnight, budget_ms: Number.POSITIVE_INFINITY };
  const { failures } = await runDueTimers(app.database, runtime, input);
  if (failures[0]) throw failures[0].error;
}
