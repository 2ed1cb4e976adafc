// What a person is shown of themselves at once: at a kiosk, where they have no session to ask piece by piece.
import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { readMoment } from "../../org/index.ts";
import { listMemberVisits, listOwnLots } from "../member-history.ts";
import type { zMemberLot, zVisit } from "./history-schema.ts";
import { profileOf } from "./member-routes.ts";
import type { zProfile } from "./member-schema.ts";
import { showFamily, type zFound } from "./own-family.ts";
import { namingOf } from "./show.ts";
import { showMemberLot, showVisit } from "./show-history.ts";

export interface OwnSheet {
  profile: z.output<typeof zProfile>;
  /** In the order in which they are drawn. */
  lots: z.output<typeof zMemberLot>[];
  /** Newest first. */
  visits: z.output<typeof zVisit>[];
  household: z.output<typeof zFound>["household"];
}

/** @throws not_found */
export async function ownSheetOf(
  app: App,
  {
    tenant_id,
    member_id,
    language,
    visits,
  }: { tenant_id: string; member_id: string; language: Language; visits: number },
): Promise<OwnSheet> {
  const naming = await namingOf(app, tenant_id);
  const moment = await readMoment(app, tenant_id);
  const profile = await profileOf(app, tenant_id, member_id, language);
  return app.database.read(tenant_id, async (db) => {
    const lots = await listOwnLots(db, app, member_id, "me");
    const seen = await listMemberVisits(db, member_id, visits);
    const { household } = await showFamily(db, { app, me: member_id, naming, moment });
    return { profile, lots: lots.map(showMemberLot(naming, language)), visits: seen.map(showVisit(naming)), household };
  });
}
