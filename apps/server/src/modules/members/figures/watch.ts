// Counts what members do from what tills and gates tell, so that nobody has to count it when it is asked for.
import type { App } from "../../../platform/app.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { LoggedEvent } from "../../../platform/events/sequencer.ts";
import { readConsumers } from "../../../platform/operations/figures.ts";
import * as sql from "../db/figures.gen.ts";
import { activityOf } from "../domain/activity.ts";
import { evaluateTags } from "../tags/evaluate-tags.ts";
import { armDailyRoll } from "./daily-roll.ts";
import { readReckoning, refreshFigures } from "./refresh.ts";

const NAME = "members.figures";
const EVENTS = 1_000;
const TYPES = [
  "member.registered",
  "member.updated",
  "member.merged",
  "member.unmerged",
  "purchase.committed",
  "purchase.refunded",
  "visit.admitted",
  "tier.changed",
];

/** Each event counts once, however often it is read: a tenant's place in the log moves with what it counted. */
export async function keepFigures({ database, ...app }: App, at_most = EVENTS): Promise<number> {
  const events = await database.call<LoggedEvent>({
    name: "read_events",
    text: "select * from platform.read_events($1, $2, $3)",
    values: [NAME, TYPES, at_most],
  });
  const last = events.at(-1);
  if (!last) return 0;
  for (const [tenant_id, told] of Map.groupBy(events, (event) => event.tenant_id)) {
    await database.write(tenant_id, (tx) => countEvents(tx, app, told));
  }
  await database.call({ text: "select platform.advance_consumer($1, $2)", values: [NAME, last.position] });
  return events.length;
}

/** Whether so much has happened since that figures say less than is true: after a large import, for some seconds. */
export async function figuresAreBehind({ database }: Pick<App, "database">): Promise<boolean> {
  const reader = (await readConsumers(database)).find((one) => one.name === NAME);
  return reader !== undefined && reader.behind > EVENTS;
}

async function countEvents(tx: Tx, app: Omit<App, "database">, told: readonly LoggedEvent[]): Promise<void> {
  const { tenant_id } = tx;
  const { position } = await run(tx, sql.lockFigures, { tenant_id });
  const events = told.filter((event) => event.position > position);
  const last = events.at(-1);
  if (!last) return;
  const reckoning = await readReckoning(tx, app);
  const days = activityOf(events, reckoning.time_zone);
  if (days.length > 0) await run(tx, sql.countActivity, { tenant_id, days });
  const tiers = tiersOf(events);
  if (tiers.length > 0) await run(tx, sql.noteTiers, { tenant_id, tiers });
  const persons = await personsIn(tx, events);
  await refreshFigures(tx, app, persons, reckoning);
  await evaluateTags(tx, app, persons, reckoning);
  await armDailyRoll(tx, reckoning);
  await run(tx, sql.moveFigures, { tenant_id, position: last.position });
}

/** The newest tier of each. */
function tiersOf(events: readonly LoggedEvent[]) {
  const changes = events.filter((event) => event.type === "tier.changed");
  const newest = new Map(changes.map((event) => [event.subject_id, event.payload]));
  return [...newest].map(([member_id, { to, last_day }]) => ({
    member_id,
    tier_code: String(to),
    tier_until: typeof last_day === "string" ? last_day : null,
  }));
}

/** Whom they are about: the rows that are named, and who answers for them now. */
async function personsIn(tx: Tx, events: readonly LoggedEvent[]): Promise<string[]> {
  const named = events.flatMap(({ subject_id, payload }) => [
    subject_id,
    payload["other_member_id"],
    payload["buyer_id"],
  ]);
  const member_ids = [...new Set(named.filter((id): id is string => typeof id === "string"))];
  const rows = await run(tx, sql.personsOf, { tenant_id: tx.tenant_id, member_ids });
  return [...new Set(rows.flatMap((row) => [row.member_id, row.person_id]))].toSorted();
}
