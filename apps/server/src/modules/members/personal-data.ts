import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { registerDataClass } from "../../platform/personal-data/retention.ts";
import { listTagsOf } from "./db/facts.gen.ts";
import { eraseMember } from "./erase-member.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { listFields } from "./fields/list-fields.ts";
import { valueWords } from "./fields/value-words.ts";
import { readFieldValuesOf } from "./fields/values.ts";
import { birthOf } from "./birth.ts";
import { listIdentities } from "./identities.ts";
import { IDENTITY_FIELD } from "./identity-vault.ts";
import { openClear } from "./open-clear.ts";
import { listOtherNames } from "./other-names.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";

registerPersonalData({
  room: "members",
  tables: {
    "members.member": "cleared",
    "members.name_gram": "cleared",
    "members.member_tag": "removed",
    "members.household_member": "kept",
    "members.household_invitation": "removed",
    "members.session": "removed",
    "members.sign_in_code": "removed",
    "members.qr_code": "kept",
    "members.identity": "removed",
    "members.merge": "cleared",
    "members.note": "removed",
    "members.note_words": "removed",
    "members.member_file": "removed",
    "members.duplicate": "removed",
    "members.field_value": "removed",
    "members.activity_day": "removed",
    "members.figure": "removed",
    "members.tag_hit": "removed",
    "members.block": "removed",
  },
  collect,
  erase: eraseMember,
  sealed: [
    {
      table: "members.member",
      key: "member_id",
      cipher: "phone_cipher",
      place: "phone",
      index: { column: "phone_index", field: "phone" },
    },
    {
      table: "members.member",
      key: "member_id",
      cipher: "id_number_cipher",
      place: "id_number",
      index: { column: "id_number_index", field: "id_number" },
    },
    {
      table: "members.identity",
      key: "identity_id",
      cipher: "value_cipher",
      place: "value",
      index: { column: "value_index", field: IDENTITY_FIELD },
    },
  ],
});

async function collect(db: Db, app: Keyed, member_id: string) {
  const { tenant_id } = db;
  const [clear, member, tags, sessions, households] = await Promise.all([
    openClear(db, app, member_id, EVERYBODY),
    findProfile(db, member_id),
    run(db, listTagsOf, { tenant_id, member_ids: [member_id] }),
    db.all(
      sql_builder
        .selectFrom("members.session")
        .select(["user_agent", "created_at", "last_seen_at"])
        .where("tenant_id", "=", tenant_id)
        .where("member_id", "=", member_id)
        .orderBy("created_at"),
    ),
    db.all(
      sql_builder
        .selectFrom("members.household_member as h")
        .innerJoin("members.household as f", (join) =>
          join.on("f.tenant_id", "=", tenant_id).onRef("f.household_id", "=", "h.household_id"),
        )
        .select(["f.name", "h.role", "h.joined_at", "h.left_at"])
        .where("h.tenant_id", "=", tenant_id)
        .where("h.member_id", "=", member_id)
        .orderBy("h.joined_at"),
    ),
  ]);
  const { name, phone, id_number, card_no, external_id } = clear;
  const { birth, sex, language, status, source, joined_at } = member;
  const profile = { name, phone, id_number, card_no, external_id, birth, sex, language, status, source, joined_at };
  const identities = await listClearIdentities(db, app, member_id);
  const fields = await listFieldWords(db, member_id);
  const written = await listWritten(db, member_id);
  return {
    profile: [profile],
    identities,
    fields,
    tags: tags.map((tag) => ({ name: tag.name })),
    sessions,
    households,
    ...written,
  };
}

/** Also of fields that are archived: it is kept. */
async function listFieldWords(db: Db, member_id: string) {
  const fields = await listFields(db, "all");
  const values = await readFieldValuesOf(db, member_id, fields);
  return fields.flatMap((field) => {
    const value = values.get(field.field_id);
    if (value === undefined) return [];
    return [{ field: field.labels["zh-CN"], key: field.key, value: valueWords(field, value, "zh-CN") }];
  });
}

/** The row itself, also of one who was merged. */
async function findProfile(db: Db, member_id: string) {
  const row = await db.first(
    sql_builder
      .selectFrom("members.member")
      .select(["birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap_month"])
      .select(["sex", "language", "status", "source", "joined_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "=", member_id),
  );
  if (!row) throw new AppError("not_found");
  const { sex, language, status, source, joined_at } = row;
  return { birth: birthOf(row), sex, language, status, source, joined_at };
}

/** What staff wrote down and kept about this row. */
async function listWritten(db: Db, member_id: string) {
  const of = { tenant_id: db.tenant_id, member_id };
  const notes = await db.all(
    sql_builder
      .selectFrom("members.note")
      .select(["body", "created_at", "edited_at"])
      .where((eb) => eb.and(of))
      .orderBy("created_at"),
  );
  const files = await db.all(
    sql_builder
      .selectFrom("members.member_file")
      .select(["name", "media_type", "size_bytes", "created_at"])
      .where((eb) => eb.and(of))
      .orderBy("created_at"),
  );
  return { notes, files };
}

async function listClearIdentities(db: Db, app: Keyed, member_id: string) {
  const names = await listOtherNames(db, app, member_id);
  const clear = new Map(names.map(({ identity_id, value }) => [identity_id, value]));
  const identities = await listIdentities(db, member_id);
  return identities
    .filter((one) => one.member_id === member_id)
    .map(({ identity_id, kind, issuer, verified_at, created_at }) => ({
      kind,
      issuer,
      value: clear.get(identity_id) ?? null,
      verified_at,
      created_at,
    }));
}

/** A member can ask for a month which devices were signed in. */
registerDataClass({
  code: "member_sessions",
  default_days: 30,
  least_days: 1,
  count: async (db, before) => {
    const over = sql_builder
      .selectFrom("members.session")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", db.tenant_id)
      .where((eb) => eb.or([eb("expires_at", "<", before), eb("revoked_at", "<", before)]));
    return (await db.first(over))?.count ?? 0;
  },
  remove: (tx, before, limit) =>
    tx.run(
      sql_builder
        .deleteFrom("members.session")
        .where("tenant_id", "=", tx.tenant_id)
        .where("session_id", "in", (eb) =>
          eb
            .selectFrom("members.session")
            .select("session_id")
            .where("tenant_id", "=", tx.tenant_id)
            .where((one) => one.or([one("expires_at", "<", before), one("revoked_at", "<", before)]))
            .limit(limit),
        ),
    ),
});
