// Whoever reads the audit log reads words, not codes.
import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { expect, test } from "vitest";
import { auditDeeds, auditThings } from "../../web/src/i18n/texts/audit.ts";
import { routes } from "../src/roles/routes.ts";

const hasWords = (action: string) => {
  const [thing = "", deed = ""] = action.split(".");
  return thing in auditThings && deed in auditDeeds;
};

test("every deed that a route may record has words", () => {
  const actions = routes.flatMap(({ audit }) => (audit && !("none" in audit) ? audit : []));
  expect(actions.length).toBeGreaterThan(50);
  expect([...new Set(actions)].filter((action) => !hasWords(action))).toEqual([]);
});

test("so has every deed that stands in the program, a timer's and a member's too", async () => {
  const actions = new Set<string>();
  for await (const file of glob("../src/**/*.ts", { cwd: import.meta.dirname })) {
    const text = readFileSync(`${import.meta.dirname}/${file}`, "utf8");
    for (const call of text.split("recordAudit(").slice(1))
      for (const [, action] of call.slice(0, 300).matchAll(/action: "([a-z_]+\.[a-z_]+)"/g)) actions.add(action ?? "");
  }
  expect(actions.size).toBeGreaterThan(50);
  expect([...actions].filter((action) => !hasWords(action))).toEqual([]);
});
