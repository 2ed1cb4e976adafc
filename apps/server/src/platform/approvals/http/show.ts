import type { z } from "zod";
import type { Auth } from "../../http/auth.ts";
import { problemOf } from "../../http/problem.ts";
import { toZonedIso } from "../../kernel/dates.ts";
import { AppError, type Language } from "../../kernel/errors.ts";
import { type IdKind, toWireId } from "../../kernel/ids.ts";
import type { Named } from "../../names.ts";
import type { Approval } from "../approval.ts";
import type { Delegation } from "../delegations.ts";
import { findOperation, type Effect } from "../operations.ts";
import { findRight, isOwnRequest, type Right } from "../rights.ts";
import type { TenantRule } from "../rules.ts";
import type { zApproval, zDelegation, zPending, zRule } from "./schema.ts";

/** Who looks, when and in which words. */
export interface View {
  auth: Auth;
  rights: readonly Right[];
  names: ReadonlyMap<string, string>;
  language: Language;
  zone: string;
  now: Date;
}

/** Everything that a page of approvals names. */
export const namedIn = (approvals: readonly Approval[]): Named[] =>
  approvals.flatMap((one) => [
    { kind: one.subject_kind, id: one.subject_id },
    { kind: one.requested_by_kind, id: one.requested_by },
    { kind: one.decided_by_kind ?? "staff", id: one.decided_by },
  ]);

export function showActor(kind: "staff" | "api_key", id: string, names: View["names"]) {
  const name = names.get(id) ?? null;
  return kind === "staff" ? { staff_id: toWireId("staff", id), name } : { key_id: toWireId("api_key", id), name };
}

/** Which of the lines are amounts is told by their unit, which no schema sees: they are hidden here. */
export function showEffect(kind: string, effect: Effect, { language, auth }: Pick<View, "language" | "auth">) {
  const labels = findOperation(kind)?.texts.labels ?? {};
  const hides = auth.masks.has("amounts");
  return {
    ...effect,
    lines: effect.lines.map((line) => ({
      ...line,
      ...(hides && line.unit === "fen" ? { before: null, after: null } : {}),
      text: labels[line.label]?.[language] ?? line.label,
    })),
  };
}

export function showProblem(error: AppError, language: Language) {
  const { code, title, detail } = problemOf(error, language, "");
  return { code, title, detail };
}

export function showApproval(approval: Approval, view: View): z.output<typeof zApproval> {
  const { auth, rights, names, language, zone } = view;
  const { kind, state, effect, failure, decided_by_kind, decided_by, decided_at, ends_at } = approval;
  const expired = state === "waiting" && ends_at.getTime() <= view.now.getTime();
  const mine = isOwnRequest(approval, auth);
  return {
    approval_id: toWireId("approval", approval.approval_id),
    kind,
    title: findOperation(kind)?.texts.title[language] ?? kind,
    state: expired ? "expired" : state,
    subject: showSubject(approval, names),
    reason: approval.reason,
    requested_by: showActor(approval.requested_by_kind, approval.requested_by, names),
    requested_at: toZonedIso(approval.requested_at, zone),
    ends_at: toZonedIso(ends_at, zone),
    decided_by: decided_by_kind && decided_by ? showActor(decided_by_kind, decided_by, names) : null,
    decided_at: decided_at && toZonedIso(decided_at, zone),
    decision_reason: approval.decision_reason,
    stood_in: approval.delegation_id !== null,
    effect: effect && showEffect(kind, effect, view),
    failure: failure && {
      ...showProblem(new AppError(failure.code, failure.data), language),
      at: toZonedIso(new Date(failure.at), zone),
    },
    mine,
    may_decide: state === "waiting" && !expired && !mine && findRight(rights, approval) !== undefined,
  };
}

function showSubject({ subject_kind, subject_id }: Approval, names: View["names"]) {
  if (subject_id === null) return { kind: subject_kind, id: null, name: null };
  // Written by requestApproval from an IdKind.
  return { kind: subject_kind, id: toWireId(subject_kind as IdKind, subject_id), name: names.get(subject_id) ?? null };
}

/** The answer (202) of a route whose work waits for a second person. */
export function showPending({ approval_id, kind, ends_at }: Approval, zone: string): z.output<typeof zPending> {
  return { approval_id: toWireId("approval", approval_id), state: "waiting", kind, ends_at: toZonedIso(ends_at, zone) };
}

export function showRule({ kind, ...rule }: TenantRule, language: Language): z.output<typeof zRule> {
  const operation = findOperation(kind);
  const { enabled, threshold, hours, version } = rule;
  const declared = operation?.rule;
  return {
    kind,
    title: operation?.texts.title[language] ?? kind,
    permission: operation?.permission ?? "",
    measure: declared && "measure" in declared ? declared.measure : null,
    kept_in: declared && "kept_in" in declared ? declared.kept_in : null,
    enabled,
    threshold,
    hours,
    version,
  };
}

export function showDelegation(
  delegation: Delegation,
  { auth, names, zone, now }: Pick<View, "auth" | "names" | "zone" | "now">,
): z.output<typeof zDelegation> {
  const { from_staff_id, to_staff_id, valid_from, valid_until } = delegation;
  return {
    delegation_id: toWireId("delegation", delegation.delegation_id),
    from: showActor("staff", from_staff_id, names),
    to: showActor("staff", to_staff_id, names),
    permissions: delegation.permissions,
    valid_from: toZonedIso(valid_from, zone),
    valid_until: toZonedIso(valid_until, zone),
    reason: delegation.reason,
    state: stateOf(delegation, now),
    mine: from_staff_id === auth.staff_id,
  };
}

function stateOf({ valid_from, valid_until, ended_at }: Delegation, now: Date) {
  if (ended_at !== null) return "ended";
  if (valid_until.getTime() <= now.getTime()) return "over";
  return valid_from.getTime() > now.getTime() ? "coming" : "active";
}
