// Reads a .sql file of named blocks:
//   -- name: find_member :one
//   select … where tenant_id = :tenant_id and (:tag_id?::uuid is null or …);
// `:x` is a parameter, `:x?` one that may be null; `:one` answers a row or none, `:just_one` exactly one, `:many` any
// number, `:exec` the number of rows touched. `!` after the cardinality says that no column is ever null; one column says
// so by an alias, "col!", and the opposite by "col?".

export type Cardinality = "one" | "just_one" | "many" | "exec";

export interface Parameter {
  readonly name: string;
  readonly nullable: boolean;
}

export interface Block {
  readonly name: string;
  readonly cardinality: Cardinality;
  readonly never_null: boolean;
  readonly parameters: readonly Parameter[];
  /** The statement with $1, $2 … and without comments. */
  readonly text: string;
  /** The comment above the statement: it goes to the generated constant. */
  readonly about: readonly string[];
  readonly line: number;
}

const header = /^-- name: (\w+) :(one|just_one|many|exec)(!?)\s*$/;
// Strings, quoted names, dollar quotes, comments and casts are stepped over; what is left of `:name` is a parameter.
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z_][a-z0-9_]*)(\?(?![?|&]))?/g;

export function parseBlocks(source: string, file: string): Block[] {
  const blocks: Block[] = [];
  let open: { header: RegExpMatchArray; line: number; body: string[] } | undefined;
  const close = () => {
    if (open) blocks.push(toBlock(open.header, open.line, open.body, file));
  };
  source.split("\n").forEach((text, index) => {
    const found = text.match(header);
    if (found) {
      close();
      open = { header: found, line: index + 1, body: [] };
    } else if (/^--\s*name\s*:/.test(text)) {
      throw new Error(`${file}:${index + 1}: write “-- name: find_member :one”, with :one, :just_one, :many or :exec`);
    } else if (open) open.body.push(text);
    else if (text.trim() !== "" && !text.startsWith("--"))
      throw new Error(`${file}:${index + 1}: a statement outside a named block`);
  });
  close();
  const names = blocks.map((block) => block.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`${file}: two blocks are named ${twice}`);
  return blocks;
}

function toBlock(found: RegExpMatchArray, line: number, body: string[], file: string): Block {
  const [, name = "", cardinality, bang] = found;
  const firstCode = body.findIndex((text) => text.trim() !== "" && !text.startsWith("--"));
  if (firstCode < 0) throw new Error(`${file}:${line}: block ${name} is empty`);
  const about = body
    .slice(0, firstCode)
    .filter((text) => text.startsWith("--"))
    .map((text) => text.replace(/^--\s?/, ""));
  const { text, parameters } = numberParameters(body.slice(firstCode).join("\n"));
  if (text.includes(";")) throw new Error(`${file}:${line}: block ${name} holds more than one statement`);
  return { name, cardinality: cardinality as Cardinality, never_null: bang === "!", parameters, text, about, line };
}

function numberParameters(source: string): { text: string; parameters: Parameter[] } {
  const order: string[] = [];
  const nullable = new Set<string>();
  const text = source.replace(
    token,
    (match: string, _tag: string | undefined, name: string | undefined, mark: string | undefined) => {
      if (match.startsWith("--") || match.startsWith("/*")) return "";
      if (!name) return match;
      if (!order.includes(name)) order.push(name);
      if (mark) nullable.add(name);
      return `$${order.indexOf(name) + 1}`;
    },
  );
  const tidy = text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "")
    .join("\n");
  return {
    text: tidy.replace(/;\s*$/, ""),
    parameters: order.map((name) => ({ name, nullable: nullable.has(name) })),
  };
}
