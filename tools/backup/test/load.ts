// Customers that never stop: each remembers what it was told was written, and when.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect } from "vitest";

const CLIENTS = 4;

export interface Acknowledged {
  readonly row: string;
  readonly asked_at: number;
  readonly told_at: number;
}

export interface WriteLoad {
  readonly told: readonly Acknowledged[];
  stop(): Promise<void>;
}

export async function prepareLoad(url: string): Promise<void> {
  await query(url, "create table if not exists public.load (row text primary key, filling text not null)");
}

/** Writes a few megabytes of log a second, so that segments fill and are put to another use while it runs. */
export function startLoad(url: string, name: string): WriteLoad {
  const told: Acknowledged[] = [];
  let over = false;
  const client = async (no: number) => {
    const session = new pg.Client({ connectionString: url });
    session.on("error", () => {});
    await session.connect();
    try {
      for (let n = 0; !over; n++) {
        const row = `${name} ${no} ${n}`;
        const asked_at = Date.now();
        await session.query(
          "insert into public.load select $1, string_agg(md5(random()::text), '') from generate_series(1, 200)",
          [row],
        );
        told.push({ row, asked_at, told_at: Date.now() });
        await sleep(3);
      }
    } catch {
      // The database is gone; what was told so far counts.
    } finally {
      await session.end().catch(() => {});
    }
  };
  const running = Promise.all(Array.from({ length: CLIENTS }, (_, no) => client(no)));
  return {
    told,
    async stop() {
      over = true;
      await running;
    },
  };
}

/** Everything acknowledged before then must be there, by name; of the same millisecond, a part may have come after. */
export async function expectKept(url: string, told: readonly Acknowledged[], until: number): Promise<void> {
  const rows = await query<{ row: string }>(url, "select row from public.load");
  const kept = new Set(rows.map(({ row }) => row));
  const owed = told.filter(({ told_at }) => told_at < until);
  expect(owed.length).toBeGreaterThan(100);
  expect(owed.filter(({ row }) => !kept.has(row))).toEqual([]);
}

export async function query<Row>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const session = new pg.Client({ connectionString: url });
  session.on("error", () => {});
  await session.connect();
  try {
    return (await session.query(text, values)).rows as Row[];
  } finally {
    await session.end();
  }
}

export async function untilTold(load: WriteLoad, count: number): Promise<void> {
  const from = load.told.length;
  while (load.told.length < from + count) await sleep(20);
}
