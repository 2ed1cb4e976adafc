import type { Dice } from "./dice.ts";
import type { Stage } from "./stage.ts";

/** An acceptance story, played over the public API of a sandbox tenant of its own, with its test clock. */
export interface Story {
  readonly number: number;
  readonly title: string;
  /** Where the sandbox's clock stands at the beginning. */
  readonly starts_at: string;
  readonly play: (stage: Stage) => Promise<void>;
  readonly variations?: Variations;
}

/** The same policy with other numbers, each on a stage of its own, compared with what reference/ reckons. */
export interface Variations {
  readonly starts_at?: string;
  /** How many are played each time, and how many with --full. */
  readonly few: number;
  readonly many: number;
  readonly play: (stage: Stage, dice: Dice) => Promise<void>;
}
