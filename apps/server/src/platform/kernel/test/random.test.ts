import { expect, test } from "vitest";
import { randomInteger, secureRandom } from "../random.ts";

test("no piece of chance is given out twice, and none changes after it was given", () => {
  const pieces = Array.from({ length: 5000 }, () => secureRandom.bytes(16));
  const texts = pieces.map((piece) => Buffer.from(piece).toString("hex"));
  for (let more = 0; more < 2000; more++) secureRandom.bytes(16);
  expect(new Set(texts).size).toBe(5000);
  expect(pieces.map((piece) => Buffer.from(piece).toString("hex"))).toEqual(texts);
  expect([0, 1, 1000, 1025, 20_000].map((size) => secureRandom.bytes(size).length)).toEqual([0, 1, 1000, 1025, 20_000]);
});

test("every digit comes up about as often as another", () => {
  const seen = Array<number>(10).fill(0);
  for (let draw = 0; draw < 20_000; draw++) {
    const digit = randomInteger(secureRandom, 10);
    seen[digit] = (seen[digit] ?? 0) + 1;
  }
  for (const count of seen) expect(Math.abs(count - 2000)).toBeLessThan(300);
});
