import type { App } from "../app.ts";
import { type Approval, exceeds, readApprovalRule, requestApproval } from "../approvals/index.ts";
import type { Caller } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Tx } from "../db/pool.ts";
import type { Auth } from "../http/auth.ts";
import { startJob } from "../jobs/jobs.ts";
import { assert } from "../kernel/assert.ts";
import type { Language } from "../kernel/errors.ts";
import type { TenantTimes } from "../tenant-time.ts";
import type { AnyExportKind } from "./export-kinds.ts";
import { EXPORT_JOB, type ExportInput } from "./export-job.ts";
import { changeExport, type Export, type ExportFormat, getExport, insertExport } from "./exports.ts";

export const EXPORT_OPERATION = "exports.run";

export interface NewExport {
  kind: AnyExportKind;
  format: ExportFormat;
  columns: string[];
  /** As the caller wrote it; the kind has read it once. */
  filter: Record<string, unknown>;
  reason: string;
  language: Language;
  rows_expected: number;
  auth: Auth;
  by: Caller;
  times: TenantTimes;
}

export type Requested = { export_id: string; job_id: string } | { approval: Approval };

/** Begins at once, or waits for a second person when it is large. */
export async function requestExport(tx: Tx, app: App, asked: NewExport): Promise<Requested> {
  const { by, reason, rows_expected, times } = asked;
  const row = toRow(app, asked);
  const { export_id } = row;
  await insertExport(tx, row);
  await recordAudit(tx, app.runtime, by, {
    action: "export.requested",
    subject: { kind: "export", id: export_id },
    after: { kind: row.kind, format: row.format, columns: row.columns, rows: rows_expected },
    reason,
  });
  if (!exceeds(await readApprovalRule(tx, EXPORT_OPERATION), rows_expected))
    return { export_id, job_id: await startExport(tx, app, row) };
  const approval = await requestApproval(tx, app, {
    kind: EXPORT_OPERATION,
    input: { export_id },
    reason,
    by,
    subject: { kind: "export", id: export_id },
    unit_id: null,
    times,
  });
  await changeExport(tx, export_id, { approval_id: approval.approval_id });
  return { approval };
}

function toRow(app: App, { kind, auth, by, times: _times, ...asked }: NewExport): Export {
  assert(by.actor !== "member", "exports are asked for by the house");
  const clear = kind.columns.filter(
    ({ name, clear: full }) => full && asked.columns.includes(name) && auth.permissions.has(full.permission),
  );
  return {
    ...asked,
    export_id: app.runtime.ids.next(),
    kind: kind.kind,
    clear_columns: clear.map(({ name }) => name),
    state: "waiting",
    rows_written: null,
    masks: [...auth.masks],
    reach: { scope: auth.scope, customers: auth.customers },
    requested_by_kind: by.actor,
    requested_by: by.actor_id,
    caller: by,
    approval_id: null,
    job_id: null,
    file_id: null,
    requested_at: app.runtime.clock.now(),
    ended_at: null,
  };
}

/** In the requester's name, whoever says yes: it is in their tray, and the file is theirs. */
export async function startExport(tx: Tx, app: App, row: Export): Promise<string> {
  const { export_id, caller: by, reach, rows_expected: total, reason: title } = row;
  const input: ExportInput = { export_id };
  const subject = { kind: "export", id: export_id } as const;
  const job_id = await startJob(tx, app, { kind: EXPORT_JOB, title, subject, input, by, scope: reach.scope, total });
  await changeExport(tx, export_id, { state: "running", job_id });
  return job_id;
}

export async function startWaiting(tx: Tx, app: App, export_id: string): Promise<string> {
  return startExport(tx, app, await getExport(tx, export_id));
}
