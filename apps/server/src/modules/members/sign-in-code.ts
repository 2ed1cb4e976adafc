import { blindIndex } from "../../platform/crypto/mac.ts";
import { createSigner } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import { phoneIndexOf } from "./phone-vault.ts";

/** Where a sign-in code goes. */
export interface CodeAddress {
  medium: "sms" | "email";
  /** A phone number or an address, each in the one spelling in which it is compared. */
  to: string;
}

export function codeIndexOf(secrets: Secrets, tenant_id: string, { medium, to }: CodeAddress): Buffer {
  return medium === "sms" ? phoneIndexOf(secrets, tenant_id, to) : blindIndex(secrets, tenant_id, "sign_in_email", to);
}

/** Six digits are soon guessed, so their hash is keyed: a stolen table gives no code away. */
export function hashSignInCode(secrets: Secrets, tenant_id: string, { to }: CodeAddress, code: string): Buffer {
  return createSigner(secrets, "sms-code").sign(Buffer.from(`${tenant_id}\n${to}\n${code}`));
}
