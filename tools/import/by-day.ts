// Sorts rows into one file a day, so that a file in any order is read day by day without holding it in memory.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export interface DayFiles<T> {
  add(day: string, item: T): void;
  /** Everything of one day after the other; nothing may be added any more. */
  days(): Generator<readonly T[]>;
  remove(): void;
}

const HELD_AT_MOST = 20_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

export function createDayFiles<T>(): DayFiles<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "huiyou-import-"));
  const held = new Map<string, string[]>();
  let count = 0;
  const spill = () => {
    for (const [day, lines] of held) appendFileSync(path.join(folder, day), lines.join(""));
    held.clear();
    count = 0;
  };
  return {
    add(day, item) {
      if (!DAY.test(day)) throw new Error(`${day} is not a day`);
      const lines = held.get(day) ?? [];
      lines.push(`${JSON.stringify(item)}\n`);
      held.set(day, lines);
      count += 1;
      if (count === HELD_AT_MOST) spill();
    },
    *days() {
      spill();
      for (const day of readdirSync(folder).sort()) {
        const lines = readFileSync(path.join(folder, day), "utf8").trimEnd().split("\n");
        yield lines.map((line) => JSON.parse(line) as T);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
