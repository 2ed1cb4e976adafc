// Sizes, names and leftovers.
import path from "node:path";
import { type Finding, isScript, isTest, lineAt, type Source } from "./source.ts";
import { type Node, parseScript, walk } from "./syntax.ts";

const limits = { file_lines: 500, function_lines: 100 };
const vagueNames = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "types"]);
/** Files whose format a tool prescribes. */
const defaultExport = /(^|\/)(vite|vitest|playwright|knip|babel)\.config\.|^clients\/member\/|(^|\/)global-setup\.ts$/;

export function checkTidy(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => [
    ...checkName(source),
    ...checkLength(source),
    ...checkLeftovers(source),
    ...(isScript(source.file) ? [...checkFunctions(source), ...checkDefaultExport(source)] : []),
  ]);
}

function checkName({ file }: Source): Finding[] {
  const parts = file.split("/").map((part) => part.replace(/\..*$/, ""));
  const vague = parts.find((part) => vagueNames.has(part));
  if (vague) return [{ file, line: 1, message: `“${vague}” says nothing: name it after what is in it` }];
  const stem = path.posix.basename(file).replace(/\..*$/, "");
  const wrong = isScript(file) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem);
  return wrong ? [{ file, line: 1, message: "file names are kebab-case" }] : [];
}

function checkLength({ file, text }: Source): Finding[] {
  if (file.endsWith(".json") || file.endsWith(".md")) return [];
  const lines = text.split("\n").length - 1;
  return lines > limits.file_lines
    ? [{ file, line: limits.file_lines + 1, message: `${lines} lines; at most ${limits.file_lines}` }]
    : [];
}

function checkLeftovers({ file, text }: Source): Finding[] {
  if (file.endsWith(".json") || file.endsWith(".md") || file.startsWith("tools/check/")) return [];
  const comment =
    isScript(file) || file.endsWith("css")
      ? /(?:\/\/|\/\*|^\s*\*).*\b(TODO|FIXME|XXX|HACK)\b/gm
      : /(?:--|#).*\b(TODO|FIXME|XXX|HACK)\b/gm;
  return [...text.matchAll(comment)].map((match) => ({
    file,
    line: lineAt(text, match.index),
    message: `${match[1]}: finish it or file it`,
  }));
}

function checkFunctions(source: Source): Finding[] {
  const found: Finding[] = [];
  walk(parseScript(source).program, (node, parent) => {
    if (!["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(node.type)) return;
    if (isTest(source.file) && isSuite(parent)) return;
    const first = lineAt(source.text, node.start);
    const lines = lineAt(source.text, node.end) - first + 1;
    if (lines > limits.function_lines)
      found.push({
        file: source.file,
        line: first,
        message: `a function of ${lines} lines; at most ${limits.function_lines}`,
      });
  });
  return found;
}

/** describe(…, () => { … }) is a chapter, not a function. */
function isSuite(parent: Node | undefined): boolean {
  if (parent?.type !== "CallExpression") return false;
  const callee = parent.callee as Node;
  const name = callee.type === "MemberExpression" ? (callee.object as Node) : callee;
  return name.name === "describe" || (name.type === "MemberExpression" && (name.object as Node).name === "describe");
}

function checkDefaultExport(source: Source): Finding[] {
  if (defaultExport.test(source.file)) return [];
  return (parseScript(source).program.body as Node[])
    .filter((node) => node.type === "ExportDefaultDeclaration")
    .map((node) => ({ file: source.file, line: lineAt(source.text, node.start), message: "named exports only" }));
}
