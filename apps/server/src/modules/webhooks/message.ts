import { exampleData, findEventType, type ToldEvent, tellEvent } from "../../platform/events/catalog.ts";

interface Told extends ToldEvent {
  business_time: Date;
  is_test: boolean;
}

/** What a receiver gets. Ids and figures only: who needs a name asks the API for it, with rights of their own. */
export function messageOf(event: Told): { type: string; timestamp: string; data: Record<string, unknown> } {
  const type = findEventType(event.type);
  const data = event.is_test && type ? exampleData(type) : tellEvent(event);
  return { type: event.type, timestamp: event.business_time.toISOString(), data };
}
