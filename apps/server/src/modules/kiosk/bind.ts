import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { addIdentity, findMember, findMemberByPhone, getMember, updateMember, withCode } from "../members/index.ts";
import { phoneStepOf } from "./first-phone.ts";
import { cardOf } from "./identify.ts";
import type { KioskVisit } from "./visits.ts";

export type Bound = { outcome: "signed_in" | "code_wrong" | "code_expired" };

/**
 * Makes a phone theirs, by the code that was sent to it: their first one, or one more. Whoever found a card has proved nothing:
 * see phoneStepOf. Refusals are values: a wrong guess counts.
 * @throws kiosk_staff_needed · kiosk_proof_needed · identity_taken · member_erased
 */
export async function bindPhone(
  tx: Tx,
  app: Keyed,
  visit: KioskVisit,
  { phone, code }: { phone: Phone; code: string },
): Promise<Bound> {
  const step = await phoneStepOf(tx, app, visit);
  if (step === "call_staff") throw new AppError("kiosk_staff_needed");
  return withCode(tx, app, { medium: "sms", to: phone }, code, async () => {
    const holder = await findMemberByPhone(tx, app, phone);
    const by_card = visit.proof === "card";
    const me = await getMember(tx, app, visit.member_id, EVERYBODY, { lock: by_card });
    if (holder && holder.member_id !== me.member_id) throw new AppError("identity_taken");
    // Also when the same card got a phone at another kiosk just now.
    if (by_card && me.phone !== null && me.phone !== phone) throw new AppError("kiosk_proof_needed");
    if (me.phone === null) {
      await updateMember(tx, app, { member_id: me.member_id, reach: EVERYBODY, version: undefined }, { phone });
    } else if (me.phone !== phone) {
      const identity = { kind: "phone", issuer: "", value: phone } as const;
      await addIdentity(tx, app, { member_id: me.member_id, identity, source: "kiosk", is_verified: true });
    }
    return { outcome: "signed_in" } as const;
  });
}

/** Makes a card theirs that was held to the reader. @throws not_found (unreadable) · kiosk_proof_needed · identity_taken · member_erased */
export async function bindCard(tx: Tx, app: Keyed, { member_id, proof }: KioskVisit, shown: string): Promise<void> {
  if (proof === "card") throw new AppError("kiosk_proof_needed");
  const value = cardOf(shown);
  const owner = await findMember(tx, app, { card_no: value });
  const me = await getMember(tx, app, member_id, EVERYBODY);
  if (owner && owner.member_id !== me.member_id) throw new AppError("identity_taken");
  // The card we gave them is theirs already.
  if (owner) return;
  const identity = { kind: "card", issuer: "", value } as const;
  await addIdentity(tx, app, { member_id: me.member_id, identity, source: "kiosk", is_verified: true });
}
