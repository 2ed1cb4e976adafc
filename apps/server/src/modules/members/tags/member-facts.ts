import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { businessDateOf, dayNumber } from "../../../platform/kernel/dates.ts";
import { type Birth, birthdayMonthOn, birthdayOn, nextBirthdays } from "../../org/index.ts";
import type { Facts } from "../../rules/index.ts";
import { yearsOld } from "../age.ts";
import { birthOf } from "../birth.ts";
import { readCustomFacts } from "./custom-kinds.ts";
import { listMemberFacts, type ListMemberFactsRow } from "../db/tags.gen.ts";

interface Day {
  today: string;
  time_zone: string;
}

/** What rules may ask of these people on a day. */
export async function readMemberFacts(
  db: Db,
  member_ids: readonly string[],
  { today, time_zone }: Day,
): Promise<Map<string, Facts>> {
  if (member_ids.length === 0) return new Map();
  const rows = await run(db, listMemberFacts, { tenant_id: db.tenant_id, member_ids, today });
  const customOf = await readCustomFacts(db, member_ids);
  return new Map(
    rows.map((row) => [row.member_id, { ...factsOf(row, { today, time_zone }), ...customOf(row.member_id) }]),
  );
}

function factsOf(row: ListMemberFactsRow, { today, time_zone }: Day): Facts {
  const { purchases_365, visits_365, purchases, visits, completeness, has_phone } = row;
  const { sex, source, language, home_unit_id, tier_code, tag_ids: tag_id } = row;
  const since = (date: string | null) => (date === null ? null : dayNumber(today) - dayNumber(date));
  return {
    lifecycle: row.lifecycle,
    days_since_joined: dayNumber(today) - dayNumber(businessDateOf(row.joined_at, time_zone)),
    days_since_active: since(row.last_active_on),
    days_since_purchase: since(row.last_purchase_on),
    days_since_visit: since(row.last_visit_on),
    purchases_365,
    spent_365_fen: row.spent_365,
    visits_365,
    purchases,
    spent_fen: row.spent,
    visits,
    completeness,
    sex,
    has_phone,
    source,
    language,
    home_unit_id,
    tier_code,
    tag_id,
    ...birthFacts(birthOf(row), today),
  };
}

function birthFacts(birth: Birth | null, today: string): Facts {
  if (!birth) return { age: null, birthday_month: null, is_birthday: false, is_birthday_month: false };
  const next = nextBirthdays(birth, today, 1)[0];
  return {
    age: yearsOld(birth, today) ?? null,
    birthday_month: next === undefined ? null : Number(next.slice(5, 7)),
    is_birthday: birthdayOn(birth, today),
    is_birthday_month: birthdayMonthOn(birth, today),
  };
}
