// How a trace lies in the book. It is most of what an award writes, and most of it says that something was not the case: what
// a reader can fill in again is left out. What SQL asks about (inputs, member_id, result) keeps its name and place.
import type { EarningInputs, EarningTrace, TraceCap, TraceCredit, TraceFactor, TraceLine } from "./trace.ts";

/** Marks the form, so that a later one can be told from it. Never change what a form means: books are full of it. */
export const PACKED_EARNING = "earning 1";

const NO_INPUT = { channel: null, tier: null, tag_ids: null, birthday: null } as const;
const NO_HOLIDAY = { state: "none", name: null } as const;
const PLAIN_LINE = { item_code: null, category: null, business_type: null, quantity: 1 } as const;
const PLAIN_FACTOR = { rule_id: null, rule_version: null } as const;
const PLAIN_CAP = { rule_id: null, removed: 0 } as const;
const PLAIN_TRACE = { stacking: "largest_only", season_id: null, debt_repaid: 0 } as const;

type Loose<T, Plain> = Omit<T, keyof Plain> & Partial<T>;
type PackedFactor = Loose<TraceFactor, typeof PLAIN_FACTOR>;
type PackedLine = Omit<Loose<TraceLine, typeof PLAIN_LINE>, "factors" | "own_money_fen" | "payments"> &
  Partial<Pick<TraceLine, "own_money_fen" | "payments">> & { factors: PackedFactor[] };
type PackedInputs = Loose<EarningInputs, typeof NO_INPUT & { holiday: unknown }>;
type Lists = "fixed" | "groups" | "rejected";

/** What is stored. `lines`, `caps` and `credits` are there when they have something. */
export interface PackedTrace
  extends Pick<EarningTrace, "policy_revision" | "program_version" | "member_id" | "result">,
    Partial<Pick<EarningTrace, keyof typeof PLAIN_TRACE | Lists>> {
  packed: typeof PACKED_EARNING;
  inputs: PackedInputs;
  lines?: PackedLine[];
  caps?: Loose<TraceCap, typeof PLAIN_CAP>[];
  credits?: Loose<TraceCredit, { stack_group: unknown }>[];
}

export function packTrace(trace: EarningTrace): PackedTrace {
  const { inputs, lines, fixed, caps, groups, rejected, credits, sum: _sum, lot: _lot, ...rest } = trace;
  return {
    packed: PACKED_EARNING,
    ...without(rest, PLAIN_TRACE),
    inputs: packInputs(inputs),
    ...(lines.length > 0 && { lines: lines.map(packLine) }),
    ...(caps.length > 0 && { caps: caps.map((cap) => without(cap, PLAIN_CAP)) }),
    ...(credits.length > 0 && { credits: credits.map((credit) => without(credit, { stack_group: null })) }),
    ...(fixed.length > 0 && { fixed }),
    ...(groups.length > 0 && { groups }),
    ...(rejected.length > 0 && { rejected }),
  };
}

export function unpackTrace({ packed: _, ...stored }: PackedTrace): EarningTrace {
  const { fixed = [], groups = [], rejected = [] } = stored;
  const lines = (stored.lines ?? []).map(unpackLine);
  const credits = (stored.credits ?? []).map((credit) => ({ stack_group: null, ...credit }));
  const [first] = credits;
  return {
    ...PLAIN_TRACE,
    ...stored,
    inputs: { ...NO_INPUT, holiday: { ...NO_HOLIDAY }, ...stored.inputs },
    lines,
    fixed,
    sum: [...lines, ...fixed].reduce((sum, one) => sum + one.points, 0),
    caps: (stored.caps ?? []).map((cap) => ({ ...PLAIN_CAP, ...cap })),
    groups,
    rejected,
    lot: first ? { available_from: first.available_from, expires_at: first.expires_at } : null,
    credits,
  };
}

/** As it was stored before there was a form, or in this one. */
export function readTrace(stored: EarningTrace | PackedTrace): EarningTrace {
  return "packed" in stored ? unpackTrace(stored) : stored;
}

function packInputs({ holiday, ...inputs }: EarningInputs): PackedInputs {
  const is_plain = holiday.state === NO_HOLIDAY.state && holiday.name === NO_HOLIDAY.name;
  return { ...without(inputs, NO_INPUT), ...(!is_plain && { holiday }) };
}

function packLine({ factors, payments, own_money_fen, ...line }: TraceLine): PackedLine {
  return {
    ...without(line, PLAIN_LINE),
    ...(own_money_fen !== line.amount_fen && { own_money_fen }),
    ...(payments.length > 0 && { payments }),
    factors: factors.map((factor) => without(factor, PLAIN_FACTOR)),
  };
}

function unpackLine({ factors, ...line }: PackedLine): TraceLine {
  return {
    ...PLAIN_LINE,
    own_money_fen: line.amount_fen,
    payments: [],
    ...line,
    factors: factors.map((factor) => ({ ...PLAIN_FACTOR, ...factor })),
  };
}

/** The fields that are not as usual. Built up and not deleted from: the engine keeps such an object fast. */
function without<T extends object, Plain extends Partial<T>>(value: T, plain: Plain): Loose<T, Plain> {
  const usual: Partial<T> = plain;
  const kept: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) {
    if (!(key in usual) || value[key] !== usual[key]) kept[key] = value[key];
  }
  return kept as Loose<T, Plain>; // what was left out has a usual value
}
