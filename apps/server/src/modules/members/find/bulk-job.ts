// A work over a selection, part by part: whom it changes and how far it came commit together.
import type { App } from "../../../platform/app.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { csvLine, BOM } from "../../../platform/files/csv.ts";
import { failureText } from "../../../platform/jobs/failure-text.ts";
import { registerJob } from "../../../platform/jobs/job-kinds.ts";
import { type Job, type JobFailure, listFailures } from "../../../platform/jobs/jobs.ts";
import type { JobContext } from "../../../platform/jobs/run-job.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { narrower, type Reach, reachesMember } from "../../../platform/kernel/reach.ts";
import { findActing } from "../../../platform/people.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import { lockPersons, writePart } from "../db/bulk.gen.ts";
import { addToBulk, type Bulk, changeBulk, getBulk } from "./bulk.ts";
import { bulkActions, type Changed, type LockedPerson, NOBODY, tellChanged } from "./bulk-actions.ts";
import { PART, readPart } from "./selections.ts";

export const BULK_JOB = "members.bulk";
export const UNDO_JOB = "members.bulk_undo";

export interface BulkJobInput {
  bulk_id: string;
}
interface At {
  part_no: number;
}
type Context = JobContext<BulkJobInput, At>;

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const bulkOf = (job: Job) => (job.input as BulkJobInput).bulk_id;

registerJob<BulkJobInput, At>({
  kind: BULK_JOB,
  label: t("会员批量操作", "Bulk change of members", "회원 일괄 변경"),
  permission: "members:write",
  run: (context) => throughParts(context, doPart),
  onEnd: (tx, app, job) =>
    changeBulk(tx, bulkOf(job), {
      state: job.state === "done" ? "done" : "stopped",
      ended_at: app.runtime.clock.now(),
    }),
  onRevive: (tx, _app, job) => changeBulk(tx, bulkOf(job), { state: "running", ended_at: null }),
  writeFailures,
});

registerJob<BulkJobInput, At>({
  kind: UNDO_JOB,
  label: t("撤销会员批量操作", "Undo of a bulk change", "회원 일괄 변경 취소"),
  permission: "members:write",
  run: (context) => throughParts(context, undoPart),
  onEnd: (tx, _app, job) => changeBulk(tx, bulkOf(job), { state: job.state === "done" ? "undone" : "done" }),
  onRevive: (tx, _app, job) => changeBulk(tx, bulkOf(job), { state: "undoing" }),
  writeFailures,
});

interface Part {
  bulk: Bulk;
  part_no: number;
  reach: Reach;
}
interface PartOutcome {
  done: number;
  failures: JobFailure[];
}
type DoPart = (tx: Tx, context: Context, part: Part) => Promise<PartOutcome | undefined>;

async function throughParts(context: Context, work: DoPart): Promise<unknown> {
  const { app, job, input } = context;
  const { bulk_id } = input;
  let part_no = context.cursor?.part_no ?? 0;
  for (let more = true; more; part_no++) {
    await context.step(async (tx) => {
      const bulk = await getBulk(tx, bulk_id);
      const outcome = await work(tx, context, { bulk, part_no, reach: await reachNow(tx, app, job, bulk) });
      more = outcome !== undefined;
      if (!outcome) return {};
      const { done, failures } = outcome;
      await context.fail(tx, failures);
      return { done, ok: done - failures.length, failed: failures.length, cursor: { part_no: part_no + 1 } };
    });
  }
  return { bulk_id: toWireId("bulk", bulk_id) };
}

/** In whose name: whoever started it, as far as they may still. @throws bulk_no_longer_allowed */
async function reachNow(db: Db, { runtime }: App, { caller }: Job, { action, reach }: Bulk): Promise<Reach> {
  const permissions = ["members:write", bulkActions[action].permission];
  const is_house = caller.actor === "staff" || caller.actor === "api_key";
  const person =
    is_house &&
    (await findActing(db, { kind: caller.actor, id: caller.actor_id }, { now: runtime.clock.now(), permissions }));
  if (!person) throw new AppError("bulk_no_longer_allowed");
  return narrower(reach, person);
}

