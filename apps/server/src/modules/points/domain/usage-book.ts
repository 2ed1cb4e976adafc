// Counters of a batch: what was read, running along as its awards are decided, and what is to be written in the end.
import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import type { Earning, RuleUsage, StandingAward, Usage } from "./earning.ts";
import type { FactNeeds } from "./facts.ts";

/** Whose counters, of which day, and of which subject. */
export interface UsageKey {
  member_id: string;
  business_date: BusinessDate;
  subject: string | null;
}

export interface CountedAward {
  transaction_id: string;
  earning: Earning;
  /** Under which line of its transaction the first part is booked; the others follow. */
  first_line_no: number;
}

interface RuleCount {
  member_id: string;
  period: string;
  rule_id: string;
  points: number;
  times: number;
}
interface GroupAward {
  member_id: string;
  business_date: BusinessDate;
  stack_group: string;
  transaction_id: string;
  line_no: number;
  source: string;
  points: number;
  counted: number;
}
type DayPoints = { member_id: string; business_date: BusinessDate; points: number };
type BudgetPoints = { rule_id: string; points: number };

export interface UsageRows {
  daily: DayPoints[];
  monthly: { member_id: string; month: BusinessDate; points: number }[];
  rules: RuleCount[];
  groups: GroupAward[];
  budgets: BudgetPoints[];
}

export interface UsageChanges {
  daily: DayPoints[];
  takes: RuleCount[];
  awards: (GroupAward & { replaced_by: string | null })[];
  replaced: { transaction_id: string; line_no: number; replaced_by: string }[];
  budgets: BudgetPoints[];
}

export interface UsageBook {
  usageFor(key: UsageKey): Usage;
  count(key: UsageKey, award: CountedAward): void;
  changes(): UsageChanges;
}

export const monthOf = (date: BusinessDate): BusinessDate => `${date.slice(0, 7)}-01`;
const dayPeriod = (date: BusinessDate) => `d:${date}`;
const monthPeriod = (date: BusinessDate) => `m:${date.slice(0, 7)}`;
const EVER = "e";
const subjectPeriod = (subject: string) => `s:${subject}`;

export const periodsOf = ({ business_date, subject }: UsageKey): string[] => [
  dayPeriod(business_date),
  monthPeriod(business_date),
  EVER,
  ...(subject === null ? [] : [subjectPeriod(subject)]),
];

/** Sums by a key: what was there, and what came to it. */
function createSums<T extends { points: number; times?: number }>(rows: readonly T[], keyOf: (row: T) => string) {
  const now = new Map(rows.map((row) => [keyOf(row), { ...row }]));
  const added = new Map<string, T>();
  const into = (map: Map<string, T>, row: T) => {
    const known = map.get(keyOf(row));
    if (!known) map.set(keyOf(row), { ...row });
    else {
      known.points += row.points;
      if (known.times !== undefined) known.times += row.times ?? 0;
    }
  };
  return {
    at: (key: string) => now.get(key),
    add: (row: T) => {
      into(now, row);
      into(added, row);
    },
    added: () => [...added.values()],
  };
}

