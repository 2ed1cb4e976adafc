import type { App } from "../../../platform/app.ts";
import { type LoggedEvent } from "../../../platform/events/sequencer.ts";
import { findDuplicates } from "./find.ts";

const NAME = "members.duplicates";
const EVENTS = 500;
const TYPES = [
  "member.registered",
  "member.updated",
  "member.merged",
  "member.unmerged",
  "household.member_joined",
  "household.member_left",
];

/** Whoever came or changed is compared with those who are there: many at a time, so that an import is read as fast as it is written. */
export async function watchForDuplicates({ database, ...app }: App): Promise<number> {
  const events = await database.call<LoggedEvent>({
    name: "read_events",
    text: "select * from platform.read_events($1, $2, $3)",
    values: [NAME, TYPES, EVENTS],
  });
  const last = events.at(-1);
  if (!last) return 0;
  for (const [tenant_id, told] of Map.groupBy(events, (event) => event.tenant_id)) {
    const member_ids = new Set(told.flatMap(({ subject_id, payload }) => [subject_id, payload["other_member_id"]]));
    const named = [...member_ids].filter((id): id is string => typeof id === "string");
    await database.write(tenant_id, (tx) => findDuplicates(tx, app, named));
  }
  await database.call({ text: "select platform.advance_consumer($1, $2)", values: [NAME, last.position] });
  return events.length;
}
