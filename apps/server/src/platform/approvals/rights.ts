import type { Auth } from "../http/auth.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db } from "../db/pool.ts";
import { findPerson } from "../people.ts";
import { DELEGATION_COLUMNS } from "./delegations.ts";
import type { Approval } from "./approval.ts";
import { listOperations } from "./operations.ts";

/** A reach within which somebody may decide: their own, or one that a colleague has lent them. */
export interface Right {
  /** Operations they may say yes to. */
  kinds: readonly string[];
  scope: Auth["scope"];
  /** Null: their own. */
  delegation: { delegation_id: string; from_staff_id: string } | null;
}

const kindsOf = (may: (permission: string) => boolean) =>
  listOperations().flatMap(({ kind, permission }) => (may(permission) ? [kind] : []));

/**
 * What a caller may decide now. A lent right reaches no further than its lender's own does at this moment, and is made
 * of the lender's own permissions only: what was lent cannot be lent on.
 */
export async function rightsOf(db: Db, auth: Auth, now: Date): Promise<Right[]> {
  const own: Right = {
    kinds: kindsOf((permission) => auth.permissions.has(permission)),
    scope: auth.scope,
    delegation: null,
  };
  if (auth.staff_id === undefined) return [own];
  const lent = await db.all(
    sql_builder
      .selectFrom("platform.delegation")
      .select(DELEGATION_COLUMNS)
      .where("tenant_id", "=", db.tenant_id)
      .where("to_staff_id", "=", auth.staff_id)
      .where("valid_from", "<=", now)
      .where("valid_until", ">", now)
      .where("ended_at", "is", null)
      .orderBy("delegation_id"),
  );
  const rights = [own];
  for (const { delegation_id, from_staff_id, permissions } of lent) {
    const lender = await findPerson(db, "staff", from_staff_id);
    if (!lender?.is_active) continue;
    const kinds = kindsOf((permission) => permissions.includes(permission) && lender.permissions.has(permission));
    rights.push({ kinds, scope: lender.scope, delegation: { delegation_id, from_staff_id } });
  }
  return rights;
}

const covers = (scope: Auth["scope"], unit_id: string | null) =>
  scope === "all" || (unit_id !== null && scope.includes(unit_id));

export const isOwnRequest = (
  { requested_by_kind, requested_by }: Pick<Approval, "requested_by_kind" | "requested_by">,
  auth: Auth,
) => requested_by === (requested_by_kind === "staff" ? auth.staff_id : auth.key_id);

/** Whether one hand asks and decides: a key acts for whoever made it. */
export async function isOneHand(
  db: Db,
  approval: Pick<Approval, "requested_by_kind" | "requested_by">,
  auth: Auth,
): Promise<boolean> {
  const asker = await handOf(db, approval.requested_by_kind === "api_key" ? approval.requested_by : undefined);
  const decider = await handOf(db, auth.key_id);
  return (asker ?? approval.requested_by) === (decider ?? auth.staff_id ?? auth.key_id);
}

const handOf = async (db: Db, key_id: string | undefined) =>
  key_id === undefined ? undefined : (await findPerson(db, "api_key", key_id))?.made_by;

/** The right by which this request may be decided. Nobody who stands in for the requester decides for them. */
export function findRight(
  rights: readonly Right[],
  approval: Pick<Approval, "kind" | "unit_id" | "requested_by">,
): Right | undefined {
  return rights.find(
    ({ kinds, scope, delegation }) =>
      kinds.includes(approval.kind) &&
      covers(scope, approval.unit_id) &&
      delegation?.from_staff_id !== approval.requested_by,
  );
}

/** Their own requests, those they may decide, and with `approvals:read` all of their scope. */
export function maySee(approval: Approval, auth: Auth, rights: readonly Right[]): boolean {
  if (isOwnRequest(approval, auth) || findRight(rights, approval)) return true;
  return auth.permissions.has("approvals:read") && covers(auth.scope, approval.unit_id);
}
