import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { blindIndex } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import { type Phone, phoneTail } from "../../platform/kernel/phone.ts";

/** A phone as it is stored: encrypted, findable by equality, its last four digits readable. */
export interface SealedPhone {
  phone_cipher: Buffer;
  phone_index: Buffer;
  phone_tail: string;
}

const placeOf = (tenant_id: string, member_id: string): Place => ({
  tenant_id,
  table: "members.member",
  column: "phone",
  row_id: member_id,
});

export function phoneIndexOf(secrets: Secrets, tenant_id: string, phone: Phone): Buffer {
  return blindIndex(secrets, tenant_id, "phone", phone);
}

export function sealPhone(secrets: Secrets, tenant_id: string, member_id: string, phone: Phone): SealedPhone {
  return {
    phone_cipher: encrypt(secrets, phone, placeOf(tenant_id, member_id)),
    phone_index: phoneIndexOf(secrets, tenant_id, phone),
    phone_tail: phoneTail(phone),
  };
}

export function openPhone(secrets: Secrets, tenant_id: string, member_id: string, cipher: Buffer): Phone {
  return decrypt(secrets, cipher, placeOf(tenant_id, member_id));
}
