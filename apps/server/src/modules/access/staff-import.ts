// Colleagues from a file: each row is an invitation, by the rules of one sent by hand.
import { z } from "zod";
import type { Caller } from "../../platform/audit/by.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import {
  type ImportContext,
  type ImportRow,
  registerImport,
  type RowResult,
} from "../../platform/imports/import-kinds.ts";
import { LANGUAGE_VALUES, readLanguage } from "../../platform/imports/read-language.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { listUnits } from "../org/index.ts";
import type { StaffGrantor } from "./change-staff.ts";
import { countOpenInvitations, invite, type NewInvitation, revokeOpenInvitations } from "./invitations.ts";
import { askWhenWider } from "./role-change-operation.ts";
import { listRoles } from "./roles.ts";
import { grantorNow } from "./standing.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const NAME_LENGTH = 100;
const REASON_LENGTH = 200;

registerImport({
  kind: "staff",
  label: t("员工", "Staff", "직원"),
  permission: "staff:write",
  fields: [
    {
      name: "email",
      label: t("邮箱", "Email", "이메일"),
      required: true,
      example: "jiang@example.com",
      known_as: ["电子邮箱", "mail", "e-mail"],
    },
    {
      name: "name",
      label: t("姓名", "Name", "이름"),
      required: true,
      example: "江听岚",
      known_as: ["员工姓名", "名字"],
    },
    {
      name: "role",
      label: t("角色", "Role", "역할"),
      required: true,
      example: "front_desk",
      known_as: ["岗位", "角色编码"],
    },
    {
      name: "unit",
      label: t("所属单位", "Unit", "소속"),
      required: true,
      example: "happy-valley",
      known_as: ["门店", "单位", "门店编码", "store"],
    },
    {
      name: "language",
      label: t("邮件语言", "Language of the mail", "메일 언어"),
      example: "zh-CN",
      values: LANGUAGE_VALUES,
    },
    { name: "reason", label: t("原因", "Reason", "사유"), example: "暑期加人", known_as: ["备注"] },
  ],
  apply: inviteRows,
  undo: {
    countUnused: countOpenInvitations,
    takeBack: (tx, { app, by }, ids) => revokeOpenInvitations(tx, app.runtime, ids, by),
  },
});

const zEmail = z.email().max(254);

/** Ids by what a file may call them: code or name. */
interface Known {
  roles: ReadonlyMap<string, string>;
  units: ReadonlyMap<string, string>;
}

async function readKnown(tx: Db): Promise<Known> {
  const [roles, units] = await Promise.all([listRoles(tx), listUnits(tx)]);
  const names = roles.flatMap(({ role_id, name, names: all }) =>
    [name, ...Object.values(all ?? {})].map((one) => [one, role_id] as const),
  );
  return {
    // Codes last: they are unique, and a name may be another's code.
    roles: new Map([...names, ...roles.map(({ code, role_id }) => [code, role_id] as const)]),
    units: new Map([
      ...units.map(({ name, unit_id }) => [name, unit_id] as const),
      ...units.map(({ code, unit_id }) => [code, unit_id] as const),
    ]),
  };
}

async function inviteRows(tx: Tx, { app, by }: ImportContext, rows: readonly ImportRow[]): Promise<RowResult[]> {
  if (by.actor !== "staff") throw new AppError("actor_not_allowed", { actors: "staff" });
  const grantor = await grantorNow(tx, by.actor_id, by);
  if (!grantor?.permissions.has("staff:write")) throw new AppError("requester_lost_right");
  const known = await readKnown(tx);
  const results: RowResult[] = [];
  for (const row of rows) {
    const reading = readRow(row, known);
    results.push("status" in reading ? reading : await inviteOne(tx, app, reading.invitation, { grantor, by }));
  }
  return results;
}

/** Where a refusal stands in the row. Each comes before anything is written; whatever else goes wrong is not the row's. */
const FIELD_OF: Readonly<Record<string, string>> = {
  staff_exists: "email",
  invitation_open: "email",
  beyond_own_rights: "role",
  not_found: "unit",
  reason_required: "reason",
};

async function inviteOne(
  tx: Tx,
  app: ImportContext["app"],
  invitation: NewInvitation,
  { grantor, by }: { grantor: StaffGrantor; by: Caller },
): Promise<RowResult> {
  const { reason } = invitation;
  try {
    const waiting = await askWhenWider(tx, app, { what: "invitation", ...invitation }, { reason, by });
    // Made, but the second person's now: undoing the import takes no approval back.
    if (waiting) return { status: "created", subject_id: waiting.approval.approval_id };
    return { status: "created", subject_id: await invite(tx, app, invitation, grantor) };
  } catch (error) {
    const field = error instanceof AppError ? FIELD_OF[error.code] : undefined;
    if (!(error instanceof AppError) || field === undefined) throw error;
    return { status: "failed", code: error.code, field, data: error.data };
  }
}

type Reading = { invitation: NewInvitation } | Extract<RowResult, { status: "failed" }>;

const failed = (field: string, code: string, data: Record<string, unknown> = {}) =>
  ({ status: "failed", field, code, data }) as const;

function readRow(row: ImportRow, { roles, units }: Known): Reading {
  const { email = "", name = "", reason } = row;
  if (!zEmail.safeParse(email).success) return failed("email", "invalid_email");
  if (name === "") return failed("name", "required");
  if (name.length > NAME_LENGTH) return failed("name", "too_long", { maximum: NAME_LENGTH });
  if (reason !== undefined && reason.length > REASON_LENGTH)
    return failed("reason", "too_long", { maximum: REASON_LENGTH });
  const role_id = roles.get(row["role"] ?? "");
  if (role_id === undefined) return failed("role", "role_unknown");
  const unit_id = units.get(row["unit"] ?? "");
  if (unit_id === undefined) return failed("unit", "not_found");
  const language = readLanguage(row["language"] ?? "zh-CN");
  if (language === undefined) return failed("language", "not_allowed", { values: "zh-CN, en, ko" });
  return { invitation: { email, name, role_id, unit_id, language, reason } };
}
