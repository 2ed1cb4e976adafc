import type { App } from "../../../platform/app.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Merge } from "../../../platform/merging.ts";
import { endMembership, lockHousehold } from "../db/households.gen.ts";

type Role = "guardian" | "spouse" | "child" | "other";

/** Points somebody may take out of the pool in a month; null: as many as there are. */
type Limit = number | null;

/** `moved`: the winner is in the loser's household in their place. `left`: both were in one. Undefined: the loser was in none. */
export type HouseholdDid =
  | {
      how: "moved" | "left";
      household_id: string;
      role: Role;
      winner_role: Role | null;
      after: Role;
      /** What each was allowed, and the person is; absent in merges from before. */
      limits?: { loser: Limit; winner: Limit; after: Limit };
    }
  | undefined;

/** Before anybody's own rows, as whoever changes a household does: a guardian who leaves meanwhile is the last one or is not. */
export async function lockHouseholdsOf(tx: Tx, member_ids: readonly string[]): Promise<void> {
  const memberships = await currentOf(tx, member_ids);
  for (const household_id of [...new Set(memberships.map((one) => one.household_id))].toSorted())
    await run(tx, lockHousehold, { tenant_id: tx.tenant_id, household_id });
}

/** @throws merge_households when they belong to two: one of them has to leave first */
export async function mergeHouseholds(tx: Tx, app: App, merge: Merge): Promise<HouseholdDid> {
  const memberships = await currentOf(tx, [merge.winner_id, merge.loser_id]);
  const own = memberships.find((one) => one.member_id === merge.winner_id);
  const theirs = memberships.find((one) => one.member_id === merge.loser_id);
  if (!theirs) return undefined;
  if (own && own.household_id !== theirs.household_id) throw new AppError("merge_households");
  const { household_id, role, monthly_limit } = theirs;
  await end(tx, household_id, merge.loser_id, merge.times.now);
  if (!own) {
    await enter(tx, app, { household_id, member_id: merge.winner_id, role, monthly_limit, at: merge.times.now });
    const limits = { loser: monthly_limit, winner: null, after: monthly_limit };
    return { how: "moved", household_id, role, winner_role: null, after: role, limits };
  }
  // A household keeps its guardian, and its pool the stricter limit.
  const after = role === "guardian" ? role : own.role;
  const limits = { loser: monthly_limit, winner: own.monthly_limit, after: stricter(monthly_limit, own.monthly_limit) };
  await change(tx, own.household_member_id, { role: after, monthly_limit: limits.after });
  return { how: "left", household_id, role, winner_role: own.role, after, limits };
}

const stricter = (a: Limit, b: Limit): Limit => (a === null ? b : b === null ? a : Math.min(a, b));

export async function unmergeHouseholds(tx: Tx, app: App, merge: Merge, did: HouseholdDid): Promise<void> {
  if (!did) return;
  const memberships = await currentOf(tx, [merge.winner_id, merge.loser_id]);
  const own = memberships.find((one) => one.member_id === merge.winner_id);
  // The winner has left meanwhile, and with them the loser; or somebody has brought the loser back already.
  if (own?.household_id !== did.household_id || memberships.some((one) => one.member_id === merge.loser_id)) return;
  const { household_id, role, limits } = did;
  // What a guardian has settled since stands for both.
  const is_settled = limits !== undefined && own.monthly_limit !== limits.after;
  const monthly_limit = !limits || is_settled ? own.monthly_limit : limits.loser;
  if (did.how === "moved") await end(tx, household_id, merge.winner_id, merge.times.now);
  else
    await change(tx, own.household_member_id, {
      role: own.role === did.after && did.winner_role !== null ? did.winner_role : own.role,
      monthly_limit: !limits || is_settled ? own.monthly_limit : limits.winner,
    });
  await enter(tx, app, { household_id, member_id: merge.loser_id, role, monthly_limit, at: merge.times.now });
}

function currentOf(tx: Tx, member_ids: readonly string[]) {
  return tx.all(
    sql_builder
      .selectFrom("members.household_member")
      .select(["household_member_id", "household_id", "member_id", "role", "monthly_limit"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "in", member_ids)
      .where("left_at", "is", null),
  );
}

const end = (tx: Tx, household_id: string, member_id: string, left_at: Date) =>
  run(tx, endMembership, { tenant_id: tx.tenant_id, household_id, member_id, left_at });

const change = (tx: Tx, household_member_id: string, set: { role: Role; monthly_limit: Limit }) =>
  tx.run(
    sql_builder
      .updateTable("members.household_member")
      .set(set)
      .where("tenant_id", "=", tx.tenant_id)
      .where("household_member_id", "=", household_member_id),
  );

const enter = (
  tx: Tx,
  app: App,
  { at, ...membership }: { household_id: string; member_id: string; role: Role; monthly_limit: Limit; at: Date },
) =>
  tx.run(
    sql_builder.insertInto("members.household_member").values({
      tenant_id: tx.tenant_id,
      household_member_id: app.runtime.ids.next(),
      ...membership,
      joined_at: at,
    }),
  );
