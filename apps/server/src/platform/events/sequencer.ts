import type { Logger } from "pino";
import type { Database } from "../db/pool.ts";

const BATCH = 2000;

/** Moves every committed outbox row into the log; returns how many. */
export async function sequenceEvents(database: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await database.call<{ moved: number }>({
      name: "sequence_events",
      text: "select platform.sequence_events($1) as moved",
      values: [BATCH],
    });
    const moved = row?.moved ?? 0;
    total += moved;
    if (moved < BATCH) return total;
  }
}

export interface LoggedEvent {
  tenant_id: string;
  position: number;
  event_id: string;
  type: string;
  subject_id: string;
  payload: Record<string, unknown>;
  business_time: Date;
  recorded_at: Date;
}

export interface Consumer {
  name: string;
  /** Undefined takes every type. */
  types?: string[];
  /** At least once, in order of position: must stand being given the same event again. */
  handle(event: LoggedEvent): Promise<void>;
}

/** Hands a consumer what has come since its cursor and moves the cursor past what it finished. */
export async function drainConsumer(database: Database, consumer: Consumer, log: Logger): Promise<number> {
  let total = 0;
  for (;;) {
    const events = await database.call<LoggedEvent>({
      name: "read_events",
      text: `select * from platform.read_events($1, $2, $3)`,
      values: [consumer.name, consumer.types ?? null, 500],
    });
    let done: LoggedEvent | undefined;
    try {
      for (const event of events) {
        await consumer.handle(event);
        done = event;
      }
    } catch (error) {
      log.error(
        { err: error, consumer: consumer.name, after: done?.position },
        "consumer stopped; it goes on from here",
      );
      if (done) await advance(database, consumer.name, done.position);
      throw error;
    }
    if (!done) return total;
    await advance(database, consumer.name, done.position);
    total += events.length;
  }
}

async function advance(database: Database, name: string, position: number): Promise<void> {
  await database.call({ text: "select platform.advance_consumer($1, $2)", values: [name, position] });
}
