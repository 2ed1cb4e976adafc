import dayjs, { type Dayjs } from "dayjs";
import type { EvaluateIn, RuleVersion } from "../../../../api/points.ts";
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

/** A moment at which the version is in force: mid-morning of today, or of its first day. */
export function momentFor(version: Pick<RuleVersion, "valid_from"> | undefined, today: string): Dayjs {
  const first = version?.valid_from ? dateOf(version.valid_from) : today;
  return dayjs(`${first > today ? first : today}T10:30:00`);
}
