import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import {
  type ImportContext,
  type ImportRow,
  registerImport,
  type RowResult,
} from "../../platform/imports/import-kinds.ts";
import { LANGUAGE_VALUES, readLanguage } from "../../platform/imports/read-language.ts";
import { instantOf } from "../../platform/kernel/dates.ts";
import { getTenant, listUnits, solarBirth } from "../org/index.ts";
import { readIdNumber } from "./domain/id-number.ts";
import { type IdentityValue, identityText } from "./domain/identity-value.ts";
import { nameKey } from "./domain/name-grams.ts";
import { readImportDate, readImportPhone } from "./domain/import-cells.ts";
import { refreshCompleteness } from "./fields/completeness.ts";
import type { Field, FieldChange } from "./fields/field.ts";
import { importFieldsOf, readImportFields, readSex, SEX_FIELD } from "./fields/import-fields.ts";
import { listFields } from "./fields/list-fields.ts";
import { type MemberFields, setFieldValues } from "./fields/values.ts";
import { findHeldIdNumbers, giveIdNumbers, ID_NUMBER_FIELD } from "./import-id-numbers.ts";
import { createKnownNames, findHeld, giveIdentities, IDENTITY_FIELDS, readIdentities } from "./import-identities.ts";
import { giveTags, type KnownTags, readKnownTags, readTags } from "./import-tags.ts";
import { type BulkMember, registerMembersBulk } from "./register-members-bulk.ts";
import { countUnusedMembers, undoRegistrations } from "./undo-registrations.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const NAME_LENGTH = 100;

registerImport({
  kind: "members",
  label: t("会员", "Members", "회원"),
  permission: "members:write",
  fields: [
    {
      name: "name",
      label: t("姓名", "Name", "이름"),
      required: true,
      example: "江听岚",
      known_as: ["会员姓名", "名字", "客户姓名"],
    },
    {
      name: "phone",
      label: t("手机号", "Phone", "휴대폰"),
      example: "13800138000",
      known_as: ["手机", "电话", "手机号码", "联系电话", "mobile"],
    },
    {
      name: "external_id",
      label: t("外部编号", "External ID", "외부 번호"),
      example: "A-1024",
      known_as: ["会员号", "会员编号", "卡号", "编号", "id"],
    },
    {
      name: "birthday",
      label: t("生日", "Birthday", "생일"),
      example: "1990-05-01",
      known_as: ["出生日期", "出生年月日", "birth date", "date of birth"],
    },
    {
      name: "home_unit",
      label: t("所属门店", "Home store", "소속 매장"),
      example: "happy-valley",
      known_as: ["门店", "门店编码", "store", "매장"],
    },
    { name: "language", label: t("语言", "Language", "언어"), example: "zh-CN", values: LANGUAGE_VALUES },
    {
      name: "joined_at",
      label: t("入会日期", "Joined on", "가입일"),
      example: "2024-03-01",
      known_as: ["注册日期", "注册时间", "入会时间", "joined"],
    },
    { name: "tags", label: t("标签", "Tags", "태그"), example: "常客；亲子" },
    SEX_FIELD,
    ID_NUMBER_FIELD,
    ...IDENTITY_FIELDS,
  ],
  more_fields: async (db) => importFieldsOf(await listFields(db)),
  apply: registerRows,
  fills: [
    "members.member",
    "members.name_gram",
    "members.identity",
    "members.field_value",
    "members.figure",
    "members.member_tag",
  ],
  undo: { countUnused: countUnusedMembers, takeBack: (tx, { app, by }, ids) => undoRegistrations(tx, app, by, ids) },
});

interface Known {
  identities: IdentityValue[];
  id_number: string | undefined;
}

type Reading =
  | ({
      member: Omit<BulkMember, "home_unit_id"> & { home_unit_id?: string | undefined };
      tags: string[];
      fields: FieldChange;
    } & Known)
  | RowResult;

/** One path with registration by the API: what is known already is left as it is. */
async function registerRows(tx: Tx, { app, reach }: ImportContext, rows: readonly ImportRow[]): Promise<RowResult[]> {
  const [tenant, units, fields] = await Promise.all([getTenant(tx), listUnits(tx), listFields(tx)]);
  const known_tags = await readKnownTags(tx);
  const unit_by = new Map(
    units.flatMap(({ unit_id, code, name }) => [[name, unit_id] as const, [code, unit_id] as const]),
  );
  const read = rows.map((row) => readMember(row, { unit_by, fields, known_tags, time_zone: tenant.time_zone }));
  const isKnown = createKnownNames(await findHeldNames(tx, app, read));
  // Whoever has one of the names in a row is the person of the row.
  const readings = read.map(
    (one): Reading => ("member" in one && isKnown(namesOf(one)) ? { status: "unchanged" } : one),
  );
  const valid = readings.flatMap((one) => ("member" in one ? [one] : []));
  const results = (
    await registerMembersBulk(
      tx,
      app,
      valid.map(({ member }) => member),
      reach,
    )
  ).values();
  const tagged: { member_id: string; tags: string[] }[] = [];
  const named: { member_id: string; identity: IdentityValue }[] = [];
  const numbered: { member_id: string; id_number: string }[] = [];
  const filled: MemberFields[] = [];
  const outcomes = readings.map((one): RowResult => {
    if ("status" in one) return one;
    const result = results.next().value;
    if (!result) throw new Error("every member has a result");
    if (result.status === "created") {
      tagged.push({ member_id: result.member_id, tags: one.tags });
      filled.push({ member_id: result.member_id, change: one.fields });
      if (one.id_number !== undefined) numbered.push({ member_id: result.member_id, id_number: one.id_number });
      named.push(...one.identities.map((identity) => ({ member_id: result.member_id, identity })));
      return { status: "created", subject_id: result.member_id };
    }
    if (result.status !== "failed") return { status: "unchanged" };
    // Without a number of its own a row is the person with its phone.
    if (result.error === "phone_taken" && one.member.external_id === undefined) return { status: "unchanged" };
    return { status: "failed", code: result.error, field: FIELD_OF[result.error] };
  });
  await giveTags(tx, app, tagged);
  await giveIdentities(tx, app, named);
  await giveIdNumbers(tx, app, numbered);
  await setFieldValues(tx, app, filled);
  await refreshCompleteness(
    tx,
    filled.map(({ member_id }) => member_id),
  );
  return outcomes;
}

