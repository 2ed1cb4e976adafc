// Twenty texts that break software: for every text field of every route. The public list of 515 is in shared data.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const COMBINING = "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮";

export const WORST_TEXTS: readonly string[] = [
  "",
  " \t\r\n\u3000\u00a0",
  "a\u0000b",
  "lone \ud800 surrogate \udfff\ud83d",
  " padded\n",
  "\ufeffbyte order mark \ufffe\uffff noncharacters",
  "\u202eright to left\u2066 isolated\u202c",
  "zero\u200bwidth\u200djoined\u2060",
  COMBINING,
  "👩‍👩‍👧‍👦🏳️‍🌈𠜎𠜱 e\u0301",
  "line\u2028paragraph\u2029\u0085\u000b\u000c\u007f\u0001\u001b[20C",
  "'; drop table members.member; --",
  "\\' \\\" \\u0000 $1 %s %n {0} {{x}} ${x}",
  '</script><script>alert(1)</script><img src=x onerror="alert(1)">',
  "__proto__",
  "../../../../etc/passwd%00",
  "=cmd|' /C calc'!A0",
  "123456789012345678901234567890123456789",
  "﷽".repeat(60),
  "长".repeat(20_000),
];

const root = path.resolve(import.meta.dirname, "../../..");

/** The folder with data that is not ours to pass on. */
export const sharedDir = path.resolve(root, process.env["SHARED_DIR"] ?? "../shared");

/** The big list of naughty strings; undefined where the shared data is absent. */
export function readNaughtyStrings(): string[] | undefined {
  const file = path.join(sharedDir, "data/bad_inputs/blns.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : undefined;
}
