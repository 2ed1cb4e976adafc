// A transaction holds its connection and perhaps locks. If it waits for a second connection of the same pool, as many
// callers at once as the pool is wide wait for each other until a timeout ends them.
import { type Finding, isScript, isTest, lineAt, type Source } from "./source.ts";
import { isNode, type Node, parseScript, walk } from "./syntax.ts";

/** Calls whose last argument runs inside a transaction. */
const opens = new Set(["idempotency.run", "database.read", "database.write"]);
/** Calls that take a connection of their own. */
const takes = new Set(["readDirectory", "readMoment", "namingOf", "nameableMembers"]);

export function checkOneConnection(sources: readonly Source[]): Finding[] {
  return sources.filter(isRoom).flatMap((source) => {
    const found: Finding[] = [];
    walk(parseScript(source).program, (node) => {
      if (!opens.has(calledName(node))) return;
      const work = (node.arguments as unknown[]).at(-1);
      if (!isNode(work)) return;
      walk(work, (inner) => {
        const name = calledName(inner);
        if (!takes.has(name) && !opens.has(name)) return;
        const message = `${name} inside a transaction waits for a second connection: call it before`;
        found.push({ file: source.file, line: lineAt(source.text, inner.start), message });
      });
    });
    return found;
  });
}

const isRoom = ({ file }: Source) => file.startsWith("apps/server/src/modules/") && isScript(file) && !isTest(file);

/** `database.write` of `app.database.write(…)`, `readMoment` of `readMoment(…)`; empty for anything else. */
function calledName(node: Node): string {
  if (node.type !== "CallExpression" || !isNode(node.callee)) return "";
  const { callee } = node;
  if (callee.type !== "MemberExpression") return nameOf(callee);
  const owner = isNode(callee.object) ? callee.object : undefined;
  const last = owner?.type === "MemberExpression" ? owner.property : owner;
  return `${nameOf(last)}.${nameOf(callee.property)}`;
}

const nameOf = (node: unknown) => (isNode(node) && node.type === "Identifier" ? String(node.name) : "");
