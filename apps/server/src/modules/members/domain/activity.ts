// What an event adds to the days of a member: pure, so that counting the same events again gives the same.
import { businessDateOf } from "../../../platform/kernel/dates.ts";

export interface ActivityDay {
  member_id: string;
  business_date: string;
  purchases: number;
  spent: number;
  visits: number;
}

interface Told {
  type: string;
  subject_id: string;
  payload: Readonly<Record<string, unknown>>;
  business_time: Date;
}

/** One line a member and day, in the order of both. Events without a member add nothing. */
export function activityOf(events: readonly Told[], time_zone: string): ActivityDay[] {
  const days = new Map<string, ActivityDay>();
  for (const event of events) {
    const added = addedBy(event, time_zone);
    if (!added) continue;
    const key = `${added.member_id} ${added.business_date}`;
    const day = days.get(key) ?? { ...added, purchases: 0, spent: 0, visits: 0 };
    days.set(key, {
      ...day,
      purchases: day.purchases + added.purchases,
      spent: day.spent + added.spent,
      visits: day.visits + added.visits,
    });
  }
  return [...days.values()];
}

function addedBy(event: Told, time_zone: string): ActivityDay | undefined {
  const { type, payload } = event;
  // A refund stands where the purchase does, also when the buyer has been merged meanwhile.
  const member_id = typeof payload["buyer_id"] === "string" ? payload["buyer_id"] : event.subject_id;
  // Nobody showed who they were.
  if (member_id === (payload["purchase_id"] ?? payload["admission_id"])) return undefined;
  const day = { member_id, business_date: String(payload["business_date"]), purchases: 0, spent: 0, visits: 0 };
  switch (type) {
    case "purchase.committed":
      return { ...day, purchases: 1, spent: Number(payload["total_fen"]) };
    case "purchase.refunded":
      return { ...day, ...refund(event, time_zone) };
    case "visit.admitted":
      return payload["kind"] === "exit" ? undefined : { ...day, visits: 1 };
    default:
      return undefined;
  }
}

/** A refund makes the day of the purchase smaller; one that leaves nothing of it takes the purchase away. */
function refund({ payload, business_time }: Told, time_zone: string) {
  const told = payload["purchase_date"];
  return {
    // Refunds from before they told the day of the purchase stand on their own.
    business_date: typeof told === "string" ? told : businessDateOf(new Date(business_time), time_zone),
    purchases: payload["left_fen"] === 0 && Number(payload["amount_fen"]) > 0 ? -1 : 0,
    spent: -Number(payload["amount_fen"]),
  };
}
