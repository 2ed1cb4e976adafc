// Members who become one have said yes here and no there: any no stands. What only one of them was asked is what they said.
import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { type Merge, type MergeLine, registerMerging } from "../../platform/merging.ts";
import type { Purpose } from "./domain/purposes.ts";
import { listStandings, type Standing } from "./read-consents.ts";
import { recordConsent } from "./record-consent.ts";

interface Change {
  purpose: Purpose;
  consent_id: string;
  /** What the winner had said before; null: nothing. */
  before: { state: "granted" | "withdrawn"; text_version: string } | null;
}

registerMerging({
  room: "consents",
  merge: async (tx, app, merge) => {
    const [own, theirs] = await Promise.all([listStandings(tx, merge.winner_id), listStandings(tx, merge.loser_id)]);
    const changes: Change[] = [];
    const lines: MergeLine[] = [];
    for (const purpose of new Set([...own, ...theirs].map((standing) => standing.purpose))) {
      const [mine, other] = [own, theirs].map((all) => all.find((one) => one.purpose === purpose));
      const after = survivorOf(mine, other);
      lines.push({
        what: `consent.${purpose}`,
        winner: mine?.state ?? null,
        loser: other?.state ?? null,
        after: after.state,
        unit: "code",
      });
      if (after === mine) continue;
      const consent_id = await say(tx, app, merge, purpose as Purpose, after);
      if (consent_id === undefined) continue;
      const before = mine ? { state: mine.state, text_version: mine.text_version } : null;
      changes.push({ purpose: purpose as Purpose, consent_id, before });
    }
    return { did: { changes }, lines: lines.filter(({ winner, loser }) => winner !== loser) };
  },
  unmerge: async (tx, app, merge, did) => {
    const changes = did["changes"] as Change[]; // what merge() above has written
    const standing = await listStandings(tx, merge.winner_id);
    for (const { purpose, consent_id, before } of changes) {
      // What they have said since is their own word.
      if (!standing.some((one) => one.purpose === purpose && one.consent_id === consent_id)) continue;
      if (before) await say(tx, app, merge, purpose, before);
      else await forget(tx, merge.winner_id, purpose);
    }
    return [];
  },
});

function survivorOf(mine: Standing | undefined, other: Standing | undefined): Standing {
  if (other && (!mine || (mine.state === "granted" && other.state === "withdrawn"))) return other;
  if (!mine) throw new Error("one of them has said something");
  return mine;
}

async function say(
  tx: Tx,
  app: App,
  { winner_id, by }: Merge,
  purpose: Purpose,
  { state, text_version }: Pick<Standing, "state" | "text_version">,
): Promise<string | undefined> {
  const done = await recordConsent(tx, app, {
    member_id: winner_id,
    purpose,
    action: state,
    text_version,
    language: "zh-CN",
    channel: "merge",
    actor: by.actor,
    actor_id: by.actor_id,
    ip: null,
  });
  return done.recorded ? done.consent_id : undefined;
}

/** The chain keeps what was written; what counts is again that nothing was said. */
const forget = (tx: Tx, member_id: string, purpose: Purpose) =>
  tx.run(
    sql_builder
      .deleteFrom("consents.standing")
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id)
      .where("purpose", "=", purpose),
  );
