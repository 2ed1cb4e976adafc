import { type Random, randomInteger } from "../../../platform/kernel/random.ts";

/** Without what is mistaken for something else when it is read out: 0 O, 1 I L. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
export const INVITATION_CODE_LENGTH = 8;
export const INVITATION_DAYS = 7;

export function drawInvitationCode(random: Random): string {
  return Array.from({ length: INVITATION_CODE_LENGTH }, () => LETTERS[randomInteger(random, LETTERS.length)]).join("");
}

/** As it was drawn, from what was typed or read out. */
export const readInvitationCode = (text: string) => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
