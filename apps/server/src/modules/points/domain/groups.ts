import { type Deciding, nameOf } from "./deciding.ts";
import { BASE, type StandingAward } from "./earning.ts";
import { type Piece, pointsOf } from "./piece.ts";
import type { TraceGroup, TraceRejection } from "./trace.ts";

export interface Settled {
  pieces: Piece[];
  groups: TraceGroup[];
  /** By stack group: what was taken back for it. */
  replaced: Map<string, StandingAward>;
}

/**
 * Within a group and business day awards of different rules compete: only the largest stands. A repeat of the rule
 * that leads is added to it. In a stacking season everything is added.
 */
export function settleGroups(deciding: Deciding, pieces: Piece[]): Settled {
  const names = [...new Set(pieces.flatMap((piece) => piece.stack_group ?? []))];
  const settled: Settled = { pieces: [...pieces], groups: [], replaced: new Map() };
  for (const stack_group of names) {
    const outcome = settle(deciding, stack_group, pieces);
    settled.groups.push(outcome.group);
    if (outcome.replaces) settled.replaced.set(stack_group, outcome.replaces);
    settled.pieces = settled.pieces.map((piece) =>
      piece.stack_group === stack_group && !outcome.winners.has(piece.source) ? { ...piece, shares: [] } : piece,
    );
  }
  return settled;
}

function settle(deciding: Deciding, stack_group: string, pieces: Piece[]) {
  const standing = deciding.usage.standing.get(stack_group);
  const best_before = standing?.points ?? 0;
  const sums = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.stack_group === stack_group) sums.set(piece.source, (sums.get(piece.source) ?? 0) + pointsOf(piece));
  }
  const total = [...sums.values()].reduce((a, b) => a + b, 0);
  const shown = { stack_group, mode: deciding.group_mode, best_before, replaced_transaction_ids: [], removed: 0 };
  if (deciding.group_mode === "stack") {
    const outcome = best_before > 0 ? ("added" as const) : ("stands" as const);
    return { winners: new Set(sums.keys()), replaces: undefined, group: { ...shown, outcome } };
  }
  // Pieces come base rate first, then older rules first: of equals the first stays.
  const [winner, points] = [...sums].reduce((best, one) => (one[1] > best[1] ? one : best));
  const others = [...sums.keys()].filter((source) => source !== winner);
  noteLosers(deciding, pieces, { stack_group, losers: others, expected: points });
  if (best_before === 0) {
    return group("stands", [winner], total - points);
  }
  if (standing?.source === winner) return group("added", [winner], total - points);
  if (points > best_before) return group("replaced", [winner], total - points);
  noteLosers(deciding, pieces, { stack_group, losers: [winner], expected: best_before });
  return group("lost", [], total);

  function group(outcome: TraceGroup["outcome"], winners: string[], removed: number) {
    const replaces = outcome === "replaced" ? standing : undefined;
    const replaced_transaction_ids = [...new Set(replaces?.awards.map((award) => award.transaction_id))];
    return {
      winners: new Set(winners),
      replaces,
      group: { ...shown, outcome, removed, replaced_transaction_ids } satisfies TraceGroup,
    };
  }
}

function noteLosers(
  deciding: Deciding,
  pieces: Piece[],
  { stack_group, losers, expected }: { stack_group: string; losers: string[]; expected: number },
): void {
  for (const source of losers) {
    const own = pieces.filter((piece) => piece.source === source && piece.stack_group === stack_group);
    const rule = own[0]?.rule;
    const { rule_id, version } = deciding.program;
    const name = rule ? nameOf(rule) : { rule_id, rule_version: version, label: BASE };
    const actual = own.reduce((sum, piece) => sum + pointsOf(piece), 0);
    const rejection: TraceRejection = {
      ...name,
      line_no: null,
      code: "stack_group",
      field: stack_group,
      expected,
      actual,
    };
    deciding.rejected.push(rejection);
  }
}
