/** An invariant of our own code. A failure is a bug: a 500 and an alert, never a message to the caller. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

export function assertSafeInteger(value: number, name: string): number {
  assert(Number.isSafeInteger(value), `${name} is a safe integer, got ${value}`);
  return value;
}

/** The value, or a bug: for look-ups that cannot miss. */
export function present<T>(value: T | undefined | null, name: string): T {
  assert(value !== undefined && value !== null, `${name} is present`);
  return value;
}