const namesOf = ({ identities, id_number }: Known) => [
  ...identities.map(identityText),
  ...(id_number === undefined ? [] : [`id_number ${id_number}`]),
];

/** Of the names in these rows those that somebody has already. */
async function findHeldNames(tx: Tx, app: Keyed, read: readonly Reading[]): Promise<ReadonlySet<string>> {
  const rows = read.filter((one) => "member" in one);
  const id_numbers = await findHeldIdNumbers(
    tx,
    app,
    rows.flatMap((one) => one.id_number ?? []),
  );
  const names = await findHeld(
    tx,
    app,
    rows.flatMap((one) => one.identities),
  );
  return new Set([...names, ...[...id_numbers].map((id_number) => `id_number ${id_number}`)]);
}

const FIELD_OF = {
  phone_taken: "phone",
  invalid_phone: "phone",
  blank: "name",
  unit_unknown: "home_unit",
  joined_in_future: "joined_at",
  born_in_future: "birthday",
} as const;

const failed = (field: string, code: string, data?: Record<string, unknown>): RowResult => ({
  status: "failed",
  field,
  code,
  ...(data ? { data } : {}),
});

interface Terms {
  unit_by: ReadonlyMap<string, string>;
  fields: readonly Field[];
  known_tags: KnownTags;
  time_zone: string;
}

function readMember(row: ImportRow, { unit_by, fields: known, known_tags, time_zone }: Terms): Reading {
  const { name = "", external_id } = row;
  if (nameKey(name) === "") return failed("name", "required");
  if (name.length > NAME_LENGTH) return failed("name", "too_long", { maximum: NAME_LENGTH });
  if (external_id !== undefined && external_id.length > NAME_LENGTH)
    return failed("external_id", "too_long", { maximum: NAME_LENGTH });
  const identities = readIdentities(row);
  if ("field" in identities) return failed(identities.field, "invalid_identity");
  const id_number = row["id_number"] === undefined ? undefined : readIdNumber(row["id_number"]);
  if (id_number && "fault" in id_number) return failed("id_number", id_number.fault);
  if (row["phone"] === undefined && external_id === undefined && identities.length === 0 && !id_number)
    return failed("phone", "required");
  const birthday = row["birthday"] === undefined ? undefined : readImportDate(row["birthday"]);
  if (birthday === null || (birthday !== undefined && birthday < "1900-01-01"))
    return failed("birthday", "invalid_date");
  const joined = row["joined_at"] === undefined ? undefined : readImportDate(row["joined_at"]);
  if (joined === null || (joined !== undefined && joined < "1900-01-01")) return failed("joined_at", "invalid_date");
  const home_unit_id = row["home_unit"] === undefined ? undefined : unit_by.get(row["home_unit"]);
  if (row["home_unit"] !== undefined && home_unit_id === undefined) return failed("home_unit", "unit_unknown");
  const language = row["language"] === undefined ? undefined : readLanguage(row["language"]);
  if (row["language"] !== undefined && language === undefined)
    return failed("language", "not_allowed", { values: "zh-CN, en, ko" });
  const sex = row["sex"] === undefined ? undefined : readSex(row["sex"]);
  if (row["sex"] !== undefined && sex === undefined)
    return failed("sex", "not_allowed", { values: "女, 男, 其他, F, M, O" });
  const fields = readImportFields(row, known);
  if ("fault" in fields) return failed(fields.field, fields.fault, fields.data);
  const tags = readTags(row["tags"] ?? "", known_tags);
  if (!Array.isArray(tags)) return failed("tags", tags.fault, tags.data);
  return {
    member: {
      name,
      phone: row["phone"] === undefined ? undefined : readImportPhone(row["phone"]),
      external_id,
      birth: birthday === undefined ? undefined : solarBirth(birthday),
      home_unit_id,
      language,
      sex,
      source: "import",
      joined_at: joined === undefined ? undefined : instantOf(joined, time_zone),
    },
    tags,
    identities,
    id_number: id_number?.id_number,
    fields,
  };
}
