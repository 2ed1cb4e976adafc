// Texts that are not JSON, and JSON that nobody means.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sharedDir } from "./bad-texts.ts";

export const NOT_JSON: readonly (string | Uint8Array)[] = [
  "{",
  "}",
  "[",
  '{"name":"a"',
  '{"name":"a",}',
  '{"name":}',
  '{"name"}',
  "{'name':'a'}",
  '{name:"a"}',
  '{"name":"a"}}',
  '{"name":"a"} {"name":"b"}',
  '{"name":"a"}\u0000',
  '{"name":"a\u0000"}',
  '{"name":"a\nb"}',
  '{"name":"\\x41"}',
  '{"name":"\\u12"}',
  '{"name":undefined}',
  '{"name":NaN}',
  '{"name":Infinity}',
  '{"name":-}',
  '{"name":01}',
  '{"name":1.}',
  '{"name":.5}',
  '{"name":0x10}',
  '{"name":+1}',
  '{"name":tru}',
  "/* comment */ {}",
  '{"name":"a"} // comment',
  "\ufeff{}",
  "\u00a0{}",
  "NaN",
  "name=a",
  "<xml/>",
  "[".repeat(100_000),
  Buffer.from('{"name":"a"}', "utf16le"),
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]), // overlong
  Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), // a surrogate in UTF-8
];

/** JSON, but no request of ours. */
export const STRANGE_JSON: readonly string[] = [
  "null",
  "true",
  "0",
  '""',
  "[]",
  "{}",
  " \t\r\n{}\n ",
  '{"name":null}',
  '{"name":1e400}',
  '{"name":-0}',
  '{"name":"\\u0000"}',
  '{"name":"\\ud800"}',
  '{"":1}',
  '{"__proto__":{"name":"a"}}',
  '{"constructor":{"prototype":{"name":"a"}}}',
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  `${'{"name":'.repeat(20_000)}1${"}".repeat(20_000)}`,
  `[${"0,".repeat(400_000)}0]`,
  `{${Array.from({ length: 40_000 }, (_, n) => `"field ${n}":${n}`).join(",")}}`,
  `{"name":"${"x".repeat(1_000_000)}"}`,
  `{"name":${"9".repeat(100_000)}}`,
];

interface SuiteFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The public test suite of JSON parsers, where the shared data has it: y_ is JSON, n_ is not, i_ is either. */
export function readJsonSuite(): SuiteFile[] {
  const folder = path.join(sharedDir, "data/bad_inputs/JSONTestSuite/test_parsing");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return names.map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }));
}
