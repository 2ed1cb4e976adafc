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

export interface Trace {
  program_version: number;
  lines: TraceLine[];
  sum: number;
  cap: { limit: number; used_before: number; removed: number } | undefined;
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

export function readTrace(value: unknown): Trace | undefined {
  const { program_version, lines, sum, cap, result } = fieldsOf(value);
  if (typeof program_version !== "number" || typeof result !== "number") return undefined;
  const { limit, used_before, removed } = fieldsOf(cap);
  return {
    program_version,
    lines: listOf(lines).map(readLine),
    sum: numberOf(sum),
    cap:
      typeof limit === "number" ? { limit, used_before: numberOf(used_before), removed: numberOf(removed) } : undefined,
    result,
  };
}
