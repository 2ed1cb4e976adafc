// The checks that are programs of others, on a small project with one mistake each.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks } from "../all.ts";

const root = path.resolve(import.meta.dirname, "../../..");
let home: string;

beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "planted-"));
  for (const file of [".oxlintrc.json", "tsconfig.base.json"])
    copyFileSync(path.join(root, file), path.join(home, file));
  write("biome.json", '{ "files": { "includes": ["*.ts"] } }\n');
  write(
    "package.json",
    '{ "name": "planted", "type": "module", "knip": { "entry": ["main.ts"], "project": ["**/*.ts"] } }',
  );
  write(
    "tsconfig.json",
    '{ "extends": "./tsconfig.base.json", "compilerOptions": { "types": [], "lib": ["es2024", "dom"] }, "include": ["*.ts"] }',
  );
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(path.join(home, file), text);
}

async function complaint(name: string): Promise<string> {
  const check = checks.find((one) => one.name === name);
  if (!check) throw new Error(`no check ${name}`);
  return await check.run(home);
}

test.each([
  ["format", "export   const one = 1\n", "main.ts is not formatted"],
  ["lint", "export async function f() {}\nf();\n", "no-floating-promises"],
  ["lint", "export const x = JSON.parse('1') as any;\n", "no-explicit-any"],
  ["types", "export const one: number = 'one';\n", "main.ts(1,14): error TS2322"],
  ["types", "enum One { a }\nexport const one = One.a;\n", "erasableSyntaxOnly"],
])("%s refuses %j", async (name, text, message) => {
  write("main.ts", text);
  expect(await complaint(name)).toContain(message);
});

test("knip finds what nobody uses", async () => {
  write("main.ts", 'import { used } from "./other.ts";\nconsole.log(used);\n');
  write("other.ts", "export const used = 1;\nexport const unused = 2;\n");
  write("lonely.ts", "console.log(1);\n");
  const text = await complaint("dead");
  expect(text).toContain("lonely.ts");
  expect(text).toContain("unused");
  rmSync(path.join(home, "other.ts"));
  rmSync(path.join(home, "lonely.ts"));
});

test("a sound file passes all four", async () => {
  write("main.ts", "console.log(1);\n");
  for (const name of ["format", "lint", "types", "dead"]) expect([name, await complaint(name)]).toEqual([name, ""]);
});