/** Whom it cannot be done to is told by their place in the selection; whoever is the same person is done once. */
async function doPart(tx: Tx, { app, job }: Context, { bulk, part_no, reach }: Part): Promise<PartOutcome | undefined> {
  const member_ids = await readPart(tx, bulk.selection_id, part_no);
  if (!member_ids) return undefined;
  const { tenant_id } = tx;
  const { bulk_id, action, input, reason } = bulk;
  const people = await run(tx, lockPersons, { tenant_id, member_ids });
  const place = placesOf(member_ids, people, part_no);
  const fit = people.filter((one) => codeAgainst(one, reach) === undefined);
  const failures = people.flatMap((one) => {
    const code = codeAgainst(one, reach);
    return code === undefined ? [] : [failureOf(place(one.member_id), one.card_no, code)];
  });
  const changed = await bulkActions[action].apply(tx, { app, by: job.caller, bulk_id, input, reason }, fit);
  if (changed.length > 0) {
    await run(tx, writePart, {
      tenant_id,
      bulk_id,
      part_no,
      member_ids: changed.map((one) => one.member_id),
      before: changed.map((one) => one.before ?? NOBODY),
    });
    await tellChanged(
      tx,
      app,
      action,
      changed.map((one) => one.member_id),
    );
  }
  const unchanged = member_ids.length - failures.length - changed.length;
  await addToBulk(tx, bulk_id, { changed: changed.length, unchanged, failed: failures.length });
  return { done: member_ids.length, failures };
}

const codeAgainst = (person: LockedPerson, reach: Reach) =>
  !reachesMember(reach, person) ? "not_found" : person.erased_at ? "member_erased" : undefined;

/** Counted from 1. Somebody merged since stands in one of the places whose old ids nobody answers to any more. */
function placesOf(
  member_ids: readonly string[],
  people: readonly LockedPerson[],
  part_no: number,
): (member_id: string) => number {
  const places = new Map(member_ids.map((member_id, index) => [member_id, index]));
  const here = new Set(people.map(({ member_id }) => member_id));
  const free = member_ids.flatMap((member_id, index) => (here.has(member_id) ? [] : [index]));
  return (member_id) => part_no * PART + (places.get(member_id) ?? free.pop() ?? 0) + 1;
}

const failureOf = (row_no: number, card_no: string, code: string): JobFailure => ({
  row_no,
  code,
  field: null,
  data: { card_no },
});

async function undoPart(tx: Tx, { app, job }: Context, part: Part): Promise<PartOutcome | undefined> {
  const { bulk, part_no } = part;
  const { tenant_id } = tx;
  const { bulk_id, action, input, reason } = bulk;
  if (part_no * PART >= bulk.people) return undefined;
  const kept = await tx.first(
    sql_builder
      .selectFrom("members.bulk_part")
      .select(["member_ids", "before"])
      .where("tenant_id", "=", tenant_id)
      .where("bulk_id", "=", bulk_id)
      .where("part_no", "=", part_no),
  );
  if (!kept) return { done: 0, failures: [] };
  const people = await run(tx, lockPersons, { tenant_id, member_ids: kept.member_ids });
  const before = new Map(
    kept.member_ids.map((id, index): [string, string | null] => [id, ownerIn(kept.before[index])]),
  );
  const same = people.flatMap((one): (LockedPerson & Changed)[] => {
    const was = before.get(one.member_id);
    return was === undefined || codeAgainst(one, part.reach) !== undefined ? [] : [{ ...one, before: was }];
  });
  const undone = await bulkActions[action].undo(tx, { app, by: job.caller, bulk_id, input, reason }, same);
  await tellChanged(tx, app, action, undone);
  const back = new Set(undone);
  const place = placesOf(kept.member_ids, people, part_no);
  const failures = people
    .filter((one) => !back.has(one.member_id))
    .map((one) => failureOf(place(one.member_id), one.card_no, "used_since"));
  return { done: kept.member_ids.length, failures };
}

const ownerIn = (id: string | undefined): string | null => (id === undefined || id === NOBODY ? null : id);

const PAGE = 1_000;
const cardOf = ({ data }: JobFailure) => (typeof data["card_no"] === "string" ? data["card_no"] : "");

/** By card: names are for the screens, where a role may hide them. */
async function* writeFailures(app: App, job: Job, language: Language): AsyncGenerator<string> {
  yield BOM + csvLine(["row", "card_no", "code", "detail"]);
  for (let after = 0; ; ) {
    const failures = await app.database.read(job.tenant_id, (db) => listFailures(db, job.job_id, PAGE, after));
    const last = failures.at(-1);
    if (!last) return;
    after = last.row_no;
    yield failures.map((one) => csvLine([one.row_no, cardOf(one), one.code, failureText(one, language)])).join("");
  }
}
