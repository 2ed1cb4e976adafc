// What may happen in a random history.
import fc from "fast-check";
import type { Policy } from "./model-lots.ts";

/** How many owners a history has. */
export const OWNERS = 4;

const owner = fc.nat(OWNERS - 1);
const amount = fc.integer({ min: 1, max: 90 });
const award = fc.integer({ min: 1, max: 300 });
const pick = fc.nat(1000);
const policy = fc.constantFrom<Policy>("debt", "debt", "deduct_cash", "forgive");

/** One thing that happens (the cast: each kind has those fields of a step that it needs); `pick`s choose among what there is by then. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      op: fc.constant("earn"),
      owner,
      amount: award,
      days: fc.option(fc.integer({ min: 1, max: 40 })),
      wait: fc.constantFrom(0, 0, 0, 3),
    }),
  },
  { weight: 6, arbitrary: fc.record({ op: fc.constant("spend"), owner, amount }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant("hold"), owner, amount }) },
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constant("capture"), pick, amount: fc.option(amount), keep: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("release"), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constant("pass"), days: fc.integer({ min: 1, max: 15 }), expire: fc.boolean() }),
  },
  { weight: 6, arbitrary: fc.record({ op: fc.constant("reverse"), pick, amount: fc.option(amount), policy }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant("clawback"), pick, amount, policy }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant("transfer"), owner, to: owner, amount }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant("transfers"),
      batch: fc.array(fc.record({ owner, to: owner, amount }), { minLength: 2, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("merge"), owner, to: owner }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("unmerge"), pick }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant("replay"), pick }) },
) as fc.Arbitrary<unknown> as fc.Arbitrary<Step>;

/** Every field a step may have: which ones it has follows from `op`. */
export interface Step {
  op: string;
  owner: number;
  to: number;
  amount: number;
  days: number | null;
  wait: number;
  pick: number;
  keep: boolean;
  expire: boolean;
  policy: Policy;
  batch: { owner: number; to: number; amount: number }[];
}
