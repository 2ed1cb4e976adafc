// The stories at their small sizes, as `./dev stories` plays them.
import { expect, test } from "vitest";
import { root } from "../../tools/dev/paths.ts";
import { runQuiet } from "../../tools/dev/run.ts";
import { stories } from "../all.ts";
import { requireSame } from "../stage.ts";

const play = (...args: string[]) => runQuiet(process.execPath, ["stories/main.ts", ...args], { cwd: root });

test("every story goes as it is written", { timeout: 300_000 }, async () => {
  const { code, output } = await play();
  expect(output).toBe(stories.map(({ number }) => `story ${number}: ok\n`).join(""));
  expect(code).toBe(0);
});

test("a number that no story has is refused", async () => {
  const { code, output } = await play("99");
  expect([code, output]).toEqual([2, expect.stringContaining("stories are numbered 0")]);
});

test("a story that goes otherwise says what differed", () => {
  const answer = { points: 12, lines: [{ amount: 1, title: "Tea" }], more: true };
  expect(() => requireSame("the bill", answer, { points: 12, lines: [{ amount: 1 }] })).not.toThrow();
  expect(() => requireSame("the bill", answer, { points: 13 })).toThrow(
    "the bill: expected { points: 13 }, found { points: 12 }",
  );
  expect(() => requireSame("the bill", answer, { lines: [] })).toThrow("the bill");
});
