import type { Clock } from "../kernel/clock.ts";

export interface Sampler {
  /** How many of this caller were left out since the last that was taken; undefined: this one is left out, too. */
  take(caller: string, failed: boolean): number | undefined;
}

interface Count {
  second: number;
  successes: number;
  failures: number;
  skipped: number;
}

const MOST_CALLERS = 20_000;

/** So many of each caller a second, failures apart from successes: a busy till does not fill the log, nor slow itself down. */
export function createSampler(per_second: number, clock: Clock): Sampler {
  const counts = new Map<string, Count>();
  return {
    take(caller, failed) {
      const second = Math.floor(clock.now().getTime() / 1000);
      let count = counts.get(caller);
      if (!count) {
        if (counts.size >= MOST_CALLERS) counts.clear();
        count = { second, successes: 0, failures: 0, skipped: 0 };
        counts.set(caller, count);
      }
      if (count.second !== second) {
        count.second = second;
        count.successes = 0;
        count.failures = 0;
      }
      const taken = failed ? ++count.failures : ++count.successes;
      if (taken > per_second) {
        count.skipped++;
        return undefined;
      }
      const { skipped } = count;
      count.skipped = 0;
      return skipped;
    },
  };
}
