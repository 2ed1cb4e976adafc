import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { blindIndex, blindIndexes } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { type Phone, phoneTail } from "../../platform/kernel/phone.ts";
import * as sql from "./db/register.gen.ts";

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

/** To look it up: also as keys before the current one made it. */
export function phoneIndexesOf(secrets: Secrets, tenant_id: string, phone: Phone): Buffer[] {
  return blindIndexes(secrets, tenant_id, "phone", phone);
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

/** Before phones are written: while keys are changed, an index of another key would not keep them unique. */
export async function carryPhones(tx: Tx, secrets: Secrets, phones: readonly Phone[]): Promise<void> {
  const { tenant_id } = tx;
  if (secrets.versions.length === 1 || phones.length === 0) return;
  const pairs = phones.flatMap((phone) => {
    const [wanted, ...others] = phoneIndexesOf(secrets, tenant_id, phone);
    return others.map((other) => ({ wanted, other }));
  });
  await run(tx, sql.carryPhones, {
    tenant_id,
    others: pairs.map(({ other }) => other),
    wanted: pairs.flatMap(({ wanted }) => wanted ?? []),
  });
}
