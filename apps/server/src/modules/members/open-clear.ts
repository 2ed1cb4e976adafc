import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { openIdNumber } from "./id-number-vault.ts";
import { openPhone } from "./phone-vault.ts";
import { type Reach, reachesMember } from "../../platform/kernel/reach.ts";

/** What is otherwise only shown masked. */
interface Clear {
  name: string;
  phone: Phone | null;
  id_number: string | null;
  card_no: string;
  external_id: string | null;
  version: number;
  erased_at: Date | null;
}

/** For those who may see it, and tell why. @throws not_found, also outside the scope */
export async function openClear(
  db: Db,
  { secrets }: Pick<Keyed, "secrets">,
  member_id: string,
  reach: Reach,
  options: { lock?: boolean } = {},
): Promise<Clear> {
  const { tenant_id } = db;
  const query = sql_builder
    .selectFrom("members.member")
    .select([
      "name",
      "phone_cipher",
      "id_number_cipher",
      "card_no",
      "external_id",
      "home_unit_id",
      "owner_staff_id",
      "version",
      "erased_at",
    ])
    .where("tenant_id", "=", tenant_id)
    .where("member_id", "=", member_id);
  const row = await db.first(options.lock ? query.forUpdate() : query);
  if (!row || !reachesMember(reach, row)) throw new AppError("not_found");
  const {
    phone_cipher,
    id_number_cipher,
    home_unit_id: _home_unit_id,
    owner_staff_id: _owner_staff_id,
    ...clear
  } = row;
  return {
    ...clear,
    phone: phone_cipher && openPhone(secrets, tenant_id, member_id, phone_cipher),
    id_number: id_number_cipher && openIdNumber(secrets, tenant_id, member_id, id_number_cipher),
  };
}
