import { maskPhone, type Phone } from "../kernel/phone.ts";

/** Shorter texts stand in too many words that are not about this person. */
const SHORTEST = 2;

interface Known {
  name: string;
  phone: Phone | null;
  id_number: string | null;
  card_no: string;
  external_id: string | null;
}

/** The forms in which a person's name and numbers may stand in texts and in JSON, the longest first. */
export function wordsOf({ name, phone, id_number, card_no, external_id }: Known): string[] {
  const national = phone?.startsWith("+86") ? phone.slice(3) : phone?.slice(1);
  const numbers = [
    phone,
    national,
    phone && maskPhone(phone),
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
