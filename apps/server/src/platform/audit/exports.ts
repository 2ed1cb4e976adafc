import { z } from "zod";
import { sql_builder } from "../db/builder.ts";
import { type ExportRow, registerExport } from "../exports/export-kinds.ts";
import { namesOf } from "../names.ts";
import { namedIn, wire, zAuditFilter } from "./http/schema.ts";
import { type AuditRow, matchingAudit, searchAudit } from "./search-audit.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const zFilter = z.strictObject(zAuditFilter);
/** Beyond it, how many exactly no longer matters. */
const COUNTED = 2_000_000;

registerExport<z.output<typeof zFilter>, [string, string]>({
  kind: "audit",
  label: t("审计日志", "Audit log", "감사 로그"),
  permission: "audit:read",
  whole_group: true,
  columns: [
    { name: "audit_entry_id", label: t("编号", "Entry", "번호"), type: "text" },
    { name: "recorded_at", label: t("时间", "Time", "시각"), type: "time" },
    { name: "action", label: t("动作", "Action", "동작"), type: "text" },
    { name: "actor_kind", label: t("操作者类型", "Actor kind", "행위자 유형"), type: "text" },
    { name: "actor_id", label: t("操作者编号", "Actor id", "행위자 번호"), type: "text" },
    { name: "actor", label: t("操作者", "Actor", "행위자"), type: "text" },
    { name: "subject_kind", label: t("对象类型", "Subject kind", "대상 유형"), type: "text" },
    { name: "subject_id", label: t("对象编号", "Subject id", "대상 번호"), type: "text" },
    { name: "subject", label: t("对象", "Subject", "대상"), type: "text", sensitive: "name" },
    { name: "reason", label: t("事由", "Reason", "사유"), type: "text" },
    { name: "before", label: t("之前", "Before", "이전"), type: "text" },
    { name: "after", label: t("之后", "After", "이후"), type: "text" },
    { name: "route", label: t("接口", "Route", "경로"), type: "text" },
    { name: "ip", label: t("IP 地址", "Address", "IP 주소"), type: "text" },
    { name: "request_id", label: t("请求编号", "Request", "요청 번호"), type: "text" },
    { name: "approval_id", label: t("审批编号", "Approval", "승인 번호"), type: "text" },
  ],
  filter: zFilter,
  count: async (db, _view, filter) => {
    const some = matchingAudit(db, filter).select("audit_entry_id").limit(COUNTED);
    const counted = sql_builder.selectFrom(some.as("e")).select(({ fn }) => fn.countAll<number>().as("count"));
    return (await db.first(counted))?.count ?? 0;
  },
  page: async (db, _view, filter, { after, limit }) => {
    const position = after ? { recorded_at: new Date(after[0]), audit_entry_id: after[1] } : undefined;
    const found = await searchAudit(db, { ...filter, limit, after: position });
    const names = await namesOf(db, namedIn(found));
    const last = found.length < limit ? undefined : found.at(-1);
    return {
      rows: found.map((row) => rowOf(row, names)),
      next: last ? [last.recorded_at.toISOString(), last.audit_entry_id] : null,
    };
  },
});

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

function rowOf(row: AuditRow, names: ReadonlyMap<string, string>): ExportRow {
  const { actor, actor_id, subject_kind, subject_id } = row;
  return {
    audit_entry_id: wire("audit_entry", row.audit_entry_id),
    recorded_at: row.recorded_at,
    action: row.action,
    actor_kind: actor,
    actor_id: wire(actor, actor_id),
    actor: (actor_id && names.get(actor_id)) ?? null,
    subject_kind,
    subject_id: wire(subject_kind, subject_id),
    subject: (subject_id && names.get(subject_id)) ?? null,
    reason: row.reason,
    before: json(row.before),
    after: json(row.after),
    route: row.route,
    ip: row.ip,
    request_id: row.request_id,
    approval_id: wire("approval", row.approval_id),
  };
}
