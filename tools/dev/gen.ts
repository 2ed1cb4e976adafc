// ./dev gen: writes every generated file that changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateAll } from "../gen/all.ts";
import { root } from "./paths.ts";
import { say, UsageError } from "./terminal.ts";

export async function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new UsageError("./dev gen takes no arguments");
  const outputs = await generateAll();
  for (const { file, text } of outputs) {
    const full = path.join(root, file);
    if (existsSync(full) && readFileSync(full, "utf8") === text) continue;
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    say(`wrote ${file}`);
  }
  say(`${outputs.length} generated files are fresh`);
  return 0;
}
