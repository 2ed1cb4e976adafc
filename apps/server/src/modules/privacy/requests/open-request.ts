import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { getMember } from "../../members/index.ts";
import { getTenant, type Holidays, tenantNow } from "../../org/index.ts";
import type { RequestChannel, RequestKind } from "../domain/request-states.ts";
import { ANSWER_WITHIN_DAYS, dueAfter } from "../domain/working-days.ts";
import { addStep } from "./subject-request.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";

export interface NewRequest {
  member_id: string;
  kind: RequestKind;
  channel: RequestChannel;
  note: string | null;
  /** When it arrived, for a letter of last week; now when left out. */
  received_at: Date | undefined;
}

interface Context {
  by: By;
  reach: Reach;
  holidays: Holidays;
}

/**
 * Writes down what a person asks for; the clock of 15 working days runs from the day it arrived, in the tenant's time.
 * @throws not_found · member_erased · received_in_future · request_open
 */
export async function openRequest(tx: Tx, app: Keyed, input: NewRequest, context: Context): Promise<string> {
  const { by, reach, holidays } = context;
  const { member_id, kind, channel, note } = input;
  const [member, tenant] = await Promise.all([getMember(tx, app, member_id, reach, { lock: true }), getTenant(tx)]);
  if (member.erased_at) throw new AppError("member_erased");
  const now = tenantNow(tenant, app.runtime);
  const received_at = input.received_at ?? now;
  if (received_at > now) throw new AppError("received_in_future");
  const received_date = businessDateOf(received_at, tenant.time_zone);
  const due = dueAfter(received_date, ANSWER_WITHIN_DAYS, (date) => holidays.stateOf(date).state);
  const request_id = app.runtime.ids.next();
  const recorded_at = app.runtime.clock.now();
  await tx.run(
    sql_builder.insertInto("privacy.subject_request").values({
      tenant_id: tx.tenant_id,
      request_id,
      member_id,
      kind,
      state: "received",
      channel,
      note,
      received_at,
      received_date,
      due_date: due.date,
      unknown_years: due.unknown_years,
      recorded_at,
    }),
  );
  await addStep(tx, { request_id, action: "received", by, note, recorded_at });
  await recordAudit(tx, app.runtime, by, {
    action: "subject_request.received",
    subject: { kind: "member", id: member_id },
    after: { request_id, kind, channel, due_date: due.date },
  });
  await appendEvents(tx, [
    {
      event_id: app.runtime.ids.next(),
      type: "subject_request.received",
      subject_id: member_id,
      payload: { request_id, member_id, kind, due_date: due.date },
      business_time: received_at,
      recorded_at,
    },
  ]);
  return request_id;
}
