import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { type Birth, birthdayMonthOn, birthdayOn } from "../org/index.ts";
import type { AwardRequest } from "./award-facts.ts";
import { readMemberFacts, type ReadMemberFactsRow } from "./db/members.gen.ts";
import type { FactNeeds } from "./domain/facts.ts";
import type { EarningInputs } from "./domain/trace.ts";

type Asked = Pick<AwardRequest, "member_id" | "business_time" | "occasion">;
type MemberInputs = Pick<EarningInputs, "tier" | "tag_ids" | "birthday">;

/** Tier, tags and birthday of the members of a batch, at the time of each event. */
export type MemberFacts = (request: Asked) => MemberInputs;

const keyOf = (member_id: string, at: Date) => `${member_id} ${at.getTime()}`;

export async function readMembers(db: Db, needs: FactNeeds, requests: readonly Asked[]): Promise<MemberFacts> {
  const rows = await run(db, readMemberFacts, {
    tenant_id: db.tenant_id,
    member_ids: requests.map((request) => request.member_id),
    ats: requests.map((request) => request.business_time),
    with_tags: needs.tags,
    with_birthday: needs.birthday,
  });
  const known = new Map(rows.map((row) => [keyOf(row.member_id, row.at), row]));
  return ({ member_id, business_time, occasion }) => {
    const row = known.get(keyOf(member_id, business_time));
    return {
      tier: row?.tier_code ? { code: row.tier_code, num: row.tier_num ?? 1, den: row.tier_den ?? 1 } : null,
      tag_ids: (row?.tag_ids as string[] | null | undefined) ?? null, // an array of uuids, by the statement
      birthday: birthdayInputs(row, occasion.business_date),
    };
  };
}

function birthdayInputs(row: ReadMemberFactsRow | undefined, date: string): EarningInputs["birthday"] {
  if (!row?.birth_calendar || row.birth_month === null || row.birth_day === null) return null;
  const birth: Birth = {
    calendar: row.birth_calendar,
    year: row.birth_year,
    month: row.birth_month,
    day: row.birth_day,
    leap_month: row.birth_leap_month ?? false,
  };
  return { today: birthdayOn(birth, date), month: birthdayMonthOn(birth, date), basis: birth.calendar };
}