export function createUsageBook(needs: FactNeeds, rows: UsageRows): UsageBook {
  const daily = createSums(rows.daily, (row) => `${row.member_id} ${row.business_date}`);
  const monthly = createSums(rows.monthly, (row) => `${row.member_id} ${row.month}`);
  const rules = createSums(rows.rules, (row) => `${row.member_id} ${row.period} ${row.rule_id}`);
  const budgets = createSums(rows.budgets, (row) => row.rule_id);
  const groups = createGroupBook(rows.groups);
  const limited = new Set(needs.limited);
  const budgeted = new Set(needs.budgets);

  function ruleUsage({ member_id, business_date, subject }: UsageKey, rule_id: string): RuleUsage {
    const at = (period: string) => rules.at(`${member_id} ${period} ${rule_id}`);
    const day = at(dayPeriod(business_date));
    const month = at(monthPeriod(business_date));
    return {
      day_points: day?.points ?? 0,
      day_times: day?.times ?? 0,
      month_points: month?.points ?? 0,
      month_times: month?.times ?? 0,
      ever_times: at(EVER)?.times ?? 0,
      subject_times: subject === null ? 0 : (at(subjectPeriod(subject))?.times ?? 0),
      budget_points: budgets.at(rule_id)?.points ?? 0,
    };
  }

  return {
    usageFor: (key) => ({
      daily: daily.at(`${key.member_id} ${key.business_date}`)?.points ?? 0,
      monthly: monthly.at(`${key.member_id} ${monthOf(key.business_date)}`)?.points ?? 0,
      rules: new Map(needs.limited.map((rule_id) => [rule_id, ruleUsage(key, rule_id)])),
      standing: groups.standing(key),
    }),
    count(key, award) {
      const { member_id, business_date } = key;
      const { earning } = award;
      if (earning.counted !== 0) {
        daily.add({ member_id, business_date, points: earning.counted });
        monthly.add({ member_id, month: monthOf(business_date), points: earning.counted });
      }
      for (const { rule_id, points, times } of earning.takes) {
        if (budgeted.has(rule_id)) budgets.add({ rule_id, points });
        if (!limited.has(rule_id)) continue;
        for (const period of periodsOf(key)) rules.add({ member_id, period, rule_id, points, times });
      }
      groups.count(key, award);
    },
    changes: () => ({ daily: daily.added(), takes: rules.added(), budgets: budgets.added(), ...groups.changes() }),
  };
}

function createGroupBook(rows: readonly GroupAward[]) {
  const dayOf = (key: Pick<UsageKey, "member_id" | "business_date">) => `${key.member_id} ${key.business_date}`;
  const standing = new Map<string, GroupAward[]>();
  for (const row of rows) standing.set(dayOf(row), [...(standing.get(dayOf(row)) ?? []), row]);
  const awards: UsageChanges["awards"] = [];
  const replaced: UsageChanges["replaced"] = [];

  function replace(award: StandingAward["awards"][number], replaced_by: string): void {
    const fresh = awards.find((one) => one.transaction_id === award.transaction_id && one.line_no === award.line_no);
    if (fresh) fresh.replaced_by = replaced_by;
    else replaced.push({ transaction_id: award.transaction_id, line_no: award.line_no, replaced_by });
  }

  return {
    standing: (key: UsageKey) => standingOf(standing.get(dayOf(key)) ?? []),
    count(key: UsageKey, { transaction_id, earning, first_line_no }: CountedAward) {
      const { member_id, business_date } = key;
      earning.parts.forEach((part, index) => {
        const { stack_group, source, points, counted, replaces } = part;
        if (stack_group === null) return;
        for (const award of replaces) replace(award, transaction_id);
        const gone = new Set(replaces.map((award) => `${award.transaction_id} ${award.line_no}`));
        const kept = (standing.get(dayOf(key)) ?? []).filter(
          (row) => !gone.has(`${row.transaction_id} ${row.line_no}`),
        );
        const line_no = first_line_no + index;
        const row = { member_id, business_date, stack_group, transaction_id, line_no, source, points, counted };
        awards.push({ ...row, replaced_by: null });
        standing.set(dayOf(key), [...kept, row]);
      });
    },
    changes: () => ({ awards, replaced }),
  };
}

/** By group. When several sources stand (a stacking season that was ended), the first is taken to lead. */
function standingOf(rows: readonly GroupAward[]): Map<string, StandingAward> {
  const groups = new Map<string, StandingAward>();
  for (const { stack_group, source, points, counted, transaction_id, line_no } of rows) {
    const known = groups.get(stack_group) ?? { source, points: 0, counted: 0, awards: [] };
    groups.set(stack_group, {
      source: known.source,
      points: known.points + points,
      counted: known.counted + counted,
      awards: [...known.awards, { transaction_id, line_no, points }],
    });
  }
  return groups;
}
