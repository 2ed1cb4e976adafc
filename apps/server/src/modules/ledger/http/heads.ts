// What a caller's request becomes in the book: whose number it carries, when and where it happened.
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { businessMoment, type Moment, requireVenue, tenantMoment } from "../../org/index.ts";
import type { TransactionHead } from "../domain/posting.ts";

export interface Command {
  kind: string;
  /** With the caller's own number unique for ever. */
  source_type: string;
  external_id: string;
  title: string;
  venue_id?: string | null | undefined;
  business_time?: Date | undefined;
  /** Why, beside who. */
  reason?: Record<string, unknown>;
}

/** @throws not_found (venue) · business_time_in_future */
export function headOf(app: App, caller: Auth, { directory, times }: Moment, command: Command): TransactionHead {
  const { kind, source_type, external_id, title, venue_id, business_time, reason } = command;
  const at = venue_id
    ? businessMoment(requireVenue(directory, caller, venue_id), business_time, times.now)
    : tenantMoment(directory, business_time, times.now);
  return {
    transaction_id: app.runtime.ids.next(),
    kind,
    source_type,
    source_id: external_id,
    effect: "commit",
    ...at,
    accounting_date: times.accounting_date,
    recorded_at: times.recorded_at,
    venue_id: venue_id ?? null,
    title,
    trace: { by: { actor: caller.actor, staff_id: caller.staff_id ?? null, key_id: caller.key_id ?? null }, ...reason },
  };
}
