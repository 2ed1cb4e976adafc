// The syntax tree of a script, from the parser that also builds the clients.
import { parseSync } from "vite";
import type { Source } from "./source.ts";

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Script {
  readonly program: Node;
  readonly comments: readonly { readonly value: string; readonly start: number }[];
}

const parsed = new WeakMap<Source, Script>();

export function parseScript(source: Source): Script {
  let script = parsed.get(source);
  if (!script) {
    const result = parseSync(source.file, source.text);
    if (result.errors.length > 0) throw new Error(`${source.file}: ${result.errors[0]?.message}`);
    script = { program: result.program as unknown as Node, comments: result.comments };
    parsed.set(source, script);
  }
  return script;
}

export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const [key, value] of Object.entries(node)) {
    if (key === "parent") continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, node);
  }
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value
  );
}

/** The text of a literal without holes; undefined for anything else. */
export function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral") return undefined;
  const quasis = node.quasis as { value: { cooked: string } }[];
  return quasis.map((quasi) => quasi.value.cooked).join("\u0000");
}

export interface Import {
  readonly specifier: string;
  readonly type_only: boolean;
  readonly start: number;
}

/** Every way to name another module: import, export … from, import(), import types. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(parseScript(source).program, (node) => {
    const kinds = [
      "ImportDeclaration",
      "ExportNamedDeclaration",
      "ExportAllDeclaration",
      "ImportExpression",
      "TSImportType",
    ];
    const specifier = kinds.includes(node.type) ? literalText(node.source) : undefined;
    if (specifier === undefined) return;
    const type_only = node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type";
    found.push({ specifier, type_only, start: node.start });
  });
  return found;
}
