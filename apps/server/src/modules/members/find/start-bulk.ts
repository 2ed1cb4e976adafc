// A work over a selection: weighed first, begun at once or after a second person's yes, taken back as a whole.
import type { App } from "../../../platform/app.ts";
import { type Approval, exceeds, readApprovalRule, requestApproval } from "../../../platform/approvals/index.ts";
import type { By, Caller } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { assert } from "../../../platform/kernel/assert.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { namesOf } from "../../../platform/names.ts";
import type { TenantTimes } from "../../../platform/tenant-time.ts";
import { requireFit } from "../change-owner.ts";
import { countChanged, weighSelection } from "../db/bulk.gen.ts";
import { type Bulk, changeBulk, insertBulk, type Weighed } from "./bulk.ts";
import type { BulkActionName, BulkInput } from "./bulk-actions.ts";
import { BULK_JOB, type BulkJobInput, UNDO_JOB } from "./bulk-job.ts";
import { listTags } from "../tags.ts";
import { getSelection, keepWeighed, type LastWeighed, readWeighed, type Selection } from "./selections.ts";

export const BULK_OPERATION = "members.bulk";
const UNDO_MS = 7 * 86_400_000;

export interface Deed {
  action: BulkActionName;
  input: BulkInput;
}

/** What it would do, and what those whom it changes hold: weighed now, and remembered for whoever begins it next. */
export async function weigh(
  tx: Tx,
  { runtime }: Pick<App, "runtime">,
  selection_id: string,
  deed: Deed,
  reach: Reach,
): Promise<Weighed> {
  const { tenant_id } = tx;
  const { action, input } = deed;
  const weighed = await run(tx, weighSelection, { tenant_id, selection_id, action, ...input, ...memberParams(reach) });
  const kept: LastWeighed = { of: markOf(deed, reach), at: runtime.clock.now().getTime(), weighed };
  await keepWeighed(tx, selection_id, kept);
  return weighed;
}

/** Begun so soon after it was weighed, a second person sees what the first one saw. */
const FRESH_MS = 10 * 60_000;

async function weighOnce(tx: Tx, app: App, { selection, reach, ...deed }: NewBulk): Promise<Weighed> {
  const last = await readWeighed(tx, selection.selection_id);
  const is_fresh = last && app.runtime.clock.now().getTime() - last.at < FRESH_MS;
  if (is_fresh && last.of === markOf(deed, reach)) return last.weighed;
  return weigh(tx, app, selection.selection_id, deed, reach);
}

/** The deed, and as far as whose reach. */
const markOf = ({ action, input }: Deed, { scope, customers }: Reach) =>
  JSON.stringify([action, input.target_id, scope, customers]);

/** @throws not_found · selection_expired · selection_empty, with a pointer at the selection */
export async function requireUsable(
  db: Db,
  { runtime }: App,
  selection_id: string,
  creator_id: string,
): Promise<Selection> {
  const selection = await getSelection(db, selection_id, creator_id);
  const at = [{ pointer: "/selection_id", code: "invalid" }];
  if (selection.expires_at <= runtime.clock.now()) throw new AppError("selection_expired", {}, at);
  if (selection.people === 0) throw new AppError("selection_empty", {}, at);
  return selection;
}

/** The tag is there and given by people, the colleague may look after members. @throws not_found · tag_automatic · owner_unfit */
export async function requireTarget(tx: Tx, { action, input }: Deed, reach: Reach): Promise<void> {
  if (input.target_id === null) return;
  if (action === "assign") {
    await requireFit(tx, input.target_id, reach);
    return;
  }
  const tag = (await listTags(tx)).find(({ tag_id }) => tag_id === input.target_id);
  if (!tag) throw new AppError("not_found", {}, [{ pointer: "/tag_id", code: "invalid" }]);
  if (tag.kind === "automatic") throw new AppError("tag_automatic", { name: tag.name });
}

export interface NewBulk extends Deed {
  selection: Selection;
  reason: string;
  by: Caller;
  reach: Reach;
  times: TenantTimes;
}

export type Begun = { bulk: Bulk } | { bulk: Bulk; approval: Approval };

