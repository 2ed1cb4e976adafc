// The room graph: who may import whom. Type imports count, dynamic imports count.
import path from "node:path";
import { importsOf, type Import } from "./syntax.ts";
import { type Finding, isScript, isTest, lineAt, type Source } from "./source.ts";

export type Graph = Readonly<Record<string, readonly string[]>>;

interface Place {
  readonly file: string;
  /** platform, roles, demo …, or undefined outside the server. */
  readonly floor: string | undefined;
  readonly room: string | undefined;
  /** Inside a room: domain, db, http, test, or undefined for its own files. */
  readonly part: string | undefined;
}

const server = "apps/server/src/";

export function checkRooms(sources: readonly Source[], graph: Graph, pure: readonly string[] = []): Finding[] {
  return [
    ...checkGraph(sources, graph),
    ...sources.filter((source) => isScript(source.file)).flatMap((source) => checkFile(source, { graph, pure })),
  ];
}

interface Law {
  readonly graph: Graph;
  /** Rooms whose code a domain may call. */
  readonly pure: readonly string[];
}

function checkFile(source: Source, law: Law): Finding[] {
  const from = placeOf(source.file);
  if (!from.floor) return [];
  return importsOf(source).flatMap((one) => {
    const message = refusal(from, one, law);
    return message ? [{ file: source.file, line: lineAt(source.text, one.start), message }] : [];
  });
}

function refusal(from: Place, one: Import, law: Law): string | undefined {
  if (!one.specifier.startsWith(".")) return packageRefusal(from, one.specifier);
  const to = placeOf(path.posix.join(path.posix.dirname(from.file), one.specifier));
  if (isTest(from.file)) return testRefusal(from, to);
  if (isTest(to.file)) return "a test is imported by what it tests";
  if (to.floor === undefined) return `${to.file} lies outside the server`;
  if (from.floor === "platform") return platformRefusal(from, to);
  if (to.room === undefined)
    return from.room && to.floor !== "platform" ? `a room knows nothing of ${to.floor}` : domainRefusal(from, to);
  if (from.room === to.room) return insideRefusal(from, to);
  return doorRefusal(from, to, one, law);
}

function packageRefusal(from: Place, specifier: string): string | undefined {
  if (from.part !== "domain" || isTest(from.file) || specifier === "node:crypto") return undefined;
  return `domain is pure: it imports only domain and platform/kernel, not ${specifier}`;
}

function platformRefusal(from: Place, to: Place): string | undefined {
  if (to.floor !== "platform") return `the platform knows no room: it may not import ${to.file}`;
  const kernel = `${server}platform/kernel/`;
  return from.file.startsWith(kernel) && !to.file.startsWith(kernel) ? "the kernel imports only itself" : undefined;
}

function insideRefusal(from: Place, to: Place): string | undefined {
  if (to.part === undefined && path.posix.basename(to.file) === "index.ts")
    return "the door is for others: import the file itself";
  if (from.part === "domain" && to.part !== "domain") return "domain imports only domain and platform/kernel";
  if (from.part === "db" && to.part !== "db" && to.part !== "domain")
    return "db imports only db, domain and the platform";
  if (
    from.part !== "http" &&
    to.part === "http" &&
    !["index.ts", "routes.ts"].includes(path.posix.basename(from.file))
  ) {
    return "a use case does not know HTTP: http imports it";
  }
  return undefined;
}

function doorRefusal(from: Place, to: Place, one: Import, { graph, pure }: Law): string | undefined {
  if (to.part !== undefined || path.posix.basename(to.file) !== "index.ts")
    return `room ${to.room} is entered through its index.ts, not ${to.file}`;
  if (from.room === undefined) return undefined;
  if (!graph[from.room]?.includes(to.room ?? ""))
    return `room ${from.room} may not use room ${to.room} (module-graph.ts)`;
  const is_pure = pure.includes(to.room ?? "");
  if (from.part === "domain" && !one.type_only && !is_pure) return "domain imports only types from another room";
  return undefined;
}

function domainRefusal(from: Place, to: Place): string | undefined {
  if (from.part !== "domain" || to.file.startsWith(`${server}platform/kernel/`)) return undefined;
  return `domain imports only domain and platform/kernel, not ${to.file}`;
}

/** Tests see their own room whole, and other rooms through the door or their builders. */
function testRefusal(from: Place, to: Place): string | undefined {
  if (to.room === undefined || to.room === from.room || from.room === undefined) return undefined;
  const name = path.posix.basename(to.file);
  if ((to.part === undefined && name === "index.ts") || (to.part === "test" && name === "build.ts")) return undefined;
  return `a test uses room ${to.room} through its index.ts or test/build.ts, not ${to.file}`;
}

/** The graph names every room, only rooms, and only rooms above: so it has no cycle. */
function checkGraph(sources: readonly Source[], graph: Graph): Finding[] {
  const finding = (message: string) => ({ file: "module-graph.ts", line: 1, message });
  const rooms = new Set(sources.flatMap(({ file }) => placeOf(file).room ?? []));
  const order = Object.keys(graph);
  const missing = [...rooms]
    .filter((room) => !order.includes(room))
    .map((room) => finding(`room ${room} is not in the graph`));
  const upward = order.flatMap((room, index) =>
    (graph[room] ?? [])
      .filter((used) => order.indexOf(used) < 0 || order.indexOf(used) >= index)
      .map((used) => finding(`${room} uses ${used}, which does not stand before it`)),
  );
  return [...missing, ...upward];
}

function placeOf(file: string): Place {
  const [floor, second, ...rest] = file.startsWith(server) ? file.slice(server.length).split("/") : [];
  const room = floor === "modules" ? second : undefined;
  return { file, floor, room, part: room && rest.length > 1 ? rest[0] : undefined };
}
