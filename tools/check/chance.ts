// Time and chance are injected: nobody asks the wall clock or the dice on the way. A line that must says why:
// `-- real time: …` in SQL, `// real chance: …` in TypeScript.
import { type Finding, isScript, isTest, lineAt, type Source } from "./source.ts";
import { blankNoise } from "./sql-text.ts";
import { isNode, literalText, type Node, parseScript, walk } from "./syntax.ts";

/** Where the clock and the dice live, and programs that are no part of a request. */
const allowed = [
  "apps/server/src/platform/kernel/clock.ts",
  "apps/server/src/platform/kernel/random.ts",
  "apps/server/src/platform/crypto/",
  "apps/server/src/platform/telemetry/",
  "apps/server/src/platform/db/embedded.ts",
  "apps/server/src/platform/db/migrate.ts",
];

const sqlClock =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|random|gen_random_uuid|uuidv[47])\s*\(|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b/gi;
const recordedDefault = /recorded_at timestamptz[^,\n]*default\s+$/i;

const reason = /(?:--|\/\/) real (?:time|chance): \S/;

export function checkChance(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const lines = source.text.split("\n");
    return asked(source).filter(({ line }) => !reason.test(lines[line - 1] ?? ""));
  });
}

function asked(source: Source): Finding[] {
  if (allowed.some((place) => source.file.startsWith(place)) || isTest(source.file)) return [];
  if (source.file.endsWith(".sql")) return checkSql(source.file, source.text, blankNoise(source.text), 0);
  return source.file.startsWith("apps/server/src/") && isScript(source.file) ? checkScript(source) : [];
}

function checkSql(file: string, whole: string, sql: string, start: number): Finding[] {
  return [...sql.matchAll(sqlClock)].flatMap((match) => {
    if (recordedDefault.test(sql.slice(0, match.index))) return [];
    const name = match[0].replace(/\s*\($/, "()");
    return [
      {
        file,
        line: lineAt(whole, start + match.index),
        message: `${name} in SQL: pass business time and ids as parameters`,
      },
    ];
  });
}

function checkScript(source: Source): Finding[] {
  const found: Finding[] = [];
  walk(parseScript(source).program, (node) => {
    const what = askedOf(node);
    if (what)
      found.push({
        file: source.file,
        line: lineAt(source.text, node.start),
        message: `${what}: ask the injected clock, random or ids`,
      });
    const text = literalText(node);
    if (text && /\b(select|insert|update|delete)\b/i.test(text))
      found.push(...checkSql(source.file, source.text, blankNoise(text), node.start));
  });
  return found;
}

function askedOf(node: Node): string | undefined {
  if (node.type === "NewExpression" && isName(node.callee, "Date") && (node.arguments as unknown[]).length === 0)
    return "new Date()";
  if (node.type === "CallExpression" && isName(node.callee, "Date")) return "Date()";
  if (node.type === "MemberExpression" && isName(node.object, "Date") && isName(node.property, "now"))
    return "Date.now";
  if (node.type === "MemberExpression" && isName(node.object, "Math") && isName(node.property, "random"))
    return "Math.random";
  const secret = ["randomUUID", "randomBytes", "randomInt", "getRandomValues"].find(
    (name) => node.type === "ImportSpecifier" && isName(node.imported, name),
  );
  return secret;
}

function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}
