import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { AwardRequest } from "./award-facts.ts";
import { readStreaks, saveStreaks } from "./db/streaks.gen.ts";
import { extendStreak, type Streak, streakDays } from "./domain/streak.ts";

type Asked = Pick<AwardRequest, "member_id" | "occasion" | "behaviour">;

/** Days in a row of the members of a batch, as they run along. */
export interface StreakBook {
  /** How many days in a row the request makes; 0 when it is no behaviour. */
  daysOf(request: Asked): number;
  count(request: Asked): void;
  save(tx: Tx): Promise<void>;
}

const keyOf = ({ member_id, behaviour }: Asked) => `${member_id} ${behaviour?.code}`;

export async function readStreakBook(db: Db, requests: readonly Asked[]): Promise<StreakBook> {
  const asked = requests.filter((request) => request.behaviour);
  const rows =
    asked.length === 0
      ? []
      : await run(db, readStreaks, {
          tenant_id: db.tenant_id,
          member_ids: asked.map((request) => request.member_id),
          behaviours: asked.map((request) => request.behaviour?.code ?? ""),
        });
  const streaks = new Map<string, Streak>(rows.map((row) => [`${row.member_id} ${row.behaviour}`, row]));
  const changed = new Map<string, Streak & { member_id: string; behaviour: string }>();
  const extended = (request: Asked) => extendStreak(streaks.get(keyOf(request)), request.occasion.business_date);
  return {
    daysOf: (request) => (request.behaviour ? streakDays(extended(request), request.occasion.business_date) : 0),
    count(request) {
      if (!request.behaviour) return;
      const { member_id, behaviour } = request;
      const { last_date, days } = extended(request);
      streaks.set(keyOf(request), { last_date, days });
      changed.set(keyOf(request), { last_date, days, member_id, behaviour: behaviour.code });
    },
    async save(tx) {
      if (changed.size === 0) return;
      await run(tx, saveStreaks, { tenant_id: tx.tenant_id, streaks: [...changed.values()] });
    },
  };
}
