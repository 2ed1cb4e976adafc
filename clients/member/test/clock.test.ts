import { afterEach, expect, test, vi } from "vitest";
import { noteServerDate, serverNow } from "../src/state/clock.ts";

const SERVER = "Fri, 02 Oct 2026 06:20:00 GMT";

afterEach(() => {
  vi.useRealTimers();
  noteServerDate(new Date().toUTCString());
});

test("a phone that is days off goes by the server's clock once it has answered", () => {
  vi.useFakeTimers({ now: new Date("2026-09-20T00:00:00Z") });
  noteServerDate(SERVER);
  expect(new Date(serverNow()).toISOString()).toBe("2026-10-02T06:20:00.000Z");
  vi.advanceTimersByTime(60_000);
  expect(new Date(serverNow()).toISOString()).toBe("2026-10-02T06:21:00.000Z");
});

test("the seconds an answer takes, or an answer without its date, move nothing", () => {
  vi.useFakeTimers({ now: new Date("2026-10-02T06:20:20Z") });
  noteServerDate(SERVER);
  noteServerDate(undefined);
  expect(serverNow()).toBe(Date.now());
});
