import { readFileSync } from "node:fs";
import path from "node:path";

const file = path.resolve(import.meta.dirname, "../../../../../package.json");

/** Of the program, as its package says. */
export const program_version = (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version ?? "0.0.0";
