// Generated files say what the generators would write now.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { generateAll } from "../gen/all.ts";
import type { Output } from "../gen/output.ts";
import type { Finding } from "./source.ts";

export async function checkGenerated(root: string): Promise<Finding[]> {
  return staleOutputs(root, await generateAll());
}

export function staleOutputs(root: string, outputs: readonly Output[]): Finding[] {
  return outputs.flatMap(({ file, text }) => {
    const full = path.join(root, file);
    const now = existsSync(full) ? readFileSync(full, "utf8") : undefined;
    return now === text
      ? []
      : [{ file, line: 1, message: now === undefined ? "is missing: run ./dev gen" : "is stale: run ./dev gen" }];
  });
}
