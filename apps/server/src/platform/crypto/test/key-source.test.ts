import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/temporary-folder.ts";
import { commandSource, keySourceOf } from "../key-source.ts";
import { findSecrets, loadSecrets } from "../load-secrets.ts";

const DATA_DIR = temporaryFolder();
const first = "0a".repeat(32);
const second = "0b".repeat(32);

describe("a command tells the keys", () => {
  const read = (command: string) => () => findSecrets({ DATA_DIR, HUIYOU_MASTER_KEY_COMMAND: command });

  test("one or several, as the variable does; the same keys are the same secrets", () => {
    const told = read(`printf '1:%s,2:%s\\n' ${first} ${second}`)();
    const given = loadSecrets({ DATA_DIR, HUIYOU_MASTER_KEY: `1:${first},2:${second}` });
    expect(told?.versions).toEqual([2, 1]);
    expect(told?.derive("x", 1)).toEqual(given.derive("x", 1));
  });

  test("one that fails, says nothing, is not there or is too slow is refused; what it printed is repeated nowhere", () => {
    const failures = [
      [read(`echo ${first}; echo ${first} >&2; exit 3`), /ended with status 3/],
      [read("true"), /printed nothing/],
      [read("/nowhere/kms"), /ended with status 127/],
      [read(`echo ${first}${first}`), /must hold 32 bytes/],
      [() => commandSource(`echo ${first}; exec sleep 30`, 300).read(), /told no keys within 0.3 seconds/],
    ] as const;
    const started = performance.now();
    for (const [fails, words] of failures) {
      expect(fails).toThrow(words);
      expect(fails).not.toThrow(first);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test("two sources at once are refused; the file is asked last, and looking makes none", () => {
  const HUIYOU_MASTER_KEY = first;
  expect(() => keySourceOf({ DATA_DIR, HUIYOU_MASTER_KEY, HUIYOU_MASTER_KEY_COMMAND: "true" })).toThrow(/both set/);
  const folder = path.join(DATA_DIR, "own");
  expect(findSecrets({ DATA_DIR: folder })).toBeUndefined();
  mkdirSync(folder);
  writeFileSync(path.join(folder, "master.key"), `${second}\n`);
  const derived = (settings: object) =>
    loadSecrets({ DATA_DIR: folder, ...settings })
      .derive("x")
      .toString("hex");
  expect(derived({})).toBe(derived({ HUIYOU_MASTER_KEY: second }));
  expect(derived({ HUIYOU_MASTER_KEY })).not.toBe(derived({}));
});
