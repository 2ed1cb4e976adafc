import type { App } from "../../../platform/app.ts";
import { randomInteger, seededRandom } from "../../../platform/kernel/random.ts";
import type { TestDatabase } from "../../../../test/database.ts";
import type { TestTenant } from "../../../../test/world.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface Fact {
  kind: "entry" | "refused" | "check_in" | "purchase" | "award" | "member";
  store: "first" | "second" | "none";
  at: Date;
  /** Fen, points or times. */
  amount: number;
  by_member: boolean;
  precision: "second" | "day";
}

/** Three weeks of chance up to `now`, and a few minutes beyond it of the week before. */
export function randomFacts(seed: string, now: Date, count: number): Fact[] {
  const random = seededRandom(seed);
  const roll = (below: number) => randomInteger(random, below);
  const kinds = ["entry", "entry", "entry", "refused", "check_in", "purchase", "purchase", "award", "member"] as const;
  return Array.from({ length: count }, () => {
    const kind = kinds[roll(kinds.length)] ?? "entry";
    const store =
      kind === "member" || kind === "award"
        ? (["first", "second", "none"] as const)[roll(3)]
        : (["first", "second"] as const)[roll(2)];
    return {
      kind,
      store: store ?? "first",
      at: new Date(now.getTime() - roll(21 * 1440) * MINUTE_MS),
      amount: 1 + roll(50_000),
      by_member: roll(4) > 0,
      precision: roll(10) === 0 && kind === "entry" ? ("day" as const) : ("second" as const),
    };
  });
}

/** Day of Shanghai with a cut-off at 04:00, reckoned without the program's own date functions. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + (8 - 4) * 3_600_000).toISOString().slice(0, 10);
}
export const hourOf = (at: Date) => (at.getUTCHours() + 8) % 24;
export const dayBefore = (date: string, days: number) =>
  new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);

/** Writes facts past the doors. */
export async function writeFacts(
  app: App,
  db: TestDatabase,
  tenant: TestTenant,
  facts: readonly Fact[],
): Promise<void> {
  const { tenant_id } = tenant;
  const ids = app.runtime.ids;
  const gates: Record<string, string> = {};
  for (const store of ["first", "second"] as const) {
    for (const kind of ["entry", "attraction"]) {
      const gate_id = ids.next();
      gates[`${store} ${kind}`] = gate_id;
      await db.query(
        "insert into visits.gate (tenant_id, gate_id, venue_id, code, name, kind, x, y, created_at) values ($1, $2, $3, $4, $4, $4, 1, 2, $5)",
        [tenant_id, gate_id, tenant[store].venue.venue_id, kind, new Date(0)],
      );
    }
  }
  const someone = ids.next();
  for (const fact of facts) {
    const store = fact.store === "none" ? undefined : tenant[fact.store];
    const common = [tenant_id, ids.next(), store?.venue.venue_id ?? null, fact.at, dayOf(fact.at)];
    if (fact.kind === "purchase") {
      await db.query(
        `insert into purchases.purchase (tenant_id, purchase_id, venue_id, business_time, business_date, unit_id, channel, total_fen, payments, points, member_id, recorded_at)
         values ($1, $2, $3, $4, $5, $6, 'till', $7, '[]', $8, $9, $4)`,
        [
          ...common,
          store?.unit_id,
          fact.amount,
          fact.by_member ? Math.floor(fact.amount / 100) : 0,
          fact.by_member ? someone : null,
        ],
      );
    } else if (fact.kind === "award") {
      await db.query(
        `insert into ledger.transaction (tenant_id, transaction_id, venue_id, business_time, business_date, recorded_at, kind, source_type, source_id, effect, accounting_date, title, trace)
         values ($1, $2, $3, $4, $5, $4, 'award', 'award', $2::uuid::text, 'commit', $5, '', '{}')`,
        common,
      );
      await db.query(
        `insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
         values ($1, $2, 1, $3, $2, $4, 1, $4, $3), ($1, $2, 2, $3, $5, -$4::bigint, null, null, $3)`,
        [tenant_id, common[1], fact.at, fact.amount, someone],
      );
    } else if (fact.kind === "member") {
      await db.query(
        `insert into members.member (tenant_id, member_id, card_no, name, name_key, medium_ref, home_unit_id, source, joined_at, created_at)
         values ($1, $2, $2::uuid::text, '某人', '某人', $2, $3, 'api', $4, $4)`,
        [tenant_id, common[1], store?.unit_id ?? tenant.root_unit_id, fact.at],
      );
    } else {
      const kind = fact.kind === "check_in" ? "check_in" : "entry";
      await db.query(
        `insert into visits.admission (tenant_id, admission_id, venue_id, business_time, business_date, gate_id, kind, admitted, reasons, quantity, nonce, time_precision, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '[]', $9, $2::uuid::text, $10, $4)`,
        [
          ...common,
          gates[`${fact.store} ${kind === "entry" ? "entry" : "attraction"}`],
          kind,
          fact.kind !== "refused",
          kind === "check_in" ? 1 + (fact.amount % 1000) : 1,
          fact.precision,
        ],
      );
    }
  }
}
