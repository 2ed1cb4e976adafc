// ./dev and what it runs: stopped together, and the program in order.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../paths.ts";

const dir = mkdtempSync(path.join(os.tmpdir(), "huiyou-run-"));
const program = path.join(dir, "program.mjs");
const parent = path.join(dir, "parent.mjs");

beforeAll(() => {
  const run = JSON.stringify(path.join(root, "tools/dev/run.ts"));
  writeFileSync(
    parent,
    `const { runShown } = await import(${run});\nprocess.exit(await runShown(process.execPath, process.argv.slice(2)));\n`,
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

test("SIGTERM reaches the program, which puts away what it began before ./dev ends", async () => {
  const note = path.join(dir, "note");
  writeFileSync(
    program,
    `import { writeFileSync } from "node:fs";
     process.on("SIGTERM", () => setTimeout(() => (writeFileSync(${JSON.stringify(note)}, "put away"), process.exit(0)), 200));
     setInterval(() => {}, 1000);
     console.log("begun");`,
  );
  const child = spawn(process.execPath, [parent, program], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(143);
  expect(readFileSync(note, "utf8")).toBe("put away");
});

test("a program's own exit code is ./dev's", async () => {
  writeFileSync(program, "process.exit(7);");
  const [code] = await once(spawn(process.execPath, [parent, program], { stdio: "inherit" }), "exit");
  expect(code).toBe(7);
});
