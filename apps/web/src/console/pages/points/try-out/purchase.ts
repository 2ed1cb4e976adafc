import dayjs, { type Dayjs } from "dayjs";
import type { Condition, ConditionGroup, EvaluateIn, RuleVersion } from "../../../../api/points.ts";
import { dateOf } from "../../../../i18n/format.ts";

export interface LineFields {
  item_name: string;
  business_type: string;
  yuan: number;
  /** What coupons and bonus money pay of it: it earns nothing. */
  off_yuan?: number | null;
  item_code?: string;
  category?: string;
  quantity?: number;
}

export interface Fields {
  /** `tier:gold`, or a member's id. */
  who: string;
  when: Dayjs;
  venue_id: string;
  channel: string;
  method: string;
  second_method?: string;
  second_yuan?: number | null;
  lines: LineFields[];
}

const fen = (yuan: number) => Math.round(yuan * 100);

/** The wall clock of the venue, wherever the browser stands. */
const instantOf = (wall: Dayjs) => `${wall.format("YYYY-MM-DDTHH:mm:ss")}+08:00`;

export function evaluationOf(fields: Fields, draft: string | undefined): EvaluateIn {
  const lines = fields.lines.map((l) => ({
    item_name: l.item_name,
    business_type: l.business_type,
    quantity: l.quantity ?? 1,
    amount_fen: fen(l.yuan),
    own_money_fen: Math.max(0, fen(l.yuan) - fen(l.off_yuan ?? 0)),
    ...(l.item_code ? { item_code: l.item_code } : {}),
    ...(l.category ? { category: l.category } : {}),
  }));
  const total = lines.reduce((sum, l) => sum + l.own_money_fen, 0);
  const second = Math.min(total, fen(fields.second_yuan ?? 0));
  const payments = [
    { method: fields.method, amount_fen: total - second },
    ...(fields.second_method && second > 0 ? [{ method: fields.second_method, amount_fen: second }] : []),
  ].filter((p) => p.amount_fen > 0);
  const who = fields.who.startsWith("tier:") ? { tier_code: fields.who.slice(5) } : { member_id: fields.who };
  return {
    ...(fields.who ? who : {}),
    venue_id: fields.venue_id,
    business_time: instantOf(fields.when),
    channel: fields.channel,
    lines,
    payments,
    ...(draft ? { with_draft: draft } : {}),
  };
}

function leaves(group: ConditionGroup): Condition[] {
  return group.not ? [] : group.rules.flatMap((node) => ("rules" in node ? leaves(node) : [node]));
}
/** What the rule asks for of one field, where it names values. */
function namedBy(version: RuleVersion | undefined, field: string): unknown[] {
  const found = version && leaves(version.definition.conditions).find((leaf) => leaf.field === field);
  return found && ["=", "in"].includes(found.operator) ? [found.value].flat() : [];
}

/** Where the rule applies, if it names a venue. */
export const venueFor = (version: RuleVersion | undefined): string | undefined => {
  const [venue_id] = namedBy(version, "venue_id");
  return typeof venue_id === "string" ? venue_id : undefined;
};

/** A moment at which the version is in force: mid-morning of today, of its first day, or of its next weekday. */
export function momentFor(version: RuleVersion | undefined, today: string): Dayjs {
  const first = version?.valid_from ? dateOf(version.valid_from) : today;
  const start = dayjs(`${first > today ? first : today}T10:30:00`);
  const weekdays = namedBy(version, "weekday");
  const week = Array.from({ length: 7 }, (_, i) => start.add(i, "day"));
  return week.find((day) => weekdays.includes(day.day() || 7)) ?? start;
}
