import { v7 } from "uuid";
import type { TestDatabase } from "../../../../test/database.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { createIds } from "../../../platform/kernel/ids.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { post } from "../../ledger/index.ts";
import { putProgram } from "../../points/index.ts";
import { PRINCIPAL_ASSET } from "../../wallet/index.ts";
import type { PurchaseCommand } from "../purchase-command.ts";

export const NOW = new Date("2026-06-01T04:00:00Z");
export const TODAY = "2026-06-01";

export function runtimeOf(seed: string): Runtime {
  const clock = fixedClock(NOW);
  return { clock, random: seededRandom(seed), ids: createIds(clock, seededRandom(`${seed} ids`)) };
}

/** A tenant with a programme and members: the rows a purchase asks for, without the rooms that own them. */
export async function arrangeTenant(
  db: TestDatabase,
  runtime: Runtime,
  options: { members: number; daily_cap: number },
) {
  const tenant_id = v7();
  const unit_id = v7();
  const members = Array.from({ length: options.members }, () => v7());
  await db.query(
    `insert into members.member (tenant_id, member_id, card_no, name, home_unit_id, source, joined_at, created_at, name_key, medium_ref)
     select $1, m.id, 'card ' || m.n, '江听岚', $2, 'api', $4, $4, '江听岚', gen_random_uuid()
     from unnest($3::uuid[]) with ordinality m(id, n)`,
    [tenant_id, unit_id, members, NOW],
  );
  await db.database.write(tenant_id, (tx) =>
    putProgram(tx, runtime, {
      rate_points: 1,
      rate_fen: 100,
      daily_cap: options.daily_cap,
      time_zone: "Asia/Shanghai",
      expected_version: 0,
      effective_from: new Date("2026-01-01T00:00:00Z"),
    }),
  );
  return { tenant_id, unit_id, venue_id: v7(), members };
}

export async function topUp(
  db: TestDatabase,
  runtime: Runtime,
  tenant_id: string,
  member_id: string,
  amount: number,
): Promise<void> {
  const transaction_id = runtime.ids.next();
  const head = {
    kind: "top_up",
    source_type: "test",
    source_id: transaction_id,
    effect: "commit",
    business_date: TODAY,
    accounting_date: TODAY,
  };
  await db.database.write(tenant_id, (tx) =>
    post(tx, [
      {
        ...head,
        transaction_id,
        business_time: NOW,
        recorded_at: NOW,
        venue_id: null,
        title: "充值",
        trace: {},
        postings: [
          {
            from: { system: "issued" },
            to: { owner_type: "member", owner_id: member_id },
            asset: PRINCIPAL_ASSET,
            amount,
            lot: { lot_id: runtime.ids.next(), available_from: NOW, expires_at: null },
          },
        ],
      },
    ]),
  );
}

export function commandOf(
  place: { unit_id: string; venue_id: string },
  over: Partial<PurchaseCommand> & { amounts?: number[]; wallet?: boolean; key?: string },
): PurchaseCommand {
  const { amounts = [10_000], wallet = false, key, ...rest } = over;
  const total = amounts.reduce((a, b) => a + b, 0);
  return {
    member_id: null,
    unit_id: place.unit_id,
    venue_id: place.venue_id,
    channel: "api",
    sales_channel: null,
    out_no: null,
    business_time: NOW,
    business_date: TODAY,
    occasion: {
      venue_id: place.venue_id,
      channel: "api",
      business_date: TODAY,
      local_time: "12:00",
      weekday: 1,
      holiday: { state: "none", name: null },
    },
    lines: amounts.map((amount_fen, index) => ({
      item_code: null,
      item_name: `项目 ${index + 1}`,
      business_type: "retail",
      category: null,
      quantity: 1,
      amount_fen,
    })),
    payments: [{ method: wallet ? "wallet" : "cash", amount_fen: total }],
    staff_id: null,
    claim:
      key === undefined
        ? undefined
        : {
            route: "POST /v1/purchases",
            key,
            body_hash: Buffer.from(JSON.stringify(amounts)),
            answer: (purchase) => ({ status: 201, body: JSON.stringify(purchase) }),
          },
    times: { now: NOW, recorded_at: NOW, accounting_date: TODAY },
    ...rest,
  };
}
