// A family that shares its points: she who signs in on the phone, her husband and her brother, each with a part in the pool.
import { readAccount, transfer } from "../modules/ledger/index.ts";
import { createHousehold } from "../modules/members/index.ts";
import type { App } from "../platform/app.ts";
import { businessDateOf } from "../platform/kernel/dates.ts";
import { present } from "../platform/kernel/assert.ts";
import { TIME_ZONE } from "./places.ts";
import { appAt } from "./app-at.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";

const FAMILY = [
  { name: "江听岚", role: "guardian", share: 600 },
  { name: "沈清和", role: "spouse", share: 400 },
  { name: "江予舟", role: "other", share: 250 },
] as const;
const QUARTER_HOUR_MS = 900_000;

export async function foundFamily(app: App, setting: Setting, souls: Souls, now: Date): Promise<void> {
  const cast = new Map([...souls].flatMap(([{ cast: one }, soul]) => (one ? [[one.name, soul] as const] : [])));
  const members = FAMILY.map((one) => ({ ...one, ...present(cast.get(one.name), "one of the cast") }));
  // After everything else of the year: what is posted last is also what happened last.
  const at = new Date(now.getTime() - QUARTER_HOUR_MS);
  await app.database.write(setting.tenant_id, async (tx) => {
    const people = members.map(({ member_id, role }) => ({ member_id, role }));
    const household_id = await createHousehold(tx, appAt(app, at), { name: "江家", members: people }, EVERYBODY);
    for (const { member_id, share } of members) {
      const { available } = await readAccount(tx, member_id, "points", at, at);
      const amount = Math.min(share, available);
      if (amount === 0) continue;
      const business_date = businessDateOf(at, TIME_ZONE);
      await transfer(tx, app.runtime, {
        head: {
          transaction_id: app.runtime.ids.next(),
          kind: "transfer",
          source_type: "transfer",
          source_id: `pool ${household_id} ${member_id}`,
          effect: "commit",
          business_time: at,
          business_date,
          accounting_date: business_date,
          recorded_at: at,
          venue_id: null,
          title: "放入家庭积分池",
          trace: {},
        },
        from: { owner_type: "member", owner_id: member_id },
        to: { owner_type: "household", owner_id: household_id },
        asset: "points",
        amount,
      });
    }
  });
}
