import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import type { Group } from "../../rules/index.ts";
import * as sql from "../db/tags.gen.ts";
import { changesOf, type TagChange, type TagRule } from "../domain/tag-rules.ts";
import type { Reckoning } from "../figures/refresh.ts";
import { readMemberFacts } from "./member-facts.ts";

/** The rules as they are now; of one tag or of all. */
export async function readTagRules(tx: Tx, tag_id: string | null = null): Promise<TagRule[]> {
  const rows = await run(tx, sql.listAutomaticTags, { tenant_id: tx.tenant_id, tag_id });
  // A rule was read by its schema when it was written.
  return rows.map((row) => ({ ...row, rule: row.rule as Group }));
}

/**
 * Gives and takes automatic tags so that the rules are right about these people. Whoever calls holds the tenant's figures
 * (`lockFigures`), so that nobody is judged twice at a time.
 */
export async function evaluateTags(
  tx: Tx,
  { runtime }: Pick<Keyed, "runtime">,
  member_ids: readonly string[],
  reckoning: Reckoning,
  rules?: readonly TagRule[],
): Promise<number> {
  const { tenant_id } = tx;
  const judged = rules ?? (await readTagRules(tx));
  if (judged.length === 0 || member_ids.length === 0) return 0;
  const people = await readMemberFacts(tx, member_ids, reckoning);
  const tag_ids = judged.map(({ tag_id }) => tag_id);
  const rows = await run(tx, sql.listHeldTags, { tenant_id, member_ids: [...people.keys()], tag_ids });
  const held = new Set(rows.map((row) => `${row.tag_id} ${row.member_id}`));
  const changes = changesOf(judged, people, held);
  await writeChanges(tx, runtime, changes, reckoning.now);
  return changes.length;
}

async function writeChanges(tx: Tx, runtime: Keyed["runtime"], changes: readonly TagChange[], at: Date) {
  if (changes.length === 0) return;
  const { tenant_id } = tx;
  const [given, taken] = [changes.filter((one) => one.added), changes.filter((one) => !one.added)];
  if (given.length > 0) await run(tx, sql.giveTagsTo, { tenant_id, given, at });
  if (taken.length > 0) await run(tx, sql.takeTagsFrom, { tenant_id, taken });
  const hits = changes.map((change) => ({ ...change, tag_hit_id: runtime.ids.next() }));
  await run(tx, sql.writeHits, { tenant_id, hits, at });
  const members = Map.groupBy(changes, (change) => change.member_id);
  await appendEvents(
    tx,
    [...members].map(([member_id, own]) => ({
      event_id: runtime.ids.next(),
      type: "member.tags_changed",
      subject_id: member_id,
      payload: {
        member_id,
        added: own.filter((one) => one.added).map((one) => one.tag_id),
        removed: own.filter((one) => !one.added).map((one) => one.tag_id),
      },
      business_time: at,
      recorded_at: runtime.clock.now(),
    })),
  );
}
