// PostgreSQL types as the driver reads and writes them.
import type { Catalog } from "./catalog.ts";

const scalars: Record<string, string> = {
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  numeric: "string",
  bool: "boolean",
  text: "string",
  varchar: "string",
  bpchar: "string",
  name: "string",
  uuid: "string",
  inet: "string",
  date: "string",
  timestamptz: "Date",
  bytea: "Buffer",
  json: "unknown",
  jsonb: "unknown",
  void: "null",
};

/** What a value of this type is when read. */
export function readType(catalog: Catalog, oid: number, choices?: readonly string[]): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  const type = catalog.types.get(oid);
  const scalar = type && scalars[type.name];
  if (scalar) return scalar;
  const element = type?.name.startsWith("_") ? scalars[type.name.slice(1)] : undefined;
  if (element) return `${element}[]`;
  throw new Error(
    `no TypeScript type for ${type?.name ?? oid}: cast it in SQL (for example ::text), or add it to tools/gen/typescript.ts`,
  );
}

/** What may be given for it: instants also as RFC 3339 text. */
export function writeType(catalog: Catalog, oid: number, choices?: readonly string[]): string {
  const type = readType(catalog, oid, choices);
  if (type === "Date") return "Date | string";
  if (type === "Date[]") return "(Date | string)[]";
  return type.endsWith("[]") ? `readonly ${type}` : type;
}

export function isJson(catalog: Catalog, oid: number): boolean {
  return ["json", "jsonb"].includes(catalog.types.get(oid)?.name ?? "");
}
