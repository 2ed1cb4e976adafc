// ./dev check [--fix] [name …]: every rule that a tool can keep.
import { existsSync } from "node:fs";
import path from "node:path";
import { type Check, checks, mend } from "../check/all.ts";
import { installMember } from "./build.ts";
import { root } from "./paths.ts";
import { messageOf, say, seconds, UsageError } from "./terminal.ts";

export async function run(args: string[]): Promise<number> {
  const names = args.filter((arg) => arg !== "--fix");
  const unknown = names.find((name) => !checks.some((check) => check.name === name));
  if (unknown) throw new UsageError(`no check “${unknown}”; there are ${checks.map((check) => check.name).join(", ")}`);
  const chosen = checks.filter((check) => names.length === 0 || names.includes(check.name));
  if (existsSync(path.join(root, "clients/member/package.json"))) await installMember();
  if (args.includes("--fix")) await mend(root);
  let failed = 0;
  for (const check of chosen) if (!(await passes(check))) failed += 1;
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function passes(check: Check): Promise<boolean> {
  const started = performance.now();
  const wrong = await check.run(root).catch(messageOf);
  const mark = wrong === "" ? "ok  " : "FAIL";
  say(`${mark} ${check.name.padEnd(10)} ${check.about.padEnd(40)} ${seconds(started)}`);
  if (wrong !== "") say(`${wrong.replace(/^/gm, "     ")}\n`);
  return wrong === "";
}
