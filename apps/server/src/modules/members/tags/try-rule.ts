import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import type { Group } from "../../rules/index.ts";
import { countInSight, pageInSight } from "../db/tags.gen.ts";
import { fits, type Why, whyOf } from "../domain/tag-rules.ts";
import { readReckoning } from "../figures/refresh.ts";
import { readMemberFacts } from "./member-facts.ts";

const PAGE = 2_000;
/** Beyond it the newest of them stand for all. */
const MOST = 20_000;
const EXAMPLES = 10;
const LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export interface TriedTag {
  /** Of those in sight. */
  members: number;
  of: number;
  /** Not everybody was looked at. */
  estimated: boolean;
  examples: { member_id: string; why: Why }[];
}

/** Whom of those in sight a rule would give its tag. Changes nothing. */
export async function tryTagRule(db: Db, app: Pick<Keyed, "runtime">, rule: Group, reach: Reach): Promise<TriedTag> {
  const asked = { tenant_id: db.tenant_id, ...memberParams(reach) };
  const [reckoning, { count: of }] = [await readReckoning(db, app), await run(db, countInSight, asked)];
  const examples: TriedTag["examples"] = [];
  let [seen, found, before] = [0, 0, LAST];
  for (let more = true; more; ) {
    const page = await run(db, pageInSight, { ...asked, before, row_limit: PAGE });
    const member_ids = page.map((row) => row.member_id);
    for (const [member_id, facts] of await readMemberFacts(db, member_ids, reckoning)) {
      if (!fits(rule, facts)) continue;
      found += 1;
      if (examples.length < EXAMPLES) examples.push({ member_id, why: whyOf(rule, facts) });
    }
    seen += page.length;
    before = member_ids.at(-1) ?? before;
    more = page.length === PAGE && seen < MOST;
  }
  const estimated = seen < of;
  const members = estimated ? Math.round((found / seen) * of) : found;
  return { members, of, estimated, examples };
}
