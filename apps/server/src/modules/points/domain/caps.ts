import { type Deciding, usageOf } from "./deciding.ts";
import { type Piece, pointsOf, type Share, without } from "./piece.ts";
import type { PolicyRule, RuleLimits } from "./policy.ts";
import type { CapKind, TraceCap } from "./trace.ts";

/** Limits of points that rules have of their own, in the order they are looked at. */
const RULE_CAPS = [
  ["rule_line", "per_line"],
  ["rule_purchase", "per_purchase"],
  ["rule_day", "per_day"],
  ["rule_month", "per_month"],
  ["rule_budget", "budget"],
] as const satisfies (readonly [CapKind, keyof RuleLimits])[];

/** Each rule gives at most what its limits leave, in line order. */
export function applyRuleLimits(deciding: Deciding, pieces: Piece[]): { pieces: Piece[]; caps: TraceCap[] } {
  const caps = new Map<string, TraceCap>();
  const given = new Map<string, number>();

  function allow({ rule, points }: Share): number {
    if (!rule?.definition.limits || points <= 0) return points;
    const before = given.get(rule.rule_id) ?? 0;
    const rooms = limitsOf(deciding, rule).map((cap) => {
      const kept = caps.get(`${cap.kind} ${rule.rule_id}`) ?? cap;
      caps.set(`${cap.kind} ${rule.rule_id}`, kept);
      return { cap: kept, room: cap.limit - cap.used_before - (cap.kind === "rule_line" ? 0 : before) };
    });
    const [tightest] = [...rooms].sort((a, b) => a.room - b.room);
    const allowed = tightest ? Math.min(points, Math.max(0, tightest.room)) : points;
    if (tightest) tightest.cap.removed += points - allowed;
    given.set(rule.rule_id, before + allowed);
    return allowed;
  }

  const limited = pieces.map((piece) => ({
    ...piece,
    shares: piece.shares.map((share) => ({ ...share, points: allow(share) })),
  }));
  return { pieces: limited, caps: [...caps.values()] };
}

function limitsOf({ usage }: Deciding, rule: PolicyRule): TraceCap[] {
  const { day_points, month_points, budget_points } = usageOf(usage, rule.rule_id);
  const used = { per_line: 0, per_purchase: 0, per_day: day_points, per_month: month_points, budget: budget_points };
  return RULE_CAPS.flatMap(([kind, name]) => {
    const limit = rule.definition.limits?.[name];
    return limit === undefined ? [] : [{ kind, rule_id: rule.rule_id, limit, used_before: used[name], removed: 0 }];
  });
}

/** The programme's caps, filled in line order. What this award would take the place of in its group does not count. */
export function applyProgramCaps(deciding: Deciding, lines: Piece[]): { pieces: Piece[]; caps: TraceCap[] } {
  const { program, usage } = deciding;
  const displaced = displacedBy(deciding, lines);
  const caps: TraceCap[] = [
    { kind: "daily" as const, limit: program.daily_cap, used: usage.daily },
    { kind: "monthly" as const, limit: program.monthly_cap, used: usage.monthly },
  ].flatMap(({ kind, limit, used }) =>
    limit === null ? [] : [{ kind, rule_id: null, limit, used_before: used - displaced, removed: 0 }],
  );
  const rooms = caps.map((cap) => Math.max(0, cap.limit - cap.used_before));
  const pieces = lines.map((piece) => {
    const points = pointsOf(piece);
    const room = Math.min(points, ...rooms);
    const removed = points - room;
    const tightest = rooms.indexOf(Math.min(...rooms));
    const cap = caps[tightest];
    if (cap) cap.removed += removed;
    rooms.forEach((left, index) => {
      rooms[index] = left - room;
    });
    return removed > 0 ? without(piece, removed) : piece;
  });
  return { pieces, caps };
}

/** Counted points of awards that stand in the lines' groups and would be taken back if these stand instead. */
function displacedBy({ usage, group_mode }: Deciding, lines: Piece[]): number {
  if (group_mode === "stack") return 0;
  const groups = new Set<string>();
  return lines.reduce((sum, { stack_group, source }) => {
    if (stack_group === null || groups.has(stack_group)) return sum;
    groups.add(stack_group);
    const standing = usage.standing.get(stack_group);
    return standing && standing.source !== source ? sum + standing.counted : sum;
  }, 0);
}
