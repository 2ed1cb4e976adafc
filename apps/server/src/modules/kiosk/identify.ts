import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { type MeetingAtKiosk, meetByPhone, readIdentity, resolveMember } from "../members/index.ts";
import { type KioskVisit, openVisit } from "./visits.ts";

const MEMBER_CODE = /^\s*HY1\./;

/**
 * Whoever shows a member code or a card: a scanner types what it reads, and only what it read says which it was.
 * @throws code_invalid · code_expired · not_found · sign_in_blocked
 */
export async function identifyByShown(
  tx: Tx,
  app: Keyed,
  { device_id, shown }: { device_id: string; shown: string },
): Promise<KioskVisit> {
  const is_code = MEMBER_CODE.test(shown);
  const { member_id, block_scopes } = await resolveMember(
    tx,
    app,
    is_code ? { member_code: shown.trim() } : { card_no: cardOf(shown) },
    EVERYBODY,
  );
  if (block_scopes?.includes("sign_in")) throw new AppError("sign_in_blocked");
  return openVisit(tx, app, { device_id, member_id, proof: is_code ? "member_code" : "card" });
}

/** As cards are compared, however they were printed. @throws not_found */
export function cardOf(text: string): string {
  const read = readIdentity("card", undefined, text);
  if (typeof read === "string") throw new AppError("not_found");
  return read.value;
}

export type PhoneMet =
  | { outcome: "signed_in"; visit: KioskVisit; registered: boolean }
  | { outcome: "code_wrong" | "code_expired" | "consent_required" | "sign_in_blocked" };

/** Whoever proves a phone by its code; who is new becomes a member of this unit, if they agree. Refusals are values: a wrong guess counts. */
export async function identifyByPhone(tx: Tx, app: Keyed, device_id: string, input: MeetingAtKiosk): Promise<PhoneMet> {
  const met = await meetByPhone(tx, app, input);
  if (met.outcome !== "signed_in") return met;
  const { member_id } = met.member;
  const visit = await openVisit(tx, app, { device_id, member_id, proof: "phone" });
  return { outcome: "signed_in", visit, registered: met.registered };
}
