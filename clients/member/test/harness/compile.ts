// WeChat's own template and style compilers, from the npm package miniprogram-compiler: what they refuse, a phone refuses.
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: "linux", darwin: "mac" };
const home = path.dirname(createRequire(import.meta.url).resolve("miniprogram-compiler/package.json"));
const bin = path.join(home, "bin", SYSTEMS[process.platform] ?? "linux");

export interface Compiled {
  /** A script that defines $gwx: template path → function from data to a tree. */
  wxml: string;
  wxss: string;
  files: string[];
}

export function filesUnder(folder: string, base = ""): string[] {
  return readdirSync(path.join(folder, base), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(folder, path.join(base, entry.name)) : [path.join(base, entry.name)],
  );
}

function run(compiler: "wcc" | "wcsc", args: string[], folder: string): string {
  const program = path.join(bin, compiler);
  chmodSync(program, 0o755);
  return execFileSync(program, args, { cwd: folder, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] }).toString();
}

/** Throws with the compiler's words when a template or a style is wrong. */
export function compile(folder: string): Compiled {
  const files = filesUnder(folder);
  const templates = files.filter((file) => /\.(wxml|wxs)$/.test(file)).map((file) => `./${file}`);
  const styles = files.filter((file) => file.endsWith(".wxss")).map((file) => `./${file}`);
  return {
    wxml: run("wcc", ["-d", ...templates], folder),
    wxss: run("wcsc", ["-lc", "-js", ...styles], folder),
    files,
  };
}
