// Which of two rows' facts about a person stand: what is taken over changes places with what was there, so that nothing of
// either is lost and no second copy of it is kept.
import { blindIndex, blindIndexes } from "../../../platform/crypto/mac.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import type { Phone } from "../../../platform/kernel/phone.ts";
import type { Birth } from "../../org/index.ts";
import { birthColumns, birthOf } from "../birth.ts";
import { nameKey } from "../domain/name-grams.ts";
import type { Sex } from "../find-member.ts";
import { idNumberColumns, openIdNumber } from "../id-number-vault.ts";
import { openPhone, sealPhone } from "../phone-vault.ts";
import { moveGrams } from "../update-member.ts";

export const MERGE_FIELDS = ["name", "phone", "id_number", "birth", "sex", "language", "home_unit"] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
export type Keep = { readonly [F in MergeField]?: "winner" | "loser" | undefined };

export interface Facts {
  name: string;
  phone: Phone | null;
  id_number: string | null;
  birth: Birth | null;
  sex: Sex | null;
  language: Language | null;
  home_unit: string;
}

/** A row as a merge sees it, locked. */
export interface PersonRow extends Facts {
  member_id: string;
  joined_at: Date;
  version: number;
  status: "active" | "blocked";
  status_reason: string | null;
  owner_staff_id: string | null;
  merged_into: string | null;
  erased_at: Date | null;
}

/** One merge of a tenant at a time: each also moves those who had become the loser, whose rows nobody can name beforehand. */
export async function lockMerges(tx: Tx): Promise<void> {
  await tx.query({
    name: "members_lock_merges",
    text: "select pg_advisory_xact_lock(hashtextextended('members.merge ' || $1, 0))",
    values: [tx.tenant_id],
  });
}

/** Both rows, in the order of ids, which everybody keeps who locks two. */
export async function lockRows(tx: Tx, { secrets }: Keyed, member_ids: readonly string[]): Promise<PersonRow[]> {
  const rows = await tx.all(
    sql_builder
      .selectFrom("members.member")
      .select(["member_id", "name", "phone_cipher", "id_number_cipher", "sex", "language", "home_unit_id", "joined_at"])
      .select(["birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap_month", "version"])
      .select(["status", "status_reason", "owner_staff_id", "merged_into", "erased_at"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "in", member_ids)
      .orderBy("member_id")
      .forUpdate(),
  );
  return rows.map((row) => ({
    ...row,
    phone: row.phone_cipher && openPhone(secrets, tx.tenant_id, row.member_id, row.phone_cipher),
    id_number: row.id_number_cipher && openIdNumber(secrets, tx.tenant_id, row.member_id, row.id_number_cipher),
    birth: birthOf(row),
    home_unit: row.home_unit_id,
  }));
}

/** What is taken from the loser: what was asked for, and what the winner has not. */
export function fieldsTaken(winner: Facts, loser: Facts, keep: Keep): MergeField[] {
  return MERGE_FIELDS.filter((field) => {
    if (isSame(winner[field], loser[field])) return false;
    const asked = keep[field];
    if (asked !== undefined) return asked === "loser" && (loser[field] !== null || field === "birth");
    return winner[field] === null && loser[field] !== null;
  });
}

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const digestField = (field: MergeField) => `merge.${field}`;

/** What a value was, so that a later change of it is noticed; nobody can read it back. */
export function digestOf(tx: Tx, { secrets }: Keyed, field: MergeField, value: unknown): string {
  return blindIndex(secrets, tx.tenant_id, digestField(field), JSON.stringify(value)).toString("hex");
}

function isDigest(tx: Tx, { secrets }: Keyed, field: MergeField, value: unknown, digest: string): boolean {
  const indexes = blindIndexes(secrets, tx.tenant_id, digestField(field), JSON.stringify(value));
  return indexes.some((index) => index.toString("hex") === digest);
}

/** The fields change places. Answers what the winner has now, as digests. */
export async function takeFields(
  tx: Tx,
  app: Keyed,
  winner: PersonRow,
  loser: PersonRow,
  fields: readonly MergeField[],
): Promise<Partial<Record<MergeField, string>>> {
  const taken = Object.fromEntries(fields.map((field) => [field, loser[field]]));
  const given = Object.fromEntries(fields.map((field) => [field, winner[field]]));
  await writeBoth(tx, app, { row: winner, facts: taken }, { row: loser, facts: given });
  return Object.fromEntries(fields.map((field) => [field, digestOf(tx, app, field, loser[field])]));
}

/** What the winner still has of the loser goes back; what was changed meanwhile is the winner's. */
export async function giveFieldsBack(
  tx: Tx,
  app: Keyed,
  winner: PersonRow,
  loser: PersonRow,
  taken: Readonly<Partial<Record<MergeField, string>>>,
): Promise<void> {
  const fields = MERGE_FIELDS.filter((field) => taken[field] !== undefined);
  const kept = fields.filter((field) => !isDigest(tx, app, field, winner[field], taken[field] ?? ""));
  const back = fields.filter((field) => !kept.includes(field));
  const ofWinner = Object.fromEntries(back.map((field) => [field, loser[field]]));
  const ofLoser = Object.fromEntries([
    ...back.map((field) => [field, winner[field]] as const),
    // A number is one person's: it stays with whom it was corrected for.
    ...kept.map((field) => [field, field === "phone" || field === "id_number" ? null : winner[field]] as const),
  ]);
  await writeBoth(tx, app, { row: winner, facts: ofWinner }, { row: loser, facts: ofLoser });
}

interface Change {
  row: PersonRow;
  facts: Partial<Facts>;
}

async function writeBoth(tx: Tx, app: Keyed, winner: Change, loser: Change): Promise<void> {
  // Numbers are unique: they leave the rows that change before they arrive in either.
  const numbers = { phone_cipher: null, phone_index: null, phone_tail: null };
  for (const { row, facts } of [winner, loser]) if (facts.phone !== undefined) await update(tx, row.member_id, numbers);
  for (const { row, facts } of [winner, loser]) {
    const columns = columnsOf(tx, app, row.member_id, facts);
    if (Object.keys(columns).length > 0) await update(tx, row.member_id, columns);
    if (facts.name !== undefined) await moveGrams(tx, row, facts.name);
  }
}

function columnsOf({ tenant_id }: Tx, { secrets }: Keyed, member_id: string, facts: Partial<Facts>) {
  const { name, phone, id_number, birth, sex, language, home_unit } = facts;
  return {
    ...(name === undefined ? {} : { name, name_key: nameKey(name) }),
    ...(phone === undefined || phone === null ? {} : sealPhone(secrets, tenant_id, member_id, phone)),
    ...(id_number === undefined ? {} : idNumberColumns(secrets, tenant_id, member_id, id_number)),
    ...(birth === undefined ? {} : birthColumns(birth)),
    ...(sex === undefined ? {} : { sex }),
    ...(language === undefined ? {} : { language }),
    ...(home_unit === undefined ? {} : { home_unit_id: home_unit }),
  };
}

const update = (tx: Tx, member_id: string, columns: Record<string, unknown>) =>
  tx.run(
    sql_builder
      .updateTable("members.member")
      .set(columns)
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id),
  );
