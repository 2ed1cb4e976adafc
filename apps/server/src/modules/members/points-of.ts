import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import * as sql from "./db/facts.gen.ts";

/** Points that expire within a year are told apart; farther ones would only be noise. */
const EXPIRING_WITHIN_MS = 366 * 86_400_000;

export interface Points {
  available: number;
  /** Earned, not yet spendable. */
  pending: number;
  pending_from: Date | null;
  /** What expires first. `at` is the first instant at which it is gone. */
  expiring: { amount: number; at: Date } | null;
  lifetime_earned: number;
}

const NONE: Points = { available: 0, pending: 0, pending_from: null, expiring: null, lifetime_earned: 0 };

export function expiringUntil(at: Date): Date {
  return new Date(at.getTime() + EXPIRING_WITHIN_MS);
}

/** What members hold at an instant of the tenant's time. Whoever never earned holds nothing. */
export async function pointsOf(
  db: Db,
  member_ids: readonly string[],
  at: Date,
): Promise<(member_id: string) => Points> {
  const rows = await run(db, sql.listPoints, {
    tenant_id: db.tenant_id,
    member_ids,
    at,
    expiring_until: expiringUntil(at),
  });
  const known = new Map(
    rows.map(({ member_id, expiring, expiring_at, ...points }) => [
      member_id,
      { ...points, expiring: expiring_at && expiring > 0 ? { amount: expiring, at: expiring_at } : null },
    ]),
  );
  return (member_id) => known.get(member_id) ?? NONE;
}

/** What one member holds now, in the tenant's time. */
export async function pointsAt(db: Db, { runtime }: Pick<Keyed, "runtime">, member_id: string): Promise<Points> {
  const at = tenantNow(await getTenant(db), runtime);
  return (await pointsOf(db, [member_id], at))(member_id);
}
