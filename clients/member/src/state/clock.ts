// Phones' clocks are wrong by minutes, some by days: what a page calls today goes by the server's clock, once it has answered.

/** Less than this is the way of the answer, not the clock. */
const SAME_MS = 60_000;

let ahead_ms = 0;

/** `date`: when the server says that it answered. */
export function noteServerDate(date: string | undefined): void {
  const server_ms = Date.parse(date ?? "");
  if (Number.isNaN(server_ms)) return;
  const found_ms = server_ms - Date.now();
  ahead_ms = Math.abs(found_ms) < SAME_MS ? 0 : found_ms;
}

export const serverNow = (): number => Date.now() + ahead_ms;
