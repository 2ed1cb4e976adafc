// The phone of somebody on the staff: encrypted, found by equality, its last four digits readable.
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { blindIndex, blindIndexes } from "../../platform/crypto/mac.ts";
import type { Keyed, Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { maskPhone, type Phone, phoneTail } from "../../platform/kernel/phone.ts";

const FIELD = "staff_phone";

const placeOf = (tenant_id: string, staff_id: string): Place => ({
  tenant_id,
  table: "access.staff",
  column: "phone",
  row_id: staff_id,
});

export const staffPhoneIndex = (secrets: Secrets, tenant_id: string, phone: Phone) =>
  blindIndex(secrets, tenant_id, FIELD, phone);

export const staffPhoneIndexes = (secrets: Secrets, tenant_id: string, phone: Phone) =>
  blindIndexes(secrets, tenant_id, FIELD, phone);

/** @throws phone_of_other_staff · null forgets the number */
export async function setStaffPhone(
  tx: Tx,
  { secrets, runtime }: Keyed,
  input: { staff_id: string; phone: Phone | null; by: By },
): Promise<void> {
  const { staff_id, phone, by } = input;
  const { tenant_id } = tx;
  if (phone !== null) {
    const holder = await findStaffByPhone(tx, secrets, phone);
    if (holder && holder.staff_id !== staff_id) throw new AppError("phone_of_other_staff");
  }
  const columns =
    phone === null
      ? { phone_cipher: null, phone_index: null, phone_tail: null }
      : {
          phone_cipher: encrypt(secrets, phone, placeOf(tenant_id, staff_id)),
          phone_index: staffPhoneIndex(secrets, tenant_id, phone),
          phone_tail: phoneTail(phone),
        };
  await tx.run(
    sql_builder
      .updateTable("access.staff")
      .set(columns)
      .where("tenant_id", "=", tenant_id)
      .where("staff_id", "=", staff_id),
  );
  const after = { phone: phone && maskPhone(phone) };
  await recordAudit(tx, runtime, by, { action: "staff.phone_set", subject: { kind: "staff", id: staff_id }, after });
}

export interface StaffOfPhone {
  staff_id: string;
  person_id: string;
}

/** The active member of staff with this phone. */
export async function findStaffByPhone(db: Db, secrets: Secrets, phone: Phone): Promise<StaffOfPhone | undefined> {
  return db.first(
    sql_builder
      .selectFrom("access.staff")
      .select(["staff_id", "person_id"])
      .where("tenant_id", "=", db.tenant_id)
      .where("phone_index", "in", staffPhoneIndexes(secrets, db.tenant_id, phone))
      .where("status", "=", "active"),
  );
}
