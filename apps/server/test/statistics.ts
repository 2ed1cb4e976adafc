import { afterAll, beforeAll } from "vitest";
import type { TestDatabase } from "./database.ts";

/** What other tables are joined with, and what grows most. */
const TABLES = "members.member, members.identity, purchases.purchase, ledger.account";

/**
 * Counts rows once a second, as autovacuum does where it is on: plans that were made while there was nobody do not last.
 * For a test file (or `describe`) that fills its database.
 */
export function keepStatistics(db: TestDatabase): void {
  let timer: NodeJS.Timeout | undefined;
  let counting = Promise.resolve<unknown>(undefined);
  beforeAll(() => {
    timer = setInterval(() => {
      counting = counting.then(() => db.query(`analyze ${TABLES}`)).catch(() => "the database was cut off");
    }, 1000);
  });
  afterAll(async () => {
    clearInterval(timer);
    await counting;
  });
}
