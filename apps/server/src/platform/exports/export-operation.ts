import { z } from "zod";
import { type Effect, registerOperation } from "../approvals/index.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Tx } from "../db/pool.ts";
import { present } from "../kernel/assert.ts";
import { toWireId } from "../kernel/ids.ts";
import { findExportKind, wholeKind } from "./export-kinds.ts";
import { changeExport, getExport } from "./exports.ts";
import { EXPORT_OPERATION, startWaiting } from "./request-export.ts";
import { rightsNow } from "./rights-now.ts";

const DEFAULT_THRESHOLD_ROWS = 5_000;
const NONE = "—";

registerOperation({
  kind: EXPORT_OPERATION,
  permission: "exports:approve",
  requires: "exports:write",
  texts: {
    title: { "zh-CN": "批量导出", en: "Large export", ko: "대량 내보내기" },
    labels: {
      kind: { "zh-CN": "清单", en: "List", ko: "목록" },
      rows: { "zh-CN": "行数", en: "Rows", ko: "행 수" },
      columns: { "zh-CN": "列", en: "Columns", ko: "열" },
      sensitive: { "zh-CN": "敏感列", en: "Sensitive columns", ko: "민감한 열" },
      clear: { "zh-CN": "不脱敏的列", en: "Columns in full", ko: "마스킹하지 않는 열" },
      format: { "zh-CN": "格式", en: "Format", ko: "형식" },
    },
  },
  input: z.strictObject({ export_id: z.uuid() }),
  rule: { measure: "rows", enabled: true, threshold: DEFAULT_THRESHOLD_ROWS, hours: 72 },
  preview: (tx, { app }, { export_id }) => effectOf(tx, export_id, app.runtime.clock.now()),
  execute: async (tx, { app, by, approval_id }, { export_id }) => {
    const job_id = await startWaiting(tx, app, export_id);
    await recordAudit(tx, app.runtime, by, {
      action: "export.approved",
      subject: { kind: "export", id: export_id },
      after: { job_id: toWireId("job", job_id) },
      approval_id,
    });
    return { export_id: toWireId("export", export_id), job_id: toWireId("job", job_id) };
  },
  closed: async (tx, _runtime, { input, at }) => {
    await changeExport(tx, input.export_id, { state: "refused", ended_at: at });
  },
});

/** As counted when it was asked for: nothing in it moves by itself. */
async function effectOf(tx: Tx, export_id: string, now: Date): Promise<Effect> {
  const asked = await getExport(tx, export_id);
  const kind = await wholeKind(tx, present(findExportKind(asked.kind), `the export kind ${asked.kind}`));
  const { masks, clear } = await rightsNow(tx, kind, asked, now);
  const { language, rows_expected: rows } = asked;
  const columns = kind.columns.filter(({ name }) => asked.columns.includes(name));
  const named = (some: typeof columns) => some.map(({ label }) => label[language]).join(" · ") || NONE;
  const sensitive = columns.filter((column) => column.sensitive && !masks.has(column.sensitive));
  return {
    lines: [
      { label: "kind", after: kind.label[language] },
      { label: "rows", after: rows, unit: "count" },
      { label: "columns", after: named(columns) },
      { label: "sensitive", after: named(sensitive) },
      { label: "clear", after: named(columns.filter(({ name }) => clear.has(name))) },
      { label: "format", after: asked.format.toUpperCase() },
    ],
    rows,
  };
}
