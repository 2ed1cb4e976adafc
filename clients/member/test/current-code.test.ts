import { expect, test } from "vitest";
import { findCode, lastsUntil } from "../src/state/current-code.ts";

const START_MS = Date.parse("2026-10-02T06:18:00Z");
const minute = (index: number) => new Date(START_MS + index * 60_000).toISOString();
const codes = [0, 1, 2].map((index) => ({
  code: `c${index}`,
  valid_from: minute(index),
  valid_until: minute(index + 1),
}));
const cache = { codes, ahead_ms: 0, fetched_at_ms: START_MS };

test("the kept codes follow one another and then end", () => {
  expect(findCode(cache, START_MS)).toEqual({ code: "c0", seconds_left: 60, share_left: 1 });
  expect(findCode(cache, START_MS + 59_999)?.code).toBe("c0");
  expect(findCode(cache, START_MS + 60_000)?.code).toBe("c1");
  expect(findCode(cache, START_MS + 150_000)).toEqual({ code: "c2", seconds_left: 30, share_left: 0.5 });
  expect(findCode(cache, START_MS + 180_000)).toBeUndefined();
  expect(findCode(undefined, START_MS)).toBeUndefined();
  expect(lastsUntil(cache)).toBe(START_MS + 180_000);
});

test("a phone whose clock is wrong shows the code of the server's minute", () => {
  const wrong_by_ms = 7 * 60_000;
  const kept = { ...cache, ahead_ms: -wrong_by_ms };
  expect(findCode(kept, START_MS + wrong_by_ms + 61_000)?.code).toBe("c1");
});
