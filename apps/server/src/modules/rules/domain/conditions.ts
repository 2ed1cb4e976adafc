import type { CustomField, Field, FIELDS, MEMBER_FIELDS, Operator } from "./fields.ts";

export const MAX_DEPTH = 5;
export const MAX_LEAVES = 50;

export type Scalar = string | number | boolean;

export interface Leaf {
  field: Field;
  operator: Operator;
  /** A list for in and notIn, the two ends for between, otherwise one value. */
  value: Scalar | readonly Scalar[];
}

/** A group without rules says nothing: true, whatever its combinator. */
export interface Group {
  combinator: "and" | "or";
  not?: boolean | undefined;
  rules: readonly (Group | Leaf)[];
}

export const isGroup = (node: Group | Leaf): node is Group => "rules" in node;

type Specs = typeof FIELDS & typeof MEMBER_FIELDS;
type FactOf<F extends keyof Specs> =
  | (Specs[F] extends { kind: "many" }
      ? readonly string[]
      : Specs[F] extends { kind: "number" }
        ? number
        : Specs[F] extends { kind: "flag" }
          ? boolean
          : string)
  | (Specs[F] extends { always: true } | { kind: "many" } ? never : null);

/**
 * What is known of one event, or of one member. Left out: it cannot be told, and what asks for it is unknown. null: there is none, and
 * nothing but `!=` and `notIn` holds of it. `holiday` may say "unknown" (a year that was not announced).
 */
export type Facts = { readonly [F in keyof Specs]?: FactOf<F> | undefined } & {
  readonly [F in CustomField]?: Scalar | readonly string[] | null | undefined;
};

/** Every question of the tree, wherever it stands. */
export const leavesOf = (tree: Group): Leaf[] =>
  tree.rules.flatMap((rule) => (isGroup(rule) ? leavesOf(rule) : [rule]));

/** Depth of the deepest group and number of leaves. */
export function sizeOf(tree: Group): { depth: number; leaves: number } {
  const inner = tree.rules.map((rule) => (isGroup(rule) ? sizeOf(rule) : { depth: 0, leaves: 1 }));
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    leaves: inner.reduce((sum, { leaves }) => sum + leaves, 0),
  };
}
