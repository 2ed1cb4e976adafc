import { mulDivFloor } from "../../../platform/kernel/money.ts";

/** Policy P0 of one programme version: points = floor(own money in fen × rate_points ÷ rate_fen), per line. */
export interface EarningPolicy {
  version: number;
  rule_id: string;
  rate_points: number;
  rate_fen: number;
  /** Points per member and business day. */
  daily_cap: number;
}

export interface EarningLine {
  line_no: number;
  title: string;
  amount_fen: number;
  /** What the member paid with money of their own: cash, card, wallet principal. */
  own_money_fen: number;
}

/** Why a number of points was given: the arithmetic, factor by factor. Stored with the transaction. */
export interface EarningTrace {
  program_version: number;
  lines: {
    line_no: number;
    title: string;
    amount_fen: number;
    own_money_fen: number;
    factors: { kind: "rate"; rule_id: string; rule_version: number; num: number; den: number }[];
    /** The exact product before rounding down, as a decimal with two places or as `a/b` when it does not end there. */
    product: string;
    points: number;
  }[];
  sum: number;
  cap: { kind: "daily"; limit: number; used_before: number; removed: number };
  result: number;
  rejected: { rule: string; expected: unknown; actual: unknown }[];
}

export interface Earning {
  /** Points per line after the cap, filled in line order. */
  line_points: number[];
  points: number;
  trace: EarningTrace;
}

/** Points for the lines of one purchase, given what the member already got that business day. */
export function earn(policy: EarningPolicy, lines: readonly EarningLine[], used_before: number): Earning {
  const { rate_points, rate_fen, rule_id, version } = policy;
  const uncapped = lines.map((line) => mulDivFloor(line.own_money_fen, rate_points, rate_fen));
  const sum = uncapped.reduce((a, b) => a + b, 0);
  let room = Math.max(0, policy.daily_cap - used_before);
  const line_points = uncapped.map((points) => {
    const given = Math.min(points, room);
    room -= given;
    return given;
  });
  const result = line_points.reduce((a, b) => a + b, 0);
  return {
    line_points,
    points: result,
    trace: {
      program_version: version,
      lines: lines.map((line, index) => ({
        ...line,
        factors: [{ kind: "rate", rule_id, rule_version: version, num: rate_points, den: rate_fen }],
        product: exactProduct(line.own_money_fen, rate_points, rate_fen),
        points: uncapped[index] ?? 0,
      })),
      sum,
      cap: { kind: "daily", limit: policy.daily_cap, used_before, removed: sum - result },
      result,
      rejected: [],
    },
  };
}

function exactProduct(value: number, num: number, den: number): string {
  const hundredths = BigInt(value) * BigInt(num) * 100n;
  const divisor = BigInt(den);
  if (hundredths % divisor !== 0n) return `${BigInt(value) * BigInt(num)}/${den}`;
  const digits = String(hundredths / divisor).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
