// The arithmetic the server kept with a transaction. It is data of the rules at that time, so it is read with care: what this
// version does not know is left out, and what is no arithmetic at all is undefined.

export interface TraceFactor {
  kind: string;
  label: string;
  num: number;
  den: number;
}

export interface TraceLine {
  title: string;
  amount_fen: number;
  own_money_fen: number;
  factors: TraceFactor[];
  /** Exact, as a decimal, or as "a/b" where it does not end. */
  product: string;
  points: number;
}

export interface TraceCap {
  limit: number;
  used_before: number;
  removed: number;
}

export interface Trace {
  program_version: number;
  lines: TraceLine[];
  sum: number;
  /** Awards that are no product: a sign-in, a quiz. */
  fixed: { label: string; points: number }[];
  /** The day's limit. */
  cap: TraceCap | undefined;
  /** What limits of rules, and larger awards of the day, took away. */
  other_removed: number;
  result: number;
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function readFactor(value: unknown): TraceFactor {
  const { kind, label, num, den } = fieldsOf(value);
  return { kind: textOf(kind), label: textOf(label), num: numberOf(num), den: numberOf(den) };
}

function readLine(value: unknown): TraceLine {
  const { title, amount_fen, own_money_fen, factors, product, points } = fieldsOf(value);
  return {
    title: textOf(title),
    amount_fen: numberOf(amount_fen),
    own_money_fen: numberOf(own_money_fen),
    factors: listOf(factors).map(readFactor),
    product: textOf(product),
    points: numberOf(points),
  };
}

function readCap(value: unknown): TraceCap | undefined {
  const { limit, used_before, removed } = fieldsOf(value);
  if (typeof limit !== "number") return undefined;
  return { limit, used_before: numberOf(used_before), removed: numberOf(removed) };
}

export function readTrace(value: unknown): Trace | undefined {
  const { program_version, lines, fixed, sum, cap, caps, groups, result } = fieldsOf(value);
  if (typeof program_version !== "number" || typeof result !== "number") return undefined;
  const is_daily = (one: unknown) => fieldsOf(one)["kind"] === "daily";
  const others = [...listOf(caps).filter((one) => !is_daily(one)), ...listOf(groups)];
  return {
    program_version,
    lines: listOf(lines).map(readLine),
    sum: numberOf(sum),
    fixed: listOf(fixed).map((one) => ({
      label: textOf(fieldsOf(one)["label"]),
      points: numberOf(fieldsOf(one)["points"]),
    })),
    // Before there were rules, the day's limit was the only one and stood alone.
    cap: readCap(cap ?? listOf(caps).find(is_daily)),
    other_removed: others.reduce<number>((total, one) => total + numberOf(fieldsOf(one)["removed"]), 0),
    result,
  };
}
