import type { Keyed } from "../platform/crypto/secrets.ts";
import { fixedClock } from "../platform/kernel/clock.ts";
import { createIds } from "../platform/kernel/ids.ts";

/** The program as it stood at an instant of the past: its clock, and ids that follow it. */
export function appAt<T extends Keyed>(app: T, time: Date): T {
  const clock = fixedClock(time);
  return { ...app, runtime: { ...app.runtime, clock, ids: createIds(clock, app.runtime.random) } };
}
