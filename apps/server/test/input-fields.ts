// Every field that a route takes, read from its schemas: what a trial of all inputs goes through.
import { z } from "zod";
import type { Route } from "../src/platform/http/route.ts";

export type Part = "path" | "query" | "body";
export type FieldPath = readonly (string | number)[];

export interface InputField {
  readonly part: Part;
  readonly path: FieldPath;
  /** As the server names it in an error. */
  readonly pointer: string;
  readonly is_text: boolean;
  /** A text that is kept as it came; undefined for one that is read as something else (a time, an id, a phone number). */
  readonly is_kept: boolean;
  /** Fields with the same kind are judged by the same schema, whatever their length. */
  readonly kind: string;
}

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly checks?: readonly { _zod: { def: { check: string } } }[];
}

const defOf = (schema: z.ZodType) => schema.def as unknown as Def;
const BASE: Record<Part, string> = { path: "#/path", query: "#/query", body: "" };

export function inputFields(route: Route): InputField[] {
  const parts = [
    ["path", route.params],
    ["query", route.query],
    ["body", route.body],
  ] as const;
  return parts.flatMap(([part, schema]) => (schema ? fieldsOf(schema, part, [], false) : []));
}

function fieldsOf(schema: z.ZodType, part: Part, path: FieldPath, read: boolean): InputField[] {
  const def = defOf(schema);
  if (def.innerType) return fieldsOf(def.innerType, part, path, read);
  // What follows a pipe's first half reads the text as something else.
  if (def.in) return fieldsOf(def.in, part, path, true);
  const own = path.length > 0 ? [fieldOf(schema, part, path, read)] : [];
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries<z.ZodType>(schema.shape);
    return [...own, ...shape.flatMap(([key, child]) => fieldsOf(child, part, [...path, key], false))];
  }
  if (def.element) return [...own, ...fieldsOf(def.element, part, [...path, 0], false)];
  return own;
}

function fieldOf(schema: z.ZodType, part: Part, path: FieldPath, read: boolean): InputField {
  const { type, checks = [] } = defOf(schema);
  const { format, pattern, enum: values } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const is_text = type === "string" || type === "enum" || type === "literal";
  const id = format === "typeid";
  const refined = checks
    .map((check) => check._zod.def.check)
    .filter((check) => check === "custom" || check === "overwrite");
  return {
    part,
    path,
    pointer: `${BASE[part]}/${path.join("/")}`,
    is_text,
    is_kept: type === "string" && !read && format === undefined,
    kind: JSON.stringify([type, part === "body", format, id ? "id" : pattern, values && "values", read, refined]),
  };
}

/** A copy of `value` with `item` at `path`; objects and lists on the way are made. */
export function withField(value: unknown, path: FieldPath, item: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return item;
  if (typeof key === "number") {
    const list = Array.isArray(value) ? [...(value as unknown[])] : [];
    list[key] = withField(list[key], rest, item);
    return list;
  }
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [key]: withField(object[key], rest, item) };
}

export function withoutField(value: unknown, path: FieldPath): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object" || value === null) return value;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  if (rest.length === 0) delete copy[key];
  else copy[key] = withoutField(copy[key], rest);
  return copy;
}

export function pointerPath(pointer: string): FieldPath {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}
