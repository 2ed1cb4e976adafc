import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import type { AdmissionFacts, Movement } from "./admission.ts";

/** Where a member stands at a venue: the newest movement, the newest entry and the newest code window that entered. */
export interface Presence {
  business_date: BusinessDate;
  inside: boolean;
  since: Date;
  entry_id: string | null;
  code_window: number | null;
}

/** The presence after an admitted movement. One that was delivered late leaves the newer state as it is. */
export function presenceAfter(presence: Presence | null, movement: Movement, code_window: number | null): Presence {
  if (presence && movement.business_time < presence.since) return presence;
  const enters = movement.kind === "entry";
  const same_day = presence?.business_date === movement.business_date;
  return {
    business_date: movement.business_date,
    inside: enters,
    since: movement.business_time,
    entry_id: enters ? movement.admission_id : (presence?.entry_id ?? null),
    code_window: (enters ? code_window : null) ?? (same_day ? (presence?.code_window ?? null) : null),
  };
}

type Standing = Pick<AdmissionFacts, "before" | "after" | "used_window">;

/** What the presence says about a business day. An earlier day's presence was closed at its cut-off: it says nothing. */
export function standingOf(presence: Presence | null, business_date: BusinessDate): Standing {
  if (!presence || presence.business_date !== business_date) return { before: null, after: null, used_window: null };
  const { inside, since, entry_id, code_window } = presence;
  if (entry_id === null) return { before: null, after: null, used_window: null };
  return {
    before: inside ? { admission_id: entry_id, kind: "entry", business_date, business_time: since } : null,
    after: null,
    used_window: code_window === null ? null : { window: code_window, admission_id: entry_id },
  };
}

/** The neighbours of an instant among the movements of one member, venue and business day, sorted by time. */
export function neighboursOf(movements: readonly Movement[], at: Date): Pick<Standing, "before" | "after"> {
  const next = movements.findIndex((movement) => movement.business_time > at);
  const before = next === -1 ? movements.at(-1) : movements[next - 1];
  return { before: before ?? null, after: movements[next] ?? null };
}
