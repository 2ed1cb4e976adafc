// Two members who become one are inside where either is: the newer of their presences counts, whichever code is shown.
import { run } from "../../platform/db/sql.ts";
import { registerMerging } from "../../platform/merging.ts";
import { lockPresencesOfBoth, type LockPresencesOfBothRow, savePresences } from "./db/merging.gen.ts";

/** As plain JSON. */
type Kept = Omit<LockPresencesOfBothRow, "since"> & { since: string | null };

const plain = (row: LockPresencesOfBothRow): Kept => ({ ...row, since: row.since?.toISOString() ?? null });

registerMerging({
  room: "visits",
  merge: async (tx, _app, { winner_id, loser_id }) => {
    const { tenant_id } = tx;
    const rows = await run(tx, lockPresencesOfBoth, { tenant_id, member_ids: [winner_id, loser_id] });
    const own = new Map(rows.filter((row) => row.member_id === winner_id).map((row) => [row.venue_id, row]));
    const taken = rows
      .filter((row) => row.member_id === loser_id && row.since !== null)
      .map((row) => ({ theirs: row, mine: own.get(row.venue_id) }))
      .filter(({ theirs, mine }) => !mine?.since || (theirs.since ?? mine.since) > mine.since);
    const presences = taken.map(({ theirs }) => ({ ...plain(theirs), member_id: winner_id }));
    if (presences.length > 0) await run(tx, savePresences, { tenant_id, presences });
    return { did: { before: taken.flatMap(({ mine }) => (mine ? [plain(mine)] : [])), given: presences }, lines: [] };
  },
  unmerge: async (tx, _app, { winner_id, loser_id }, did) => {
    const { tenant_id } = tx;
    const [before, given] = [did["before"] as Kept[], did["given"] as Kept[]]; // what merge() above has written
    const rows = await run(tx, lockPresencesOfBoth, { tenant_id, member_ids: [winner_id, loser_id] });
    // Where they have not been since.
    const still = given.filter(({ venue_id, since, inside }) =>
      rows.some(
        (row) =>
          row.member_id === winner_id &&
          row.venue_id === venue_id &&
          row.inside === inside &&
          row.since?.toISOString() === since,
      ),
    );
    const presences = before.filter(({ venue_id }) => still.some((one) => one.venue_id === venue_id));
    if (presences.length > 0) await run(tx, savePresences, { tenant_id, presences });
    return [];
  },
});
