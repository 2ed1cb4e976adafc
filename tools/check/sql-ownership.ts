// A room's SQL names only its own tables; of other rooms only published views (v_*) and functions, along the graph.
import type { Graph } from "./rooms.ts";
import { type Finding, isScript, isTest, lineAt, type Source } from "./source.ts";
import { blankNoise } from "./sql-text.ts";
import { literalText, parseScript, walk } from "./syntax.ts";

/** Every table and view of the database: `schema.name`. */
export function relationNames(sources: readonly Source[]): Set<string> {
  const create = /create\s+(?:table|view|materialized\s+view)\s+(?:if\s+not\s+exists\s+)?(\w+\.\w+)/gi;
  const migrations = sources.filter(({ file }) => file.startsWith("database/migrations/"));
  return new Set(
    migrations.flatMap(({ text }) => [...blankNoise(text).matchAll(create)].map(([, name = ""]) => name.toLowerCase())),
  );
}

export function checkSqlOwnership(sources: readonly Source[], graph: Graph): Finding[] {
  const relations = relationNames(sources);
  return sources.flatMap((source) => {
    const owner = ownerOf(source.file);
    if (!owner || isTest(source.file)) return [];
    const pieces = isScript(source.file) ? literalsOf(source) : [{ text: blankNoise(source.text), start: 0 }];
    return pieces.flatMap(({ text, start }) => {
      return namesIn(text, relations).flatMap(({ name, offset }) => {
        const message = refusal(owner, name, graph);
        return message ? [{ file: source.file, line: lineAt(source.text, start + offset), message }] : [];
      });
    });
  });
}

function refusal(owner: string, name: string, graph: Graph): string | undefined {
  const [schema = "", relation = ""] = name.split(".");
  if (schema === owner) return undefined;
  if (!relation.startsWith("v_"))
    return `${owner} may not name the table ${name}: use a view ${schema}.v_… or a function of ${schema}`;
  if (owner === "platform" || schema === "platform" || graph[owner]?.includes(schema)) return undefined;
  return `${owner} may not use ${schema} (module-graph.ts), so neither its view ${name}`;
}

/** A reference ends where the name ends; `schema.function(` is a call, which is allowed. */
function namesIn(text: string, relations: ReadonlySet<string>): { name: string; offset: number }[] {
  const names = text.matchAll(/(?<![\w.])([a-z_]+\.[a-z_0-9]+)(?![\w(]|\.[a-z])/g);
  return [...names]
    .map((match) => ({ name: match[1] ?? "", offset: match.index }))
    .filter(({ name }) => relations.has(name));
}

function literalsOf(source: Source): { text: string; start: number }[] {
  const found: { text: string; start: number }[] = [];
  walk(parseScript(source).program, (node) => {
    const text = literalText(node);
    if (text !== undefined) found.push({ text, start: node.start });
  });
  return found;
}

/** The room (or platform) whose SQL a file holds; undefined for files that belong to none. */
function ownerOf(file: string): string | undefined {
  return (
    file.match(/^database\/migrations\/\d+_([a-z]+)__/)?.[1] ??
    file.match(/^apps\/server\/src\/modules\/([^/]+)\//)?.[1] ??
    (file.startsWith("apps/server/src/platform/") ? "platform" : undefined)
  );
}
