import { type Reach, reachesMember } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import type { Birth } from "../org/index.ts";
import { birthOf } from "./birth.ts";
import type { BlockScope } from "./domain/blocks.ts";
import { maskIdNumber } from "./domain/id-number.ts";
import { openPhone } from "./phone-vault.ts";
import type { MemberSource } from "./register-members.ts";

export type Sex = "female" | "male" | "other";

export interface Member {
  member_id: string;
  card_no: string;
  name: string;
  phone: Phone | null;
  home_unit_id: string;
  /** Who looks after them. */
  owner_staff_id: string | null;
  source: MemberSource;
  external_id: string | null;
  /** A whole day of the solar calendar. */
  birthday: string | null;
  /** As people see it: all but the last four characters hidden. */
  id_number_masked: string | null;
  /** When they left; nothing but the id says who they were. */
  erased_at: Date | null;
  birth: Birth | null;
  sex: Sex | null;
  language: Language | null;
  status: "active" | "blocked";
  status_reason: string | null;
  /** What they are kept from; null: nothing. */
  block_scopes: BlockScope[] | null;
  blocked_until: Date | null;
  version: number;
  joined_at: Date;
  medium_ref: string;
}

const COLUMNS = [
  "member_id",
  "card_no",
  "name",
  "phone_cipher",
  "id_number_tail",
  "erased_at",
  "home_unit_id",
  "owner_staff_id",
  "source",
  "external_id",
  "birthday",
  "birth_calendar",
  "birth_year",
  "birth_month",
  "birth_day",
  "birth_leap_month",
  "sex",
  "language",
  "status",
  "status_reason",
  "block_scopes",
  "blocked_until",
  "version",
  "joined_at",
  "medium_ref",
  "merged_into",
] as const;

/** What a member is known by; each is unique within the tenant. */
export type MemberKey =
  | { member_id: string }
  | { phone_indexes: readonly Buffer[] }
  | { card_no: string }
  | { medium_ref: string }
  | { external_id: string };

/** Who has this key. One who was merged is the person they have become. */
export async function findMember(
  db: Db,
  app: Pick<Keyed, "secrets">,
  key: MemberKey,
  options: { lock?: boolean } = {},
): Promise<Member | undefined> {
  const row = await findRow(db, app, key, options);
  if (!row) return undefined;
  const { merged_into, ...member } = row;
  // Whoever changes a person locks the row that they are; the old one is not locked.
  return merged_into === null ? member : findMember(db, app, { member_id: merged_into }, options);
}

/** The row itself, also of one who was merged; then it is not locked. */
async function findRow(
  db: Db,
  { secrets }: Pick<Keyed, "secrets">,
  key: MemberKey,
  options: { lock?: boolean },
): Promise<(Member & { merged_into: string | null }) | undefined> {
  let query = sql_builder.selectFrom("members.member").select(COLUMNS).where("tenant_id", "=", db.tenant_id);
  if ("member_id" in key) query = query.where("member_id", "=", key.member_id);
  else if ("phone_indexes" in key) query = query.where("phone_index", "in", key.phone_indexes);
  else if ("card_no" in key) query = query.where("card_no", "=", key.card_no);
  else if ("medium_ref" in key) query = query.where("medium_ref", "=", key.medium_ref);
  else query = query.where("external_id", "=", key.external_id);
  if (options.lock) query = query.where("merged_into", "is", null).forUpdate();
  const row = await db.first(query);
  if (!row) return options.lock ? findMergedRow(db, { secrets }, key) : undefined;
  const {
    phone_cipher,
    id_number_tail,
    birth_calendar,
    birth_year,
    birth_month,
    birth_day,
    birth_leap_month,
    ...member
  } = row;
  const birth = birthOf({ birth_calendar, birth_year, birth_month, birth_day, birth_leap_month });
  return {
    ...member,
    // The column's check allows no other words.
    block_scopes: member.block_scopes as BlockScope[] | null,
    birth,
    phone: phone_cipher && openPhone(secrets, db.tenant_id, row.member_id, phone_cipher),
    id_number_masked: id_number_tail && maskIdNumber(id_number_tail),
  };
}

async function findMergedRow(db: Db, app: Pick<Keyed, "secrets">, key: MemberKey) {
  const row = await findRow(db, app, key, {});
  return row?.merged_into ? row : undefined;
}

/** @throws not_found, also for a member of another store than the caller's. */
export async function getMember(
  db: Db,
  app: Pick<Keyed, "secrets">,
  member_id: string,
  reach: Reach,
  options: { lock?: boolean } = {},
): Promise<Member> {
  const member = await findMember(db, app, { member_id }, options);
  if (!member || !reachesMember(reach, member)) throw new AppError("not_found");
  return member;
}

/** Member ids by the caller's own numbers, for files: unknown ones are left out. */
export async function listMemberIds(db: Db, external_ids: readonly string[]): Promise<Map<string, string>> {
  if (external_ids.length === 0) return new Map();
  const rows = await db.all(
    sql_builder
      .selectFrom("members.v_member")
      .select(["external_id", "person_id as member_id"])
      .where("tenant_id", "=", db.tenant_id)
      .where("external_id", "in", external_ids),
  );
  return new Map(rows.map((row) => [row.external_id ?? "", row.member_id ?? ""]));
}
