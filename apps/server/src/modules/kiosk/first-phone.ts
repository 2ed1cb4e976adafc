// Who may have a phone of theirs bound at a kiosk. A phone signs in: whoever binds one to an account has the account.
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { atStakeOf, getMember } from "../members/index.ts";
import type { KioskVisit } from "./visits.ts";

/** On a card alone: as many points as a day out brings, and no money at all. */
export const MOST_POINTS_ON_A_CARD = 500;

export const PHONE_STEPS = ["code", "prove_first", "call_staff"] as const;
/** What binding a phone asks for: its code; another proof first, for there is a phone already; or somebody of the house. */
export type PhoneStep = (typeof PHONE_STEPS)[number];

/**
 * A card says who is looked up, not who holds it. It may bring a first phone to an account that is as good as new: where nothing
 * would be lost, nobody signs in yet, and nobody else is named. Otherwise a colleague looks at the person first. See docs/adr/0008-devices.md.
 */
export async function phoneStepOf(
  db: Db,
  app: Keyed,
  { member_id, proof, vouched_by }: Pick<KioskVisit, "member_id" | "proof" | "vouched_by">,
): Promise<PhoneStep> {
  if (proof !== "card") return "code";
  const me = await getMember(db, app, member_id, EVERYBODY);
  if (me.phone !== null) return "prove_first";
  if (vouched_by !== null) return "code";
  const { points, wallet_fen, has_sign_in, has_family } = await atStakeOf(db, app, me.member_id);
  const is_known = me.id_number_masked !== null || has_sign_in || has_family;
  return is_known || wallet_fen > 0 || points > MOST_POINTS_ON_A_CARD ? "call_staff" : "code";
}
