import { type By, SYSTEM } from "../../platform/audit/by.ts";
import type { Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { forgetAddressee } from "../messaging/index.ts";
import { type Birth, getTenant, tenantNow } from "../org/index.ts";
import { birthColumns, isBornAfter, isSameBirth } from "./birth.ts";
import { blockMember, unblockMember } from "./blocks/block-member.ts";
import { insertNameGrams } from "./db/register.gen.ts";
import { USUAL_SCOPES } from "./domain/blocks.ts";
import { nameGrams, nameKey } from "./domain/name-grams.ts";
import { refreshCompleteness } from "./fields/completeness.ts";
import type { FieldChange } from "./fields/field.ts";
import { setFieldValues } from "./fields/values.ts";
import { getMember, type Member, type Sex } from "./find-member.ts";
import { idNumberColumns, idNumberIndexesOf } from "./id-number-vault.ts";
import { findMemberByIdentity, lockIdentity } from "./identities.ts";
import { phoneIdentity } from "./identity-vault.ts";
import { lockValue } from "./lock-value.ts";
import { carryPhones, sealPhone } from "./phone-vault.ts";
import { replaceTags } from "./tags.ts";

export interface MemberChange {
  name?: string | undefined;
  language?: Language | undefined;
  tag_ids?: readonly string[] | undefined;
  status?: "active" | "blocked" | undefined;
  /** Why the status is what it is; required when it changes. */
  reason?: string | undefined;
  home_unit_id?: string | undefined;
  phone?: Phone | undefined;
  /** null: forgotten. */
  id_number?: string | null | undefined;
  sex?: Sex | null | undefined;
  fields?: FieldChange | undefined;
  /** null: forgotten. */
  birth?: Birth | null | undefined;
}

interface Target {
  member_id: string;
  reach: Reach;
  version: number | undefined;
  /** Whose word a block is; the program's own when left out. */
  by?: By;
}

/**
 * Changes what is given. `version` is the one the caller read; undefined for members themselves, whose last word counts.
 * Members tell their own birthday once: it brings advantages, so that another day is for staff to enter.
 * @throws not_found · version_conflict · reason_required · born_in_future · birthday_settled · phone_taken · id_number_settled ·
 * id_number_taken · member_erased
 */
export async function updateMember(tx: Tx, app: Keyed, target: Target, change: MemberChange): Promise<void> {
  // Before the row, as whoever gives somebody a second phone locks them.
  if (change.phone !== undefined) await lockIdentity(tx, app, phoneIdentity(change.phone));
  const member = await getMember(tx, app, target.member_id, target.reach, { lock: true });
  if (target.version !== undefined && target.version !== member.version) {
    throw new AppError("version_conflict", { version: member.version });
  }
  if (member.erased_at) throw new AppError("member_erased");
  const status_changes = change.status !== undefined && change.status !== member.status;
  if (status_changes && !change.reason) throw new AppError("reason_required");
  const is_own = target.version === undefined;
  if (change.birth !== undefined) await refuseBirth(tx, app, member, change.birth, is_own);
  if (change.phone !== undefined) await preparePhone(tx, app, member, change.phone);
  if (is_own && typeof change.id_number === "string") await refuseOtherIdNumber(tx, app, member, change.id_number);
  if (typeof change.id_number === "string") await refuseIdNumber(tx, app, member.member_id, change.id_number);
  // A block counts a version of its own.
  await tx.run(
    sql_builder
      .updateTable("members.member")
      .set({
        ...columnsOf(change),
        ...sealedColumns(tx, app, member.member_id, change),
        version: member.version + (status_changes ? 0 : 1),
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member.member_id),
  );
  if (change.name !== undefined) await moveGrams(tx, member, change.name);
  if (change.tag_ids) await replaceTags(tx, app, member.member_id, change.tag_ids);
  if (change.fields) await setFieldValues(tx, app, [{ member_id: member.member_id, change: change.fields }]);
  await refreshCompleteness(tx, [member.member_id]);
  await tell(tx, app, member, change);
  if (status_changes) await changeStanding(tx, app, target, change);
}

/** Blocks from the usual, without an end, or ends what stands. */
async function changeStanding(
  tx: Tx,
  app: Keyed,
  target: Target,
  { status, reason = "" }: MemberChange,
): Promise<void> {
  const by = target.by ?? SYSTEM;
  if (status === "blocked") await blockMember(tx, app, by, target, { scopes: USUAL_SCOPES, reason, until: null });
  else await unblockMember(tx, app, by, target, reason);
}

/** A number that is somebody's second one is taken, too. */
async function preparePhone(tx: Tx, app: Keyed, member: Member, phone: Phone): Promise<void> {
  const holder = await findMemberByIdentity(tx, app, phoneIdentity(phone));
  if (holder && holder.member_id !== member.member_id) throw new AppError("phone_taken");
  await carryPhones(tx, app.secrets, [phone]);
  // The old number may be somebody else's tomorrow.
  if (member.phone !== null && member.phone !== phone) await forgetAddressee(tx, app.secrets, member.phone);
}

/** One number, one person; kept by the lock and not by an index, for there may be pairs from before that wait to be merged. */
async function refuseIdNumber(tx: Tx, { secrets }: Keyed, member_id: string, id_number: string): Promise<void> {
  const indexes = idNumberIndexesOf(secrets, tx.tenant_id, id_number);
  await lockValue(tx, indexes);
  const holder = await tx.first(
    sql_builder
      .selectFrom("members.member")
      .select("member_id")
      .where("tenant_id", "=", tx.tenant_id)
      .where("id_number_index", "in", indexes)
      .where("member_id", "<>", member_id)
      .where("erased_at", "is", null)
      .where((eb) => eb.or([eb("merged_into", "is", null), eb("merged_into", "<>", member_id)]))
      .limit(1),
  );
  if (holder) throw new AppError("id_number_taken");
}

async function refuseBirth(tx: Tx, { runtime }: Keyed, member: Member, birth: Birth | null, is_own: boolean) {
  const is_other = member.birth !== null && (birth === null || !isSameBirth(member.birth, birth));
  if (is_own && is_other) throw new AppError("birthday_settled");
  const tenant = await getTenant(tx);
  const today = businessDateOf(tenantNow(tenant, runtime), tenant.time_zone);
  if (birth && isBornAfter(birth, today)) throw new AppError("born_in_future");
}

/** Like a birthday: what staff may have seen on the card is not for its owner to change. */
async function refuseOtherIdNumber(tx: Tx, { secrets }: Keyed, member: Member, id_number: string): Promise<void> {
  if (member.id_number_masked === null) return;
  const same = await tx.first(
    sql_builder
      .selectFrom("members.member")
      .select("member_id")
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member.member_id)
      .where("id_number_index", "in", idNumberIndexesOf(secrets, tx.tenant_id, id_number)),
  );
  if (!same) throw new AppError("id_number_settled");
}

function columnsOf({ name, language, home_unit_id, birth, sex }: MemberChange) {
  return {
    ...(name === undefined ? {} : { name, name_key: nameKey(name) }),
    ...(language === undefined ? {} : { language }),
    ...(home_unit_id === undefined ? {} : { home_unit_id }),
    ...(birth === undefined ? {} : birthColumns(birth)),
    ...(sex === undefined ? {} : { sex }),
  };
}

function sealedColumns({ tenant_id }: Tx, { secrets }: Keyed, member_id: string, { phone, id_number }: MemberChange) {
  return {
    ...(phone === undefined ? {} : sealPhone(secrets, tenant_id, member_id, phone)),
    ...(id_number === undefined ? {} : idNumberColumns(secrets, tenant_id, member_id, id_number)),
  };
}

export async function moveGrams(
  tx: Tx,
  { member_id, joined_at, name }: Pick<Member, "member_id" | "joined_at" | "name">,
  next: string,
): Promise<void> {
  const old = new Set(nameGrams(nameKey(name)));
  const grams = nameGrams(nameKey(next));
  const added = grams.filter((gram) => !old.delete(gram));
  if (old.size > 0) {
    await tx.run(
      sql_builder
        .deleteFrom("members.name_gram")
        .where("tenant_id", "=", tx.tenant_id)
        .where("gram", "in", [...old])
        .where("joined_at", "=", joined_at)
        .where("member_id", "=", member_id),
    );
  }
  if (added.length > 0) {
    await run(tx, insertNameGrams, { tenant_id: tx.tenant_id, rows: [{ member_id, joined_at, grams: added }] });
  }
}

const TOLD = ["name", "phone", "id_number", "language", "tag_ids", "home_unit_id", "birth", "sex", "fields"] as const;

async function tell(tx: Tx, { runtime }: Keyed, { member_id }: Member, change: MemberChange): Promise<void> {
  const is_told = { ...change, fields: change.fields && change.fields.size > 0 ? change.fields : undefined };
  const changed = TOLD.filter((field) => is_told[field] !== undefined);
  if (changed.length === 0) return;
  const business_time = tenantNow(await getTenant(tx), runtime);
  await appendEvents(tx, [
    {
      event_id: runtime.ids.next(),
      type: "member.updated",
      subject_id: member_id,
      payload: { member_id, changed },
      business_time,
      recorded_at: runtime.clock.now(),
    },
  ]);
}
