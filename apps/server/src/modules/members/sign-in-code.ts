import { blindIndex, blindIndexes, createSigner } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import { phoneIndexesOf, phoneIndexOf } from "./phone-vault.ts";

/** Where a sign-in code goes. */
export interface CodeAddress {
  medium: "sms" | "email";
  /** A phone number or an address, each in the one spelling in which it is compared. */
  to: string;
}

const EMAIL_FIELD = "sign_in_email";

export function codeIndexOf(secrets: Secrets, tenant_id: string, { medium, to }: CodeAddress): Buffer {
  return medium === "sms" ? phoneIndexOf(secrets, tenant_id, to) : blindIndex(secrets, tenant_id, EMAIL_FIELD, to);
}

/** Under which the codes to a phone or an address may lie, whatever key made the index. */
export function codeIndexesOf(secrets: Secrets, tenant_id: string, address: string): Buffer[] {
  return address.includes("@")
    ? blindIndexes(secrets, tenant_id, EMAIL_FIELD, address)
    : phoneIndexesOf(secrets, tenant_id, address);
}

/** Six digits are soon guessed, so their hash is keyed: a stolen table gives no code away. */
export function hashSignInCode(secrets: Secrets, tenant_id: string, { to }: CodeAddress, code: string): Buffer {
  return createSigner(secrets, "sms-code").sign(Buffer.from(`${tenant_id}\n${to}\n${code}`));
}
