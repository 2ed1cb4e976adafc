import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import { findFigure, type FindFigureRow } from "../db/figures.gen.ts";
import { getMember } from "../find-member.ts";

export type Figures = FindFigureRow & { joined_at: Date };

/** As of the last event and the last night. Somebody of whom nothing was told yet is new. @throws not_found */
export async function readFigures(db: Db, app: Keyed, asked_id: string, reach: Reach): Promise<Figures> {
  const { member_id, joined_at } = await getMember(db, app, asked_id, reach);
  const row = await run(db, findFigure, { tenant_id: db.tenant_id, member_id });
  if (row) return { ...row, joined_at };
  return {
    joined_at,
    lifecycle: "new",
    lifecycle_since: null,
    first_purchase_on: null,
    last_purchase_on: null,
    last_visit_on: null,
    last_active_on: null,
    purchases: 0,
    spent: 0,
    visits: 0,
    purchases_365: 0,
    spent_365: 0,
    visits_365: 0,
    completeness: 0,
  };
}
