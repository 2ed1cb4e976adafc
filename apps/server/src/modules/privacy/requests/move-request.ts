import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { listStandings, type Purpose, recordConsent } from "../../consents/index.ts";
import { personOf } from "../../members/index.ts";
import { getTenant, type Holidays, tenantNow } from "../../org/index.ts";
import { moveOf, type RequestAction } from "../domain/request-states.ts";
import { dueAfter, MOST_EXTENSION_DAYS } from "../domain/working-days.ts";
import { addStep, lockRequest, type SubjectRequest } from "./subject-request.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";

export interface Move {
  request_id: string;
  action: RequestAction;
  /** What was found, done or answered; a refusal and an extension have to say why. */
  note: string | null;
  /** Working days on top, for an extension. */
  days?: number;
}

interface Context {
  by: By;
  reach: Reach;
  holidays: Holidays;
}

/**
 * Takes a request one step on. @throws not_found · request_state · reason_required · extended_already · erasure_first ·
 * package_first
 */
export async function moveRequest(tx: Tx, app: Keyed, move: Move, context: Context): Promise<void> {
  const { by, reach } = context;
  const request = await lockRequest(tx, move.request_id, reach);
  const next = moveOf(move.action, request.state);
  if (next === undefined) throw new AppError("request_state", { state: request.state });
  if ((move.action === "refuse" || move.action === "extend") && !move.note) throw new AppError("reason_required");
  const change = await changeOf(tx, app, request, move, context);
  await saveMove(tx, request, { state: next, ...change });
  const recorded_at = app.runtime.clock.now();
  await addStep(tx, { request_id: request.request_id, action: move.action, by, note: move.note, recorded_at });
  await recordAudit(tx, app.runtime, by, {
    action: "subject_request.moved",
    subject: { kind: "subject_request", id: request.request_id },
    before: { state: request.state, due_date: request.due_date },
    after: { state: next, ...("due_date" in change ? { due_date: change.due_date } : {}) },
    reason: move.note,
  });
}

/** The end of a request that something else has answered: an erasure that was approved and done. */
export async function closeRequest(
  tx: Tx,
  app: Keyed,
  request: SubjectRequest,
  by: By,
  outcome: string | null,
): Promise<void> {
  const closed_at = tenantNow(await getTenant(tx), app.runtime);
  await saveMove(tx, request, { state: "done", outcome, closed_at });
  const recorded_at = app.runtime.clock.now();
  await addStep(tx, { request_id: request.request_id, action: "complete", by, note: outcome, recorded_at });
}

async function changeOf(tx: Tx, app: Keyed, request: SubjectRequest, move: Move, { by, holidays }: Context) {
  if (move.action === "extend") return extension(request, move, holidays);
  if (move.action !== "complete" && move.action !== "refuse") return {};
  if (move.action === "complete") {
    if (request.kind === "erasure") throw new AppError("erasure_first");
    if (request.kind === "access" && request.package_at === null) throw new AppError("package_first");
    if (request.kind === "withdrawal") await withdrawAll(tx, app, request, by);
  }
  return { outcome: move.note, closed_at: tenantNow(await getTenant(tx), app.runtime) };
}

function extension(request: SubjectRequest, { note, days = MOST_EXTENSION_DAYS }: Move, holidays: Holidays) {
  if (request.extended_days > 0) throw new AppError("extended_already");
  const due = dueAfter(request.due_date, days, (date) => holidays.stateOf(date).state);
  const unknown_years = [...new Set([...request.unknown_years, ...due.unknown_years])];
  return { due_date: due.date, unknown_years, extended_days: days, extension_reason: note };
}

/** Everything but the membership itself, which ends by erasure. */
async function withdrawAll(tx: Tx, app: Keyed, request: SubjectRequest, by: By): Promise<void> {
  // Whoever asked may have become somebody else since: it is the person's word.
  const member_id = await personOf(tx, request.member_id);
  const channel = request.channel === "app" ? "app" : request.channel === "phone" ? "phone" : "front_desk";
  for (const { purpose, state } of await listStandings(tx, member_id)) {
    if (state === "withdrawn" || purpose === "membership") continue;
    await recordConsent(tx, app, {
      member_id,
      // A standing was written by recordConsent, which knows only these.
      purpose: purpose as Purpose,
      action: "withdrawn",
      language: "zh-CN",
      channel,
      actor: by.actor,
      actor_id: by.actor_id,
      ip: null,
    });
  }
}

export async function saveMove(
  tx: Tx,
  request: Pick<SubjectRequest, "request_id" | "version">,
  change: Partial<Omit<SubjectRequest, "member_name" | "member_card_no"> & { package_sha256: Buffer }>,
): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("privacy.subject_request")
      .set({ ...change, version: request.version + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("request_id", "=", request.request_id),
  );
}
