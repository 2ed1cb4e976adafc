// What a name of a person looks like, for each kind: one spelling to compare, one mask to show.
import { maskEmail } from "../../../platform/kernel/email.ts";
import { maskPhone, parsePhone } from "../../../platform/kernel/phone.ts";

export const IDENTITY_KINDS = [
  "openid",
  "unionid",
  "ota",
  "email",
  "employee_no",
  "card",
  "external",
  "phone",
] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** A name as it is compared and sealed. */
export interface IdentityValue {
  kind: IdentityKind;
  /** The app, the agency, the system; "" where there is only one. */
  issuer: string;
  value: string;
}

const LONGEST = 128;
/** An openid of one app is somebody else's in another; the same with agencies and systems. */
const NEEDS_ISSUER: ReadonlySet<IdentityKind> = new Set(["openid", "ota", "external"]);
const HAS_NO_ISSUER: ReadonlySet<IdentityKind> = new Set(["email", "phone"]);
const ISSUER = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}$/u;

const plain = (text: string) => text.normalize("NFKC").trim();
const ascii = (pattern: RegExp) => (text: string) => (pattern.test(plain(text)) ? plain(text) : undefined);

const READ: Record<IdentityKind, (text: string) => string | undefined> = {
  openid: ascii(/^[A-Za-z0-9_-]{16,64}$/),
  unionid: ascii(/^[A-Za-z0-9_-]{16,64}$/),
  ota: ascii(/^[^\p{C}\p{Z}]{1,128}$/u),
  email: (text) => {
    const compact = plain(text).toLowerCase();
    return /^[^\s@\p{C}]{1,64}@[a-z0-9\p{L}](?:[a-z0-9\p{L}.-]{0,200}[a-z0-9\p{L}])?\.[a-z\p{L}]{2,24}$/u.test(compact)
      ? compact
      : undefined;
  },
  employee_no: (text) => ascii(/^[A-Za-z0-9._/-]{1,40}$/)(text)?.toUpperCase(),
  card: (text) =>
    ascii(/^[A-Za-z0-9._/ -]{4,40}$/)(text)
      ?.replace(/[ -]/g, "")
      .toUpperCase(),
  external: ascii(/^[^\p{C}]{1,100}$/u),
  phone: parsePhone,
};

/** The name in its one spelling, or which part of it cannot be. */
export function readIdentity(
  kind: IdentityKind,
  issuer: string | undefined,
  text: string,
): IdentityValue | "issuer" | "value" {
  const from = plain(issuer ?? "").toLowerCase();
  const is_wrong = NEEDS_ISSUER.has(kind)
    ? !ISSUER.test(from)
    : from !== "" && (HAS_NO_ISSUER.has(kind) || !ISSUER.test(from));
  if (is_wrong) return "issuer";
  const value = text.length > LONGEST ? undefined : READ[kind](text);
  return value === undefined || value === "" ? "value" : { kind, issuer: from, value };
}

/** Enough to know it again, too little to use it. */
export function maskIdentity({ kind, value }: IdentityValue): string {
  switch (kind) {
    case "phone":
      return maskPhone(value);
    case "email":
      return maskEmail(value);
    case "employee_no":
      return value;
    default: {
      const characters = [...value];
      if (characters.length <= 4) return "*".repeat(characters.length);
      const ends = characters.length >= 12 ? 4 : 2;
      return `${characters.slice(0, ends).join("")}****${characters.slice(-ends).join("")}`;
    }
  }
}

/** What a blind index is made of, and what is sealed: a value means something only with its issuer. */
export const identityText = ({ kind, issuer, value }: IdentityValue): string => `${kind}\n${issuer}\n${value}`;
