import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { blindIndex, blindIndexes } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { identityText, type IdentityValue, maskIdentity } from "./domain/identity-value.ts";

export const IDENTITY_FIELD = "identity";

const placeOf = (tenant_id: string, identity_id: string): Place => ({
  tenant_id,
  table: "members.identity",
  column: "value",
  row_id: identity_id,
});

/** An identity as it is stored: found by equality, readable only with the keys. */
export function sealIdentity(secrets: Secrets, tenant_id: string, identity_id: string, identity: IdentityValue) {
  const text = identityText(identity);
  return {
    kind: identity.kind,
    issuer: identity.issuer,
    value_cipher: encrypt(secrets, text, placeOf(tenant_id, identity_id)),
    value_index: blindIndex(secrets, tenant_id, IDENTITY_FIELD, text),
    shown: maskIdentity(identity),
  };
}

/** To look it up: also as keys before the current one made it. */
export function identityIndexesOf(secrets: Secrets, tenant_id: string, identity: IdentityValue): Buffer[] {
  return blindIndexes(secrets, tenant_id, IDENTITY_FIELD, identityText(identity));
}

export const phoneIdentity = (phone: Phone): IdentityValue => ({ kind: "phone", issuer: "", value: phone });

export function openIdentity(secrets: Secrets, tenant_id: string, identity_id: string, cipher: Buffer): string {
  return decrypt(secrets, cipher, placeOf(tenant_id, identity_id)).split("\n").slice(2).join("\n");
}
