// Which amounts a role can hide: all of them, but for what stands here with its reason.
import { expect, test } from "vitest";
import { z } from "zod";
import { type Route, routeName } from "../../platform/http/route.ts";
import { kindOf } from "../../platform/http/sensitive.ts";
import { routes } from "../routes.ts";

const NOT_HIDDEN: Readonly<Record<string, string>> = {
  per_fen: "a rule's rate, printed on every poster",
  defer_fen: "worked out from what the caller typed",
  recognise_fen: "worked out from what the caller typed",
};

/** Names of fields with money in them that no mask hides. */
function shownAmounts(schema: unknown, seen = new Set<unknown>()): string[] {
  if (!(schema instanceof z.ZodType) || kindOf(schema) === "amounts" || seen.has(schema)) return [];
  const inside = (part: unknown) => shownAmounts(part, new Set([...seen, schema]));
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, part]) =>
      name.endsWith("_fen") && part instanceof z.ZodType && !hasFields(part)
        ? kindOf(part) === "amounts"
          ? []
          : [name]
        : inside(part),
    );
  }
  const def = schema.def as unknown as Record<string, unknown>;
  const parts = [def["element"], def["valueType"], def["left"], def["right"], def["innerType"], def["in"]];
  const options = (def["options"] ?? def["items"] ?? []) as unknown[];
  return [...parts, ...options, schema instanceof z.ZodLazy ? schema.unwrap() : undefined].flatMap(inside);
}

function hasFields(schema: z.ZodType): boolean {
  const def = schema.def as unknown as { innerType?: z.ZodType };
  return schema instanceof z.ZodObject || (def.innerType !== undefined && hasFields(def.innerType));
}

const shownTo = (route: Route) =>
  Object.values(route.response ?? {}).flatMap((schema) => shownAmounts(schema).filter((name) => !(name in NOT_HIDDEN)));

test("every amount in an answer to staff can be hidden by their role", () => {
  const faults = routes
    .filter((route) => route.access.actors.includes("staff"))
    .map((route) => [routeName(route), [...new Set(shownTo(route))]] as const)
    .filter(([, names]) => names.length > 0);
  expect(faults).toEqual([]);
});
