import type { Phone } from "../kernel/phone.ts";

/** Shorter texts stand in too many words that are not about this person. */
const SHORTEST = 2;

/** The forms in which a person's name and numbers may stand in texts and in JSON. */
export function needlesOf(person: {
  name: string;
  phone: Phone | null;
  id_number: string | null;
  external_id: string | null;
}) {
  const { name, phone, id_number, external_id } = person;
  const national = phone?.startsWith("+86") ? phone.slice(3) : phone?.slice(1);
  const plain = [name, name.trim(), phone, national, id_number, id_number?.toLowerCase(), external_id];
  const texts = plain.filter((text) => typeof text === "string" && [...text].length >= SHORTEST) as string[];
  // The longest first: what contains another goes whole.
  return [...new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))].sort(
    (a, b) => b.length - a.length,
  );
}
