import { applyProgramCaps, applyRuleLimits } from "./caps.ts";
import { beginDeciding, type Deciding, LIMIT_CODES } from "./deciding.ts";
import type { Earning, EarningPart, EarningRequest, Usage } from "./earning.ts";
import { earnFixed, type FixedEarning } from "./fixed.ts";
import { type Settled, settleGroups } from "./groups.ts";
import { earnLines } from "./lines.ts";
import { type Piece, pointsOf } from "./piece.ts";
import type { PolicyDocument } from "./policy.ts";
import type { EarningTrace, TraceCap, TraceRejection } from "./trace.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * What an event earns under a policy, and why. Lines first: rate × promotions × tier × payment, rounded down once a
 * line; then the limits of rules, then the programme's caps in line order; then fixed awards; then stack groups.
 * `excluded` rules are left out, as if they were not there.
 */
export function earn(
  document: PolicyDocument,
  request: EarningRequest,
  usage: Usage,
  excluded: ReadonlySet<string> = NONE,
): Earning {
  const deciding = beginDeciding(document, request, usage, excluded);
  const lines = earnLines(deciding);
  const fixed = earnFixed(deciding);
  const limited = applyRuleLimits(
    deciding,
    [...lines, ...fixed].map((one) => one.piece),
  );
  const capped = applyProgramCaps(deciding, limited.pieces.slice(0, lines.length));
  const settled = settleGroups(deciding, [...capped.pieces, ...limited.pieces.slice(lines.length)]);
  const points = settled.pieces.reduce((sum, piece) => sum + pointsOf(piece), 0);
  const parts = partsOf(settled);
  return {
    line_points: settled.pieces.slice(0, lines.length).map(pointsOf),
    points,
    parts,
    takes: takesOf(settled.pieces),
    counted:
      parts.reduce((sum, part) => sum + part.counted, 0) -
      [...settled.replaced.values()].reduce((sum, standing) => sum + standing.counted, 0),
    refusal: refusalOf(deciding, fixed),
    trace: traceOf(document, deciding, {
      lines: lines.map((line) => line.trace),
      fixed: fixed.map((one) => one.trace),
      caps: [...limited.caps, ...capped.caps],
      groups: settled.groups,
      result: points,
    }),
  };
}

/** One credit for each stack group, rule in it, and wait. */
function partsOf({ pieces, replaced }: Settled): EarningPart[] {
  const parts = new Map<string, EarningPart>();
  const taken_back = new Set<string>();
  for (const piece of pieces) {
    const points = pointsOf(piece);
    if (points === 0) continue;
    const { stack_group, pending_days } = piece;
    const source = stack_group === null ? "" : piece.source;
    const key = JSON.stringify([stack_group, source, pending_days]);
    const known = parts.get(key) ?? { stack_group, source, pending_days, points: 0, counted: 0, replaces: [] };
    const counted = known.counted + (piece.line_no === null ? 0 : points);
    let { replaces } = known;
    if (stack_group !== null && !taken_back.has(stack_group)) {
      taken_back.add(stack_group);
      replaces = replaced.get(stack_group)?.awards ?? replaces;
    }
    parts.set(key, { ...known, points: known.points + points, counted, replaces });
  }
  return [...parts.values()];
}

function takesOf(pieces: Piece[]): Earning["takes"] {
  const takes = new Map<string, number>();
  for (const { rule, points } of pieces.flatMap((piece) => piece.shares)) {
    if (rule && points > 0) takes.set(rule.rule_id, (takes.get(rule.rule_id) ?? 0) + points);
  }
  return [...takes].map(([rule_id, points]) => ({ rule_id, points, times: 1 }));
}

/** A behaviour for which every award is used up is refused; one without a rule just earns nothing. */
function refusalOf({ request, rejected, fixed: rules }: Deciding, fixed: FixedEarning[]): Earning["refusal"] {
  if (request.inputs.behaviour === undefined || fixed.length > 0) return null;
  const awards = new Set(rules.map((rule) => rule.rule_id));
  const codes: readonly string[] = LIMIT_CODES;
  const reached = rejected.find(({ rule_id, code }) => rule_id !== null && awards.has(rule_id) && codes.includes(code));
  if (!reached?.rule_id) return null;
  return {
    rule_id: reached.rule_id,
    kind: reached.code,
    limit: Number(reached.expected),
    used: Number(reached.actual),
  };
}

function traceOf(
  document: PolicyDocument,
  deciding: Deciding,
  told: Pick<EarningTrace, "lines" | "fixed" | "groups" | "result"> & { caps: TraceCap[] },
): EarningTrace {
  const { request, program, season, stacking } = deciding;
  return {
    policy_revision: document.revision,
    program_version: program.version,
    member_id: request.member_id,
    inputs: request.inputs,
    stacking,
    season_id: season?.season_id ?? null,
    lines: told.lines,
    fixed: told.fixed,
    sum: [...told.lines, ...told.fixed].reduce((sum, one) => sum + one.points, 0),
    caps: told.caps,
    groups: told.groups,
    result: told.result,
    rejected: merged(deciding.rejected, request.lines.length),
    lot: null,
    credits: [],
    debt_repaid: 0,
  };
}

/** What is true of all lines alike is said once. */
function merged(rejected: TraceRejection[], line_count: number): TraceRejection[] {
  const alike = new Map<string, TraceRejection[]>();
  for (const one of rejected) {
    const key = JSON.stringify({ ...one, line_no: null });
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    return first && same.length === line_count ? [{ ...first, line_no: null }] : same;
  });
}
