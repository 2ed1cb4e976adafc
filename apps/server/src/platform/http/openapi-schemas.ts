import { z } from "zod";
import type { Route } from "./route.ts";
import { routeName } from "./route.ts";

export type JsonSchema = Record<string, unknown>;

export interface SchemaBook {
  /** Named components (`.meta({ id })`), for `#/components/schemas`. */
  components: Record<string, JsonSchema>;
  input(definition: Route, part: "params" | "query" | "body"): JsonSchema | undefined;
  output(definition: Route, status: number): JsonSchema | undefined;
}

type Direction = "input" | "output";

/** JSON Schemas of all routes in one go, so that a named schema is written once and referred to everywhere. */
export function writeSchemas(routes: readonly Route[]): SchemaBook {
  const input = convert(routes, "input", (definition) => [
    ["params", definition.params],
    ["query", definition.query],
    ["body", definition.body],
  ]);
  const output = convert(routes, "output", (definition) => Object.entries(definition.response));
  return {
    components: merge(input.named, output.named),
    input: (definition, part) => input.anonymous.get(`${routeName(definition)}#${part}`),
    output: (definition, status) => output.anonymous.get(`${routeName(definition)}#${status}`),
  };
}

interface Converted {
  named: Record<string, JsonSchema>;
  anonymous: Map<string, JsonSchema>;
}

function convert(
  routes: readonly Route[],
  io: Direction,
  partsOf: (definition: Route) => [string, z.ZodType | undefined][],
): Converted {
  const registry = z.registry<{ id: string }>();
  const whole = new Map<string, z.ZodType>();
  for (const definition of routes) {
    for (const [part, schema] of partsOf(definition)) {
      if (!schema || schema instanceof z.ZodUndefined) continue;
      whole.set(`${routeName(definition)}#${part}`, schema);
      registerNamed(schema, registry);
    }
  }
  // A wrapper keeps a route's schema apart from its name: many routes may answer with one named schema.
  for (const [key, schema] of whole) registry.add(z.tuple([schema]), { id: key });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    target: "draft-2020-12",
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: "any",
  });
  const converted: Converted = { named: {}, anonymous: new Map() };
  for (const [id, raw] of Object.entries(schemas)) {
    const schema = tidy(raw, io) as JsonSchema;
    if (whole.has(id)) converted.anonymous.set(id, (schema["prefixItems"] as JsonSchema[])[0] ?? {});
    else converted.named[id] = schema;
  }
  return converted;
}

/** Finds what carries a name, wherever it is nested. */
function registerNamed(
  schema: z.ZodType,
  registry: z.core.$ZodRegistry<{ id: string }>,
  seen = new Set<unknown>(),
): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  const id = z.globalRegistry.get(schema)?.id;
  if (id !== undefined && !registry.has(schema)) registry.add(schema, { id });
  for (const child of childrenOf(schema)) registerNamed(child, registry, seen);
}

/** The schemas a schema is made of. */
export function childrenOf(schema: z.ZodType): z.ZodType[] {
  const def = schema.def as unknown as Record<string, unknown>;
  const parts = [
    "innerType",
    "element",
    "in",
    "out",
    "left",
    "right",
    "keyType",
    "valueType",
    "options",
    "items",
    "rest",
  ];
  const shape = schema instanceof z.ZodObject ? Object.values(schema.shape) : [];
  return [...parts.flatMap((part) => def[part]), ...shape].filter((child) => child instanceof z.ZodType);
}

/**
 * Leaves out what says nothing: the bounds every safe integer has, the draft's address. What we answer may grow fields;
 * what we take may not.
 */
function tidy(value: unknown, io: Direction): unknown {
  if (Array.isArray(value)) return value.map((item) => tidy(item, io));
  if (typeof value !== "object" || value === null) return value;
  const out: JsonSchema = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "$schema" || key === "$id") continue;
    if (Math.abs(Number(item)) === Number.MAX_SAFE_INTEGER && (key === "minimum" || key === "maximum")) continue;
    if (key === "additionalProperties" && item === false && io === "output") continue;
    out[key] = tidy(item, io);
  }
  return out;
}

function merge(input: Record<string, JsonSchema>, output: Record<string, JsonSchema>): Record<string, JsonSchema> {
  for (const [id, schema] of Object.entries(input)) {
    const other = output[id];
    if (other && JSON.stringify(other) !== JSON.stringify(schema)) {
      throw new Error(`schema ${id} means one thing coming in and another going out: give it two names`);
    }
  }
  const all = { ...input, ...output };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}
