// ./dev gen: writes every generated file that changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stages } from "../gen/all.ts";
import type { Output } from "../gen/output.ts";
import { root } from "./paths.ts";
import { say, UsageError } from "./terminal.ts";

export async function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new UsageError("./dev gen takes no arguments");
  let count = 0;
  for (const stage of stages) {
    const outputs = await stage();
    for (const output of outputs) write(output);
    count += outputs.length;
  }
  say(`${count} generated files are fresh`);
  return 0;
}

function write({ file, text }: Output): void {
  const full = path.join(root, file);
  if (existsSync(full) && readFileSync(full, "utf8") === text) return;
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  say(`wrote ${file}`);
}
