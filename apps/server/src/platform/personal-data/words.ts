import { maskPhone, type Phone } from "../kernel/phone.ts";

/** Shorter texts stand in too many words that are not about this person. */
const SHORTEST = 2;

interface Known {
  name: string;
  phones: readonly Phone[];
  id_number: string | null;
  card_no: string;
  external_id: string | null;
  /** What else they are called by in other systems. */
  other_names: readonly string[];
}

/** The forms in which a person's name and numbers may stand in texts and in JSON, the longest first. */
export function wordsOf({ name, phones, id_number, card_no, external_id, other_names }: Known): string[] {
  const numbers = [
    ...phones.flatMap(formsOf),
    ...other_names,
    id_number,
    id_number?.toLowerCase(),
    card_no,
    external_id,
  ];
  const plain = [name, name.trim(), ...numbers].filter(
    (text): text is string => typeof text === "string" && [...text].length >= SHORTEST,
  );
  const all = plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

const formsOf = (phone: Phone) => [phone, phone.startsWith("+86") ? phone.slice(3) : phone.slice(1), maskPhone(phone)];
