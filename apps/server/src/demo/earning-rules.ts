// What the group rewards: rules as an operator of parks would keep them, around the day on which the world is made.
import { createRule, publishRule, type RuleDefinition, type RuleLabel } from "../modules/points/index.ts";
import type { Venue } from "../modules/org/index.ts";
import type { Tx } from "../platform/db/pool.ts";
import { addDays, businessDateOf, instantOf } from "../platform/kernel/dates.ts";
import type { Runtime } from "../platform/kernel/runtime.ts";
import { TIME_ZONE, type VenueKey } from "./places.ts";

interface RuleSpec {
  readonly label: RuleLabel;
  readonly definition: RuleDefinition;
  /** First day, and the day after the last one; without them always, and without an end. */
  readonly from?: string;
  readonly until?: string;
  readonly is_draft?: true;
}

type Leaf = { field: string; operator: string; value: unknown };
const all = (...rules: Leaf[]) => ({ combinator: "and", rules }) as RuleDefinition["conditions"];
const label = (zh: string, en: string, ko: string): RuleLabel => ({ "zh-CN": zh, en, ko });
const times = (num: number, den: number, ...leaves: Leaf[]): RuleDefinition => ({
  kind: "multiplier",
  trigger: "purchase",
  factor: { num, den },
  conditions: all(...leaves),
});
const award = (
  behaviour: string,
  points: number,
  limits: NonNullable<RuleDefinition["limits"]>,
  ...leaves: Leaf[]
): RuleDefinition => ({ kind: "fixed", trigger: { behaviour }, points, limits, conditions: all(...leaves) });

function rulesAround(today: string, venues: Readonly<Record<VenueKey, Venue>>): RuleSpec[] {
  const year = Number(today.slice(0, 4));
  /** This year's, or the next one's when it is over. */
  const coming = (first: string, last: string) => {
    const from = `${year}-${first}` > today || `${year}-${last}` >= today ? year : year + 1;
    return { from: `${from}-${first}`, until: addDays(`${from}-${last}`, 1) };
  };
  const winter = { from: `${year}-12-01`, until: `${year + 1}-03-01` };
  const at = (key: VenueKey): Leaf => ({ field: "venue_id", operator: "=", value: venues[key].venue_id });
  return [
    {
      label: label("法定假日", "Public holidays", "공휴일"),
      definition: times(2, 1, { field: "holiday", operator: "=", value: "off" }),
    },
    {
      label: label("生日当日", "On the birthday", "생일 당일"),
      definition: times(2, 1, { field: "is_birthday", operator: "=", value: true }),
    },
    {
      label: label("国庆假日", "National Day week", "국경절 연휴"),
      definition: times(2, 1, { field: "holiday", operator: "=", value: "off" }),
      from: `${year}-10-01`,
      until: `${year}-10-09`,
    },
    {
      label: label("欢乐谷日场票", "Happy Valley day tickets", "해피밸리 주간권"),
      definition: times(3, 1, { field: "item_code", operator: "in", value: ["H-T1"] }),
      from: addDays(today, -4),
      until: addDays(today, 7),
    },
    {
      label: label("夜市夜间", "Night market after dark", "야시장 야간"),
      definition: times(3, 2, at("market"), { field: "local_time", operator: "between", value: ["18:00", "02:00"] }),
      from: addDays(today, -30),
      until: addDays(today, 60),
    },
    {
      label: label("双十一囤票", "Double Eleven tickets", "11.11 티켓"),
      definition: times(
        5,
        2,
        { field: "channel", operator: "=", value: "mini_program" },
        { field: "business_type", operator: "=", value: "ticket" },
      ),
      ...coming("11-09", "11-12"),
    },
    {
      label: label("冬季汤泉", "Hot springs in winter", "겨울 온천"),
      definition: times(9, 5, at("hotel"), { field: "business_type", operator: "in", value: ["lodging", "wellness"] }),
      ...winter,
    },
    {
      label: label("博物馆工作日", "Museum on weekdays", "박물관 평일"),
      definition: times(2, 1, at("museum"), { field: "weekday", operator: "in", value: [2, 3, 4, 5] }),
      is_draft: true,
    },
    {
      label: label("注册", "Joining", "가입"),
      definition: award("register", 100, { times_ever: 1 }),
      from: today,
    },
    { label: label("签到", "Signing in", "출석"), definition: award("sign_in", 2, { times_per_day: 1 }) },
    {
      label: label("连续签到七天", "Seven days in a row", "7일 연속 출석"),
      definition: award(
        "sign_in",
        20,
        { times_per_day: 1 },
        { field: "streak_days", operator: "multiple_of", value: 7 },
      ),
    },
    { label: label("回收", "Recycling", "재활용"), definition: award("recycle", 20, { times_per_day: 5 }) },
  ];
}

/** `since`: from when on the rules without a beginning of their own hold. */
export async function makeEarningRules(
  tx: Tx,
  runtime: Runtime,
  { now, since, venues }: { now: Date; since: string; venues: Readonly<Record<VenueKey, Venue>> },
): Promise<void> {
  const midnight = (date: string) => instantOf(date, TIME_ZONE);
  for (const spec of rulesAround(businessDateOf(now, TIME_ZONE), venues)) {
    const valid_from = midnight(spec.from ?? since);
    const valid_until = spec.until === undefined ? null : midnight(spec.until);
    const { rule_id } = await createRule(tx, runtime, {
      name: spec.label["zh-CN"],
      definition: { ...spec.definition, label: spec.label },
      valid_from: spec.is_draft ? null : valid_from,
      valid_until,
    });
    if (!spec.is_draft) await publishRule(tx, runtime, { rule_id, version: 1, valid_from, now });
  }
}
