import type { App } from "../../platform/app.ts";
import { listEventTypes } from "../../platform/events/catalog.ts";

const EVENTS = 2_000;

/** Puts what happened since into the endpoints' queues; how many events it read. */
export async function fanOut({ database, runtime }: App): Promise<number> {
  const [row] = await database.call<{ read: number }>({
    name: "webhooks_fan_out",
    text: "select webhooks.fan_out($1, $2, $3) as read",
    values: [listEventTypes().map(([type]) => type), runtime.clock.now(), EVENTS],
  });
  return row?.read ?? 0;
}