/** Begins at once, or waits for a second person when it is for many. */
export async function requestBulk(tx: Tx, app: App, asked: NewBulk): Promise<Begun> {
  const { selection, by, reason, action } = asked;
  const is_large = exceeds(await readApprovalRule(tx, BULK_OPERATION), selection.people);
  const bulk = rowOf(app, asked, is_large ? await weighOnce(tx, app, asked) : null);
  await insertBulk(tx, bulk);
  await recordAudit(tx, app.runtime, by, {
    action: "bulk.requested",
    subject: { kind: "bulk", id: bulk.bulk_id },
    after: { action, ...(await named(tx, bulk)), people: selection.people },
    reason,
  });
  if (!is_large) return { bulk: { ...bulk, state: "running", job_id: await startBulk(tx, app, bulk) } };
  const approval = await requestApproval(tx, app, {
    kind: BULK_OPERATION,
    input: { bulk_id: bulk.bulk_id },
    reason,
    by,
    subject: { kind: "bulk", id: bulk.bulk_id },
    unit_id: null,
    times: asked.times,
  });
  await changeBulk(tx, bulk.bulk_id, { approval_id: approval.approval_id });
  return { bulk: { ...bulk, approval_id: approval.approval_id }, approval };
}

/** What it is for, by name: in the log, in the tray. */
export async function named(db: Db, { action, input }: Deed): Promise<Record<string, string | null>> {
  if (input.target_id === null) return action === "assign" ? { owner: null } : {};
  const kind = action === "assign" ? "staff" : "tag";
  const name = (await namesOf(db, [{ kind, id: input.target_id }])).get(input.target_id) ?? null;
  return action === "assign" ? { owner: name } : { tag: name };
}

function rowOf({ runtime }: App, asked: NewBulk, weighed: Weighed | null): Bulk {
  const { selection, action, input, reason, by, reach } = asked;
  assert(by.actor !== "member", "bulk works are asked for by the house");
  const { scope, customers } = reach;
  return {
    bulk_id: runtime.ids.next(),
    selection_id: selection.selection_id,
    action,
    input,
    reason,
    people: selection.people,
    weighed,
    changed: 0,
    unchanged: 0,
    failed: 0,
    state: "waiting",
    actor: by.actor,
    actor_id: by.actor_id,
    caller: by,
    reach: { scope, customers },
    approval_id: null,
    job_id: null,
    undo_job_id: null,
    requested_at: runtime.clock.now(),
    ended_at: null,
  };
}

/** In the requester's name, whoever says yes: it is in their tray. */
export async function startBulk(tx: Tx, app: App, bulk: Bulk): Promise<string> {
  const { bulk_id, people: total, caller: by, reach } = bulk;
  const input: BulkJobInput = { bulk_id };
  const subject = { kind: "bulk", id: bulk_id } as const;
  const title = await titleOf(tx, bulk);
  const job_id = await startJob(tx, app, { kind: BULK_JOB, title, subject, input, by, scope: reach.scope, total });
  await changeBulk(tx, bulk_id, { state: "running", job_id });
  return job_id;
}

const titleOf = async (db: Db, bulk: Bulk) => Object.values(await named(db, bulk))[0] ?? bulk.reason;

/** Whether it can be taken back: done or stopped on its way, within 7 days. */
export const canUndo = ({ state, ended_at, changed }: Bulk, now: Date): boolean =>
  (state === "done" || state === "stopped") &&
  changed > 0 &&
  ended_at !== null &&
  now.getTime() - ended_at.getTime() < UNDO_MS;

/** The caller holds the record's lock. @throws bulk_not_undoable */
export async function startUndo(tx: Tx, app: App, by: By, bulk: Bulk, scope: Reach["scope"]): Promise<string> {
  if (!canUndo(bulk, app.runtime.clock.now())) throw new AppError("bulk_not_undoable");
  const { bulk_id } = bulk;
  const { changed: total } = await run(tx, countChanged, { tenant_id: tx.tenant_id, bulk_id });
  const input: BulkJobInput = { bulk_id };
  const subject = { kind: "bulk", id: bulk_id } as const;
  const title = await titleOf(tx, bulk);
  const undo_job_id = await startJob(tx, app, { kind: UNDO_JOB, title, subject, input, by, scope, total });
  await changeBulk(tx, bulk_id, { state: "undoing", undo_job_id });
  await recordAudit(tx, app.runtime, by, {
    action: "bulk.undone",
    subject,
    before: { action: bulk.action, ...(await named(tx, bulk)), changed: total },
  });
  return undo_job_id;
}
