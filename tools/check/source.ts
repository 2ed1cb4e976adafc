// The project's own text files, as the checks see them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Source {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const kept = /\.(ts|tsx|mts|js|mjs|sql|css|scss|md|json|sh|yml|yaml|html)$/;
const skippedFolders = new Set(["node_modules", "dist", "test-results"]);
const generated = /\.gen\.ts$|package-lock\.json$|^database\/schema\/|^docs\/(errors|benchmarks)\.md$|^docs\/api\//;

export function readSources(root: string, folder = ""): Source[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return skippedFolders.has(entry.name) || entry.name.startsWith(".") ? [] : readSources(root, file);
    const wanted = kept.test(entry.name) || file === "dev";
    return entry.isFile() && wanted && !generated.test(file)
      ? [{ file, text: readFileSync(path.join(root, file), "utf8") }]
      : [];
  });
}

export function isTest(file: string): boolean {
  return /(^|\/)(test|e2e|stories)\//.test(file) || /\.(test|spec)\.tsx?$/.test(file);
}

export function isScript(file: string): boolean {
  return /\.(ts|tsx|mts|js|mjs)$/.test(file);
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
