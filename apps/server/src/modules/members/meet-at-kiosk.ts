import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { NO_ORIGIN } from "./domain/origin.ts";
import { type Arrival, consentsToMembership, type Meeting, meetMember } from "./enter-member.ts";
import { refreshCompleteness } from "./fields/completeness.ts";
import type { Field } from "./fields/field.ts";
import { readFieldInput } from "./fields/field-input.ts";
import { listFields } from "./fields/list-fields.ts";
import { setFieldValues } from "./fields/values.ts";
import { findMemberByPhone } from "./resolve-member.ts";
import { withCode } from "./sign-in-member.ts";

export type MeetingAtKiosk = Omit<Arrival, "user_agent"> & {
  phone: Phone;
  code: string;
  unit_id: string;
  /** What the tenant's fields ask of who joins at a kiosk: key to value, as it was typed. */
  fields: Readonly<Record<string, unknown>>;
};

/** What is asked of who joins at a kiosk, in the order of the form. */
export async function listKioskFields(db: Db): Promise<Field[]> {
  const fields = await listFields(db);
  return fields.filter((one) => one.required_on.includes("kiosk") && one.shown_to_member && one.editable_by_member);
}

/**
 * Meets whoever proves a phone at a kiosk of a unit's: nobody takes a session away from there. Who is known already is asked for nothing.
 * @throws invalid_request with a pointer at each field that is missing or cannot be
 */
export async function meetByPhone(
  tx: Tx,
  app: Keyed,
  input: MeetingAtKiosk,
): Promise<Meeting | { outcome: "code_wrong" | "code_expired" }> {
  const { phone, code, unit_id, fields: given, language } = input;
  const proven = { phone, identities: [], source: "kiosk", origin: { ...NO_ORIGIN, unit_id } } as const;
  return withCode(tx, app, { medium: "sms", to: phone }, code, async () => {
    const known = await findMemberByPhone(tx, app, phone);
    const joins = !known && consentsToMembership(input);
    const change = joins ? await readFieldInput(tx, { given, form: "kiosk", language }) : undefined;
    const met = await meetMember(tx, app, known, proven, input);
    if (met.outcome === "signed_in" && change && change.size > 0) {
      const { member_id } = met.member;
      await setFieldValues(tx, app, [{ member_id, change }]);
      await refreshCompleteness(tx, [member_id]);
    }
    return met;
  });
}
