import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { type Birth, birthdayMonthOn, birthdayOn } from "../../org/index.ts";
import { type ListMemberFactsRow, listMemberFacts } from "../db/replay.gen.ts";
import type { FactNeeds } from "../domain/facts.ts";
import type { EarningInputs } from "../domain/trace.ts";
import type { PostedAward } from "./replay-event.ts";

export interface Filled {
  awards: PostedAward[];
  /** Events whose facts had to be taken as they are today. */
  tags: number;
  birthdays: number;
}

type Needs = Pick<FactNeeds, "tags" | "birthday">;

/**
 * A decision keeps only the facts that some rule asked for. When the rule on trial asks for more, they are taken as they
 * are today, and counted, so that the result can say so.
 */
export async function fillFacts(db: Db, awards: PostedAward[], needs: Needs): Promise<Filled> {
  const filled: Filled = { awards, tags: 0, birthdays: 0 };
  const wanting = awards.filter((award) => wants(award.trace.inputs, needs));
  if (wanting.length === 0) return filled;
  const member_ids = [...new Set(wanting.map((award) => award.trace.member_id))];
  const rows = await run(db, listMemberFacts, { tenant_id: db.tenant_id, member_ids });
  const facts = new Map(rows.map((row) => [row.member_id, row]));
  filled.awards = awards.map((award) => {
    const { inputs, member_id } = award.trace;
    const row = facts.get(member_id);
    if (!row || !wants(inputs, needs)) return award;
    const added = missing(inputs, needs, row);
    if (added.tag_ids) filled.tags++;
    if (added.birthday) filled.birthdays++;
    return { ...award, trace: { ...award.trace, inputs: { ...inputs, ...added } } };
  });
  return filled;
}

const wants = ({ tag_ids, birthday }: EarningInputs, needs: Needs) =>
  (needs.tags && tag_ids === null) || (needs.birthday && birthday === null);

function missing(inputs: EarningInputs, needs: Needs, row: ListMemberFactsRow): Partial<EarningInputs> {
  const birth = birthOf(row);
  return {
    ...(needs.tags && inputs.tag_ids === null ? { tag_ids: row.tag_ids } : {}),
    ...(needs.birthday && inputs.birthday === null && birth
      ? { birthday: birthdayOf(birth, inputs.business_date) }
      : {}),
  };
}

function birthdayOf(birth: Birth, date: string): NonNullable<EarningInputs["birthday"]> {
  return { today: birthdayOn(birth, date), month: birthdayMonthOn(birth, date), basis: birth.calendar };
}

function birthOf({ birth_calendar, birth_year, birth_month, birth_day, birth_leap_month }: ListMemberFactsRow) {
  if (birth_calendar === null || birth_month === null || birth_day === null) return undefined;
  const birth: Birth = {
    calendar: birth_calendar === "lunar" ? "lunar" : "solar",
    year: birth_year,
    month: birth_month,
    day: birth_day,
    leap_month: birth_leap_month ?? false,
  };
  return birth;
}
