import type { Clock } from "./clock.ts";
import type { Ids } from "./ids.ts";
import type { Random } from "./random.ts";

/** What a use case may not take from the world by itself. */
export interface Runtime {
  clock: Clock;
  random: Random;
  ids: Ids;
}
