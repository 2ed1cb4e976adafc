// What a route takes, read off its schemas: the ids in it, and an input that has the right shape.
import { z } from "zod";
import type { Route } from "../../src/platform/http/route.ts";
import { ID_PREFIXES, type IdKind } from "../../src/platform/kernel/ids.ts";

export type Place = "path" | "query" | "body";

/** An id that a route takes: `/admissions/0/gate_id` of the body is a gate. */
export interface IdParameter {
  place: Place;
  pointer: string;
  kind: IdKind;
}

interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
}

const schemasOf = (route: Route): [Place, z.ZodType | undefined][] => [
  ["path", route.params],
  ["query", route.query],
  ["body", route.body],
];
const schemas = new WeakMap<z.ZodType, Schema>();
/** Worked out once for each schema: the trials ask for it thousands of times. */
function json(schema: z.ZodType): Schema {
  const known = schemas.get(schema);
  if (known) return known;
  const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Schema;
  schemas.set(schema, made);
  return made;
}
const chosen = (schema: Schema): Schema => {
  const options = schema.anyOf ?? schema.oneOf;
  return options ? chosen(options.find((option) => option.type !== "null") ?? {}) : schema;
};

function kindOf(schema: Schema): IdKind | undefined {
  const kinds = Object.entries(ID_PREFIXES) as [IdKind, string][];
  return schema.format === "typeid"
    ? kinds.find(([, prefix]) => schema.pattern?.startsWith(`^${prefix}_`))?.[0]
    : undefined;
}

function findIds(given: Schema, pointer: string): [string, IdKind][] {
  const schema = chosen(given);
  const kind = kindOf(schema);
  if (kind) return [[pointer, kind]];
  if (schema.items) return findIds(schema.items, `${pointer}/0`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => findIds(child, `${pointer}/${name}`));
}

export function idsOf(route: Route): IdParameter[] {
  return schemasOf(route).flatMap(([place, schema]) =>
    schema ? findIds(json(schema), "").map(([pointer, kind]) => ({ place, pointer, kind })) : [],
  );
}

export interface SampleOptions {
  /** The id to put at a parameter. */
  id: (parameter: IdParameter) => string;
  /** Optional parts are filled in only where they lead to one of these ids. */
  optional: readonly IdParameter[];
  /** What must fit together beyond the shape, laid over the body. */
  override?: Record<string, unknown>;
}

export interface Sample {
  path: string;
  body: unknown;
}

/** A request of the right shape: required fields, smallest values. */
export function sampleOf(route: Route, options: SampleOptions): Sample {
  const made = Object.fromEntries(
    schemasOf(route).map(([place, schema]) => [place, schema && sample(place, json(schema), "", options)]),
  ) as Record<Place, Record<string, unknown> | undefined>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(made.path?.[name])));
  const query = new URLSearchParams(
    Object.fromEntries(Object.entries(made.query ?? {}).map(([name, value]) => [name, String(value)])),
  );
  return {
    path: query.size > 0 ? `${path}?${query.toString()}` : path,
    body: made.body && { ...made.body, ...options.override },
  };
}

function sample(place: Place, given: Schema, pointer: string, options: SampleOptions): unknown {
  const schema = chosen(given);
  const kind = kindOf(schema);
  if (kind) return options.id({ place, pointer, kind });
  if (schema.items) return [sample(place, schema.items, `${pointer}/0`, options)];
  if (schema.properties) {
    const leads = (child: string) =>
      options.optional.some((one) => one.place === place && `${one.pointer}/`.startsWith(`${child}/`));
    const names = Object.keys(schema.properties).filter(
      (name) => schema.required?.includes(name) || leads(`${pointer}/${name}`),
    );
    return Object.fromEntries(
      names.map((name) => [name, sample(place, schema.properties?.[name] ?? {}, `${pointer}/${name}`, options)]),
    );
  }
  return scalar(schema);
}

function scalar(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.example !== undefined) return schema.example;
  switch (schema.type) {
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    case "string":
      return text(schema);
    default:
      return {};
  }
}

let serial = 0;
function text({ format, minLength }: Schema): string {
  if (format === "date-time") return "2026-10-01T04:00:00Z";
  if (format === "date") return "2026-10-01";
  if (format === "email") return "somebody@example.com";
  // Never the same twice: a name or number that must be unique is.
  return `m${++serial}`.padEnd(minLength ?? 0, "x");
}
