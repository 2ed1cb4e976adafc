const HOUR_MS = 3_600_000;

/** Unused for this long, a session ends; used, it lives on up to the absolute end. */
export const IDLE_MS = 12 * HOUR_MS;
export const ABSOLUTE_MS = 7 * 24 * HOUR_MS;

export const LOCK_OUT = { failures: 5, window_ms: 15 * 60_000 } as const;
