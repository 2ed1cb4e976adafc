import { z } from "zod";
import { sql_builder } from "../../../platform/db/builder.ts";
import { registerExport } from "../../../platform/exports/export-kinds.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { zStaffFilter } from "./staff-schema.ts";
import { listStaff } from "../list-staff.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const zFilter = z.strictObject(zStaffFilter);
const STATUS = { active: t("在职", "Active", "활성"), disabled: t("已停用", "Disabled", "비활성") };

registerExport<z.output<typeof zFilter>, [string, string]>({
  kind: "staff",
  label: t("员工", "Staff", "직원"),
  permission: "staff:read",
  columns: [
    { name: "staff_id", label: t("员工编号", "Staff id", "직원 번호"), type: "text" },
    { name: "name", label: t("姓名", "Name", "이름"), type: "text" },
    { name: "email", label: t("邮箱", "Email", "이메일"), type: "text" },
    { name: "role", label: t("角色", "Role", "역할"), type: "text" },
    { name: "unit", label: t("所属单位", "Unit", "소속"), type: "text" },
    { name: "status", label: t("状态", "Status", "상태"), type: "text" },
    { name: "last_seen_at", label: t("最近使用", "Last seen", "최근 사용"), type: "time" },
  ],
  filter: zFilter,
  count: async (db, { reach: { scope } }, { role_id, status }) => {
    let query = sql_builder.selectFrom("access.staff as s").where("s.tenant_id", "=", db.tenant_id);
    if (scope !== "all") query = query.where("s.unit_id", "in", [...scope]);
    if (role_id !== undefined) query = query.where("s.role_id", "=", role_id);
    if (status !== undefined) query = query.where("s.status", "=", status);
    return (await db.first(query.select(({ fn }) => fn.countAll<number>().as("count"))))?.count ?? 0;
  },
  page: async (db, { reach: { scope }, language }, { role_id, status }, { after, limit }) => {
    const position = after ? { email: after[0], staff_id: after[1] } : undefined;
    const found = await listStaff(db, { scope, role_id, status, after: position, rows: limit });
    const last = found.length < limit ? undefined : found.at(-1);
    const rows = found.map((row) => ({
      staff_id: toWireId("staff", row.staff_id),
      name: row.name,
      email: row.email,
      role: (row.role_names as Record<string, string> | null)?.[language] ?? row.role_name,
      unit: row.unit_name,
      status: STATUS[row.status][language],
      last_seen_at: row.last_seen_at,
    }));
    return { rows, next: last ? [last.email, last.staff_id] : null };
  },
});
