import { type Phone, parsePhone } from "../../../platform/kernel/phone.ts";
import { parseCardNo } from "./card-no.ts";
import { parseIdNumber } from "./id-number.ts";
import { readIdentity } from "./identity-value.ts";
import { fragmentGrams, nameKey } from "./name-grams.ts";

export type MemberQuery =
  | { by: "phone"; phone: Phone }
  | { by: "phone_tail"; tail: string }
  | { by: "id_number"; id_number: string }
  | { by: "card_no"; card_no: string }
  | { by: "email"; email: string }
  | { by: "name"; key: string; grams: string[] };

/** What somebody typed into the search box: whole phone, last four digits, card or ID number, e-mail, else part of a name. */
export function readMemberQuery(text: string): MemberQuery | undefined {
  const key = nameKey(text);
  if (key === "") return undefined;
  if (/^\d{4}$/.test(key)) return { by: "phone_tail", tail: key };
  const id_number = parseIdNumber(key);
  if (id_number !== undefined) return { by: "id_number", id_number };
  const card_no = parseCardNo(key);
  if (card_no !== undefined) return { by: "card_no", card_no };
  const phone = parsePhone(key);
  if (phone !== undefined) return { by: "phone", phone };
  const email = readIdentity("email", undefined, key);
  if (typeof email !== "string") return { by: "email", email: email.value };
  return { by: "name", key, grams: fragmentGrams(key) };
}
