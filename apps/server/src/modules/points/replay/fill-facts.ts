import type { Db } from "../../../platform/db/pool.ts";
import type { FactNeeds } from "../domain/facts.ts";
import type { EarningInputs } from "../domain/trace.ts";
import { readMembers } from "../member-facts.ts";
import type { PostedAward } from "./replay-event.ts";

export interface Filled {
  awards: PostedAward[];
  /** Events whose facts had to be taken as they are today. */
  tags: number;
  birthdays: number;
}

/**
 * A decision keeps only the facts that some rule asked for. When the rule on trial asks for more, they are taken as they
 * are today, and counted, so that the result can say so.
 */
export async function fillFacts(db: Db, awards: PostedAward[], needs: FactNeeds): Promise<Filled> {
  const filled: Filled = { awards, tags: 0, birthdays: 0 };
  const wanting = awards.filter((award) => wants(award.trace.inputs, needs));
  if (wanting.length === 0) return filled;
  const factsOf = await readMembers(db, needs, wanting.map(askedOf));
  filled.awards = awards.map((award) => {
    const { inputs } = award.trace;
    if (!wants(inputs, needs)) return award;
    const today = factsOf(askedOf(award));
    const tag_ids = inputs.tag_ids ?? today.tag_ids;
    const birthday = inputs.birthday ?? today.birthday;
    filled.tags += Number(tag_ids !== inputs.tag_ids);
    filled.birthdays += Number(birthday !== inputs.birthday);
    return { ...award, trace: { ...award.trace, inputs: { ...inputs, tag_ids, birthday } } };
  });
  return filled;
}

const wants = ({ tag_ids, birthday }: EarningInputs, needs: FactNeeds) =>
  (needs.tags && tag_ids === null) || (needs.birthday && birthday === null);

const askedOf = ({ business_time, trace }: PostedAward) => ({
  member_id: trace.member_id,
  business_time,
  occasion: trace.inputs,
});
