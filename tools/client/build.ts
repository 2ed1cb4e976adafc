// The client as others install it: JavaScript and declarations, a package.json of its own, no workspace, no TypeScript.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuiet } from "../dev/run.ts";

const root = path.resolve(import.meta.dirname, "../..");
const source = path.join(root, "packages/api-client");
const ENTRIES = { ".": "index", "./fetch": "fetch", "./webhooks": "webhooks" };

export async function buildClient(folder: string): Promise<void> {
  const out = path.join(folder, "dist");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const flags = [
    "--noEmit",
    "false",
    "--declaration",
    "--rewriteRelativeImportExtensions",
    "--rootDir",
    path.join(source, "src"),
    "--outDir",
    out,
  ];
  const built = await runQuiet(path.join(root, "node_modules/.bin/tsc"), ["-p", source, ...flags], { cwd: root });
  if (built.code !== 0) throw new Error(built.output);
  const { name, version, description } = JSON.parse(readFileSync(path.join(source, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const exports = Object.fromEntries(
    Object.entries(ENTRIES).map(([entry, file]) => [
      entry,
      { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` },
    ]),
  );
  const manifest = {
    name,
    version,
    description,
    type: "module",
    license: "UNLICENSED",
    engines: { node: ">=20" },
    sideEffects: false,
    files: ["dist", "examples", "README.md"],
    exports,
  };
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(path.join(source, "README.md"), path.join(folder, "README.md"));
  cpSync(path.join(source, "examples"), path.join(folder, "examples"), {
    recursive: true,
    filter: (file) => !file.endsWith("tsconfig.json"),
  });
}
