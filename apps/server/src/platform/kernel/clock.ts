/** Time is injected: `realClock` is the wall clock; a tenant's business clock is read by `tenantNow` of the org room. */
export interface Clock {
  now(): Date;
}

export const realClock: Clock = { now: () => new Date() };

/** A clock that a test sets by hand. */
export function fixedClock(start: Date): Clock & { set(to: Date): void; advance(milliseconds: number): void } {
  let current = start;
  return {
    now: () => new Date(current),
    set: (to) => {
      current = to;
    },
    advance: (milliseconds) => {
      current = new Date(current.getTime() + milliseconds);
    },
  };
}
