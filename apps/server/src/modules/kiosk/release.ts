// A colleague who answered a call may let whoever stands there go on: they look at the person, and type a code that only they were told.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed, Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { KioskVisit } from "./visits.ts";

/** From the answer on: they walk to the kiosk, and look. */
const RELEASE_MINUTES = 15;
const MOST_TRIES = 5;
const CODES = 1_000_000;

/** Nothing is kept of it: it follows from the call, which is one kiosk's and one colleague's. */
export function releaseCodeOf(secrets: Secrets, call_id: string, version = secrets.current_version): string {
  const mac = createHmac("sha256", secrets.key("kiosk-release", version)).update(call_id).digest();
  return String(mac.readUInt32BE(0) % CODES).padStart(6, "0");
}

const isCodeOf = ({ secrets }: Keyed, call_id: string, code: string): boolean =>
  secrets.versions.some((version) => {
    const [right, given] = [Buffer.from(releaseCodeOf(secrets, call_id, version)), Buffer.from(code)];
    return right.length === given.length && timingSafeEqual(right, given);
  });

export type Released = "released" | "kiosk_release_wrong";

/** Refusals are values: a wrong guess counts. A code works once. `caller`: who types is the colleague who answered. */
export async function releaseVisit(
  tx: Tx,
  app: Keyed,
  { device_id, visit_id }: { device_id: string; visit_id: KioskVisit["visit_id"] },
  code: string,
  by: (staff_id: string) => By,
): Promise<Released> {
  const now = app.runtime.clock.now();
  const call = await tx.first(
    sql_builder
      .selectFrom("kiosk.call")
      .select(["call_id", "answered_by"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("device_id", "=", device_id)
      .where("answered_by", "is not", null)
      .where("answered_at", ">=", new Date(now.getTime() - RELEASE_MINUTES * 60_000))
      .where("released_at", "is", null)
      .where("release_tries", "<", MOST_TRIES)
      .orderBy("answered_at", "desc")
      .limit(1)
      .forNoKeyUpdate(),
  );
  if (!call || call.answered_by === null) return "kiosk_release_wrong";
  const { call_id, answered_by } = call;
  const is_right = isCodeOf(app, call_id, code);
  await tx.run(
    sql_builder
      .updateTable("kiosk.call")
      .set((eb) => (is_right ? { released_at: now } : { release_tries: eb("release_tries", "+", 1) }))
      .where("tenant_id", "=", tx.tenant_id)
      .where("call_id", "=", call_id),
  );
  if (!is_right) return "kiosk_release_wrong";
  await tx.run(
    sql_builder
      .updateTable("kiosk.visit")
      .set({ vouched_by: answered_by })
      .where("tenant_id", "=", tx.tenant_id)
      .where("device_id", "=", device_id)
      .where("visit_id", "=", visit_id),
  );
  await recordAudit(tx, app.runtime, by(answered_by), {
    action: "kiosk_call.released",
    subject: { kind: "kiosk_call", id: call_id },
  });
  return "released";
}
