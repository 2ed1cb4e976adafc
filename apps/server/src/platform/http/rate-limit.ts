import type { Clock } from "../kernel/clock.ts";

const MINUTE_MS = 60_000;
const SWEEP_AT = 50_000;

export interface Verdict {
  allowed: boolean;
  limit: number;
  remaining: number;
  reset_seconds: number;
}

export interface RateLimiter {
  take(key: string): Verdict | undefined;
}

/**
 * `limit` requests a minute, or another window, with the whole window's worth as a burst (GCRA: one number a key). Each process counts for
 * itself: behind a balancer the real limit is a multiple, which a protection against floods can afford.
 */
export function createRateLimiter(limit: number, clock: Clock, window_ms = MINUTE_MS): RateLimiter {
  if (limit === 0) return { take: () => undefined };
  const interval = window_ms / limit;
  const fullAt = new Map<string, number>();
  const sweep = (now: number) => {
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key);
    // Everybody still counted is active: forgetting the oldest beats growing without end.
    for (const key of fullAt.keys()) {
      if (fullAt.size < SWEEP_AT / 2) break;
      fullAt.delete(key);
    }
  };
  return {
    take(key) {
      const now = clock.now().getTime();
      const before = Math.max(now, fullAt.get(key) ?? 0);
      const after = before + interval;
      const allowed = after - now <= window_ms;
      if (allowed) {
        if (fullAt.size >= SWEEP_AT) sweep(now);
        fullAt.set(key, after);
      }
      const used = (allowed ? after : before) - now;
      return {
        allowed,
        limit,
        remaining: Math.max(0, Math.floor((window_ms - used) / interval)),
        reset_seconds: Math.max(1, Math.ceil((allowed ? used : after - now - window_ms) / 1000)),
      };
    },
  };
}
