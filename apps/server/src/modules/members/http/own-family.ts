// What the routes of one's own family share: who asks, and the family as they see it.
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { type Moment, readMoment } from "../../org/index.ts";
import { monthStartOf, takenSince } from "../household-pool.ts";
import { findHouseholdOf } from "../households.ts";
import { type Naming, namingOf } from "./show.ts";
import { showOwnHousehold, zOwnHousehold } from "./show-household.ts";

export const OWN = { actors: ["member"] } as const;

/** A member acts for themselves: the id comes from the session and never from the request. */
export const own = (auth: Auth): string => present(auth.member_id, "a member session has its member");
export const zFound = z.object({ household: zOwnHousehold.nullable() });

export interface Seen {
  app: App;
  me: string;
  naming: Naming;
  moment: Moment;
}

export async function seenBy(app: App, auth: Auth): Promise<Seen> {
  const [naming, moment] = [await namingOf(app, auth.tenant_id), await readMoment(app, auth.tenant_id)];
  return { app, me: own(auth), naming, moment };
}

export async function showFamily(db: Db, { app, me, naming, moment }: Seen): Promise<z.output<typeof zFound>> {
  const found = await findHouseholdOf(db, app, me);
  if (!found) return { household: null };
  const today = businessDateOf(moment.times.now, moment.directory.tenant.time_zone);
  const taken = await takenSince(db, found.household_id, monthStartOf(today));
  return { household: showOwnHousehold(naming, found, { me, today, taken }) };
}
