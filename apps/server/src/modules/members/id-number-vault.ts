import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { blindIndex, blindIndexes } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import { idNumberTail } from "./domain/id-number.ts";

const FIELD = "id_number";

const placeOf = (tenant_id: string, member_id: string): Place => ({
  tenant_id,
  table: "members.member",
  column: FIELD,
  row_id: member_id,
});

/** The columns of an ID number; null forgets it. */
export function idNumberColumns(secrets: Secrets, tenant_id: string, member_id: string, id_number: string | null) {
  return {
    id_number_cipher: id_number === null ? null : encrypt(secrets, id_number, placeOf(tenant_id, member_id)),
    id_number_index: id_number === null ? null : blindIndex(secrets, tenant_id, FIELD, id_number),
    id_number_tail: id_number === null ? null : idNumberTail(id_number),
  };
}

export function idNumberIndexesOf(secrets: Secrets, tenant_id: string, id_number: string): Buffer[] {
  return blindIndexes(secrets, tenant_id, FIELD, id_number);
}

export function openIdNumber(secrets: Secrets, tenant_id: string, member_id: string, cipher: Buffer): string {
  return decrypt(secrets, cipher, placeOf(tenant_id, member_id));
}
