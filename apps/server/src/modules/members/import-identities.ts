// What a file says of other names of its people: e-mail, an agency's account, an older card, an employee number.
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { ImportRow } from "../../platform/imports/import-kinds.ts";
import { identityText, type IdentityKind, type IdentityValue, readIdentity } from "./domain/identity-value.ts";
import { identityIndexesOf, sealIdentity } from "./identity-vault.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

export const IDENTITY_FIELDS = [
  {
    name: "email",
    label: t("邮箱", "Email", "이메일"),
    example: "lan@example.com",
    known_as: ["电子邮箱", "邮件", "email", "e-mail", "mail"],
  },
  {
    name: "ota",
    label: t("OTA 平台", "Agency", "OTA"),
    example: "ctrip",
    known_as: ["平台", "来源平台", "渠道平台", "agency", "platform"],
  },
  {
    name: "ota_account",
    label: t("OTA 账号", "Agency account", "OTA 계정"),
    example: "M-2048-7781",
    known_as: ["平台账号", "ota account", "agency account"],
  },
  {
    name: "card",
    label: t("旧卡号", "Card of another system", "기존 카드 번호"),
    example: "VIP 0001024",
    known_as: ["实体卡号", "原卡号", "会员卡号", "card", "card no", "card number"],
  },
  {
    name: "employee_no",
    label: t("工号", "Employee number", "사번"),
    example: "E-1024",
    known_as: ["员工号", "员工编号", "employee no", "staff no"],
  },
];

const COLUMNS: readonly { field: string; kind: IdentityKind; issuer?: string }[] = [
  { field: "email", kind: "email" },
  { field: "ota_account", kind: "ota", issuer: "ota" },
  { field: "card", kind: "card" },
  { field: "employee_no", kind: "employee_no" },
];

/** The names in a row, or the column that holds none. */
export function readIdentities(row: ImportRow): IdentityValue[] | { field: string } {
  const names: IdentityValue[] = [];
  for (const { field, kind, issuer } of COLUMNS) {
    const value = row[field];
    if (value === undefined) continue;
    const identity = readIdentity(kind, issuer === undefined ? undefined : row[issuer], value);
    if (typeof identity === "string") return { field: identity === "issuer" ? (issuer ?? field) : field };
    names.push(identity);
  }
  return names;
}

/** Of these names those that somebody has already, as texts. */
export async function findHeld(
  tx: Tx,
  { secrets }: Keyed,
  identities: readonly IdentityValue[],
): Promise<ReadonlySet<string>> {
  if (identities.length === 0) return new Set();
  const by_index = new Map(
    identities.flatMap((identity) =>
      identityIndexesOf(secrets, tx.tenant_id, identity).map((index) => [index.toString("hex"), identity] as const),
    ),
  );
  const rows = await tx.all(
    sql_builder
      .selectFrom("members.identity")
      .select("value_index")
      .where("tenant_id", "=", tx.tenant_id)
      .where(
        "value_index",
        "in",
        [...by_index.keys()].map((hex) => Buffer.from(hex, "hex")),
      ),
  );
  const held = rows.flatMap(({ value_index }) => by_index.get(value_index.toString("hex")) ?? []);
  return new Set(held.map(identityText));
}

/** Gives names to people who have just been registered; one that somebody was quicker with stays theirs. */
export async function giveIdentities(
  tx: Tx,
  { runtime, secrets }: Keyed,
  given: readonly { member_id: string; identity: IdentityValue }[],
): Promise<void> {
  if (given.length === 0) return;
  const created_at = runtime.clock.now();
  const rows = given.map(({ member_id, identity }) => {
    const identity_id = runtime.ids.next();
    const sealed = sealIdentity(secrets, tx.tenant_id, identity_id, identity);
    return { tenant_id: tx.tenant_id, identity_id, member_id, ...sealed, source: "import", created_at };
  });
  await tx.run(
    sql_builder
      .insertInto("members.identity")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Whether a row is somebody who is there, or one further up in the same rows; notes the others. */
export function createKnownNames(held: ReadonlySet<string>) {
  const seen = new Set(held);
  return (texts: readonly string[]): boolean => {
    if (texts.some((text) => seen.has(text))) return true;
    for (const text of texts) seen.add(text);
    return false;
  };
}
