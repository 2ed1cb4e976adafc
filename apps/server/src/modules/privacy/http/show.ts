import { businessDateOf, toZonedIso } from "../../../platform/kernel/dates.ts";
import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";
import type { ConsentRecord, PrivacyDocument, Purpose, Standing } from "../../consents/index.ts";
import type { Moment } from "../../org/index.ts";
import { workingDaysLeft } from "../domain/working-days.ts";
import type { listSteps, SubjectRequest } from "../requests/subject-request.ts";

const hex = (bytes: Buffer | null) => bytes?.toString("hex") ?? null;
// Written by recordConsent and publishDocument, which know only these.
const purposeOf = (purpose: string) => purpose as Purpose;

export function showDocument({ published_by: _published_by, ...document }: PrivacyDocument) {
  return {
    ...document,
    document_id: toWireId("document", document.document_id),
    purpose: purposeOf(document.purpose),
    sha256: document.sha256.toString("hex"),
    published_at: document.published_at.toISOString(),
  };
}

export function showConsents(standing: readonly Standing[], history: readonly ConsentRecord[]) {
  return {
    standing: standing.map(({ consent_id: _consent_id, ...one }) => ({
      ...one,
      purpose: purposeOf(one.purpose),
      since: one.since.toISOString(),
    })),
    history: history.map(({ actor_id: _actor_id, ...one }) => ({
      ...one,
      consent_id: toWireId("consent", one.consent_id),
      purpose: purposeOf(one.purpose),
      text_sha256: hex(one.text_sha256),
      recorded_at: one.recorded_at.toISOString(),
      proof: hex(one.proof),
    })),
  };
}

/** What a member reads of their own request. */
export function showOwnRequest({ directory, times }: Moment) {
  const zone = directory.tenant.time_zone;
  const today = businessDateOf(times.now, zone);
  const left = (due: string) => workingDaysLeft(today, due, (date) => directory.holidays.stateOf(date).state);
  return (request: SubjectRequest) => ({
    request_id: toWireId("subject_request", request.request_id),
    kind: request.kind,
    state: request.state,
    channel: request.channel,
    note: request.note,
    received_at: toZonedIso(request.received_at, zone),
    due_date: request.due_date,
    working_days_left: request.closed_at === null ? left(request.due_date) : null,
    unknown_years: request.unknown_years,
    extended_days: request.extended_days,
    outcome: request.outcome,
    closed_at: request.closed_at && toZonedIso(request.closed_at, zone),
    copy_ready: request.kind === "access" && request.package_at !== null,
  });
}

export function showRequest(moment: Moment) {
  const own = showOwnRequest(moment);
  return (request: SubjectRequest) => {
    const { copy_ready: _copy_ready, ...shown } = own(request);
    return { ...shown, ...forStaff(request) };
  };
}

function forStaff(request: SubjectRequest) {
  return {
    member: {
      member_id: toWireId("member", request.member_id),
      name: request.member_name,
      card_no: request.member_card_no,
    },
    extension_reason: request.extension_reason,
    package_at: request.package_at && request.package_at.toISOString(),
    erased_at: request.erased_at && request.erased_at.toISOString(),
    approval_id: request.approval_id && toWireId("approval", request.approval_id),
    job_id: request.job_id && toWireId("job", request.job_id),
    version: request.version,
  };
}

const KIND_OF_ACTOR: Record<string, IdKind> = { staff: "staff", api_key: "api_key", member: "member" };

export function showStep({
  actor,
  actor_id,
  action,
  note,
  recorded_at,
}: Awaited<ReturnType<typeof listSteps>>[number]) {
  const kind = KIND_OF_ACTOR[actor];
  const who = actor_id !== null && kind ? toWireId(kind, actor_id) : null;
  return { action, actor, actor_id: who, note, recorded_at: recorded_at.toISOString() };
}
