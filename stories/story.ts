import type { Stage } from "./stage.ts";

/** An acceptance story, played over the public API of a sandbox tenant of its own, with its test clock. */
export interface Story {
  readonly number: number;
  readonly title: string;
  /** Where the sandbox's clock stands at the beginning. */
  readonly starts_at: string;
  readonly play: (stage: Stage) => Promise<void>;
}
