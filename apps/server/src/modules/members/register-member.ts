import { EVERYBODY, type Reach, reachesMember } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { type NewMember, type Registration, registerMembers } from "./register-members.ts";

async function registerOne(tx: Tx, app: Keyed, member: NewMember): Promise<Registration> {
  const [registration] = await registerMembers(tx, app, [member]);
  return registration as Registration;
}

/**
 * Registers one person.
 * @throws phone_taken (with `member_id` when that member lies in the reach) · external_id_taken
 */
export async function registerMember(tx: Tx, app: Keyed, member: NewMember, reach: Reach = EVERYBODY): Promise<string> {
  const registration = await registerOne(tx, app, member);
  if (registration.outcome === "created") return registration.member_id;
  const data = reachesMember(reach, registration) ? { member_id: toWireId("member", registration.member_id) } : {};
  if (registration.by === "phone") throw new AppError("phone_taken", data);
  throw new AppError("external_id_taken", { ...data, external_id: member.external_id });
}

/** The member with this phone, registered now if there is none. Safe when many ask for the same phone at once. */
export async function findOrCreateMember(
  tx: Tx,
  app: Keyed,
  member: NewMember & { phone: Phone },
): Promise<{ member_id: string; created: boolean }> {
  const { member_id, outcome } = await registerOne(tx, app, member);
  return { member_id, created: outcome === "created" };
}
