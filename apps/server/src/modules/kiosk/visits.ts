import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";

export const PROOFS = ["member_code", "card", "phone"] as const;
export type Proof = (typeof PROOFS)[number];

/** Somebody stands at a kiosk and has shown who they are. */
export interface KioskVisit {
  visit_id: string;
  member_id: string;
  proof: Proof;
  expires_at: Date;
  /** Who of the house has looked at them; null: nobody. */
  vouched_by: string | null;
}

/** The screen is wiped long before; this is for a kiosk that lost its network or its power. */
const VISIT_MINUTES = 10;

/** Opens a visit and ends the one before: one person stands at a kiosk. */
export async function openVisit(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  input: { device_id: string; member_id: string; proof: Proof },
): Promise<KioskVisit> {
  const opened_at = runtime.clock.now();
  const expires_at = new Date(opened_at.getTime() + VISIT_MINUTES * 60_000);
  const { device_id, member_id, proof } = input;
  const visit = { visit_id: runtime.ids.next(), member_id, proof, opened_at, expires_at, vouched_by: null };
  await tx.run(
    sql_builder
      .insertInto("kiosk.visit")
      .values({ tenant_id: tx.tenant_id, device_id, ...visit })
      .onConflict((conflict) => conflict.columns(["tenant_id", "device_id"]).doUpdateSet(visit)),
  );
  return visit;
}

interface Named {
  device_id: string;
  visit_id: string;
}

/** The visit under way at this kiosk. @throws kiosk_visit_over */
export async function getVisit(db: Db, { runtime }: { runtime: Runtime }, named: Named): Promise<KioskVisit> {
  const visit = await db.first(
    sql_builder
      .selectFrom("kiosk.visit")
      .select(["visit_id", "member_id", "proof", "expires_at", "vouched_by"])
      .where("tenant_id", "=", db.tenant_id)
      .where("device_id", "=", named.device_id)
      .where("visit_id", "=", named.visit_id)
      .where("expires_at", ">", runtime.clock.now()),
  );
  if (!visit) throw new AppError("kiosk_visit_over");
  return visit;
}

/** Whoever has gone is not known here any more. @throws kiosk_visit_over */
export async function endVisit(tx: Tx, { device_id, visit_id }: Named): Promise<void> {
  const ended = await tx.first(
    sql_builder
      .deleteFrom("kiosk.visit")
      .where("tenant_id", "=", tx.tenant_id)
      .where("device_id", "=", device_id)
      .where("visit_id", "=", visit_id)
      .returning("visit_id"),
  );
  if (!ended) throw new AppError("kiosk_visit_over");
}
