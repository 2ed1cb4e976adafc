// ID numbers in a file: judged like those that are typed, sealed, and one person's each.
import type { Keyed, Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { idNumberColumns, idNumberIndexesOf } from "./id-number-vault.ts";
import { lockValue } from "./lock-value.ts";

export const ID_NUMBER_FIELD = {
  name: "id_number",
  label: { "zh-CN": "身份证号", en: "ID number", ko: "신분증 번호" },
  example: "11010519491231002X",
  known_as: ["身份证", "身份证号码", "证件号", "证件号码", "id number", "id card", "identity card"],
};

/** Of these numbers those that somebody has already. Whoever asks is the one who may give the others, until the end. */
export async function findHeldIdNumbers(
  tx: Tx,
  { secrets }: Keyed,
  id_numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const by_index = indexed(secrets, tx.tenant_id, id_numbers);
  if (by_index.size === 0) return new Set();
  const indexes = [...by_index.keys()].map((hex) => Buffer.from(hex, "hex"));
  await lockValue(tx, indexes);
  const rows = await tx.all(
    sql_builder
      .selectFrom("members.member")
      .select("id_number_index")
      .where("tenant_id", "=", tx.tenant_id)
      .where("id_number_index", "in", indexes)
      .where("erased_at", "is", null),
  );
  return new Set(rows.flatMap(({ id_number_index }) => by_index.get(id_number_index?.toString("hex") ?? "") ?? []));
}

const indexed = (secrets: Secrets, tenant_id: string, id_numbers: readonly string[]) =>
  new Map(
    id_numbers.flatMap((id_number) =>
      idNumberIndexesOf(secrets, tenant_id, id_number).map((index) => [index.toString("hex"), id_number] as const),
    ),
  );

/** Gives numbers that nobody has to people who have just been registered. */
export async function giveIdNumbers(
  tx: Tx,
  { secrets }: Keyed,
  given: readonly { member_id: string; id_number: string }[],
): Promise<void> {
  if (given.length === 0) return;
  const rows = given.map(({ member_id, id_number }) => idNumberColumns(secrets, tx.tenant_id, member_id, id_number));
  await tx.query({
    name: "members_give_id_numbers",
    text: `update members.member m
set id_number_cipher = g.cipher, id_number_index = g.index, id_number_tail = g.tail
from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::text[]) as g(member_id, cipher, index, tail)
where m.tenant_id = $1 and m.member_id = g.member_id`,
    values: [
      tx.tenant_id,
      given.map((one) => one.member_id),
      rows.map((row) => row.id_number_cipher),
      rows.map((row) => row.id_number_index),
      rows.map((row) => row.id_number_tail),
    ],
  });
}
