import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { OwnerType } from "./domain/posting.ts";

export type HoldState = "open" | "captured" | "released" | "ended";

export interface Hold {
  hold_id: string;
  account_id: string;
  owner_type: OwnerType;
  owner_id: string;
  asset: string;
  amount: number;
  captured: number;
  released: number;
  /** `captured`: used up, and some of it was taken. `ended`: its time was over. */
  state: HoldState;
  ends_at: Date | null;
  reason: string;
  source_type: string;
  source_id: string;
  business_time: Date;
  recorded_at: Date;
  /** What it binds, in the order of drawing. */
  lots: { lot_id: string; amount: number; captured: number; released: number; expires_at: string | null }[];
}

const COLUMNS = `h.hold_id, h.account_id, h.owner_type, h.owner_id, h.asset, h.amount, h.captured, h.released, h.state, h.ends_at, h.reason,
  h.source_type, h.source_id, h.business_time, h.recorded_at,
  (select jsonb_agg(jsonb_build_object('lot_id', b.lot_id, 'amount', b.amount, 'captured', b.captured, 'released', b.released, 'expires_at', l.expires_at) order by b.draw_no)
   from ledger.hold_lot b join ledger.lot l on l.tenant_id = $1 and l.account_id = b.account_id and l.lot_id = b.lot_id
   where b.tenant_id = $1 and b.hold_id = h.hold_id) as lots`;

export async function findHold(db: Db, hold_id: string): Promise<Hold | undefined> {
  const [hold] = await db.query<Hold>({
    name: "ledger_find_hold",
    text: `select ${COLUMNS} from ledger.hold h where h.tenant_id = $1 and h.hold_id = $2`,
    values: [db.tenant_id, hold_id],
  });
  return hold;
}

/** @throws hold_not_found */
export async function getHold(db: Db, hold_id: string): Promise<Hold> {
  const hold = await findHold(db, hold_id);
  if (!hold) throw new AppError("hold_not_found");
  return hold;
}

export async function findHoldBySource(db: Db, source_type: string, source_id: string): Promise<Hold | undefined> {
  const [hold] = await db.query<Hold>({
    name: "ledger_find_hold_by_source",
    text: `select ${COLUMNS} from ledger.hold h where h.tenant_id = $1 and h.source_type = $2 and h.source_id = $3`,
    values: [db.tenant_id, source_type, source_id],
  });
  return hold;
}

/** Holds of an owner, newest first, from before `before_hold_id`. */
export async function listHolds(
  db: Db,
  owner_id: string,
  page: { state?: HoldState; limit: number; before_hold_id: string | null },
): Promise<Hold[]> {
  return db.query<Hold>({
    name: "ledger_list_holds",
    text: `select ${COLUMNS} from ledger.hold h
           where h.tenant_id = $1 and h.account_id = any (array(select a.account_id from ledger.account a where a.tenant_id = $1 and a.owner_id = $2))
             and ($3::text is null or h.state = $3) and ($4::uuid is null or h.hold_id < $4)
           order by h.hold_id desc limit $5`,
    values: [db.tenant_id, owner_id, page.state ?? null, page.before_hold_id, page.limit],
  });
}
