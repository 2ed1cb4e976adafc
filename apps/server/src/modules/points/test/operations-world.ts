// A sandbox with a programme, staff who ask and approve, and members with lots: what the trials of points by hand begin with.
import type { Reply, TestApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { PASSWORD } from "../../../../test/world.ts";
import { createStaff } from "../../access/index.ts";
import { post } from "../../ledger/index.ts";
import { registerMember } from "../../members/index.ts";
import { setTimers } from "../../../platform/jobs/timers.ts";
import { expiryTimer } from "../expiry-timer.ts";
import { putProgram } from "../index.ts";

export interface OperationsWorld {
  tenant: TestTenant;
  venue_id: string;
  /** The one who asks, and the one who approves: both of head office. */
  asker: string;
  approver: string;
  /** A store manager, who sees the first store and may neither ask nor approve. */
  manager: string;
  newMember(home?: "first" | "second"): Promise<string>;
  /** Gives a member a lot, as if it had been earned at `earned_at`; sets the timer that ends it. */
  give(member_id: string, lot: { points: number; until: string | null; earned_at?: string }): Promise<string>;
  call(request: string, options?: { token?: string; body?: object; key?: string }): Promise<Reply>;
  advance(to: string): Promise<void>;
}

let serial = 0;

export async function createOperationsWorld(
  api: TestApi,
  now: string,
  settings: Parameters<typeof putProgram>[2]["settings"] = {},
): Promise<OperationsWorld> {
  const { app } = api;
  const tenant = await createTestTenant(app, { mode: "sandbox", test_now: new Date(now) });
  const n = ++serial;
  await app.database.write(tenant.tenant_id, async (tx) => {
    const rate = { rate_points: 1, rate_fen: 100, daily_cap: 1_500, time_zone: "Asia/Shanghai", settings };
    await putProgram(tx, app.runtime, {
      ...rate,
      expected_version: 0,
      effective_from: new Date("2024-01-01T00:00:00Z"),
    });
    const post = { password: PASSWORD, name: "审批人", role: "hq_admin", unit_id: tenant.root_unit_id } as const;
    await createStaff(tx, app.runtime, { ...post, email: `approver${n}@example.com` });
  });
  const call: OperationsWorld["call"] = (request, { token = tenant.api_key, body, key } = {}) =>
    api.call(request, {
      token,
      ...(body === undefined ? {} : { body }),
      headers: { "accept-language": "en", "idempotency-key": key ?? `operation-${++serial}` },
    });
  return {
    tenant,
    venue_id: toWireId("venue", tenant.first.venue.venue_id),
    asker: await signInAs(api, tenant.admin.email),
    approver: await signInAs(api, `approver${n}@example.com`),
    manager: await signInAs(api, tenant.manager.email),
    call,
    newMember: async (home = "first") => {
      const input = {
        name: "陈晓岚",
        home_unit_id: tenant[home].unit_id,
        source: "api",
        joined_at: new Date(now),
      } as const;
      return app.database.write(tenant.tenant_id, (tx) => registerMember(tx, app, input));
    },
    give: (member_id, lot) => giveLot(api, tenant, member_id, lot),
    advance: async (to) => {
      const reply = await call("POST /v1/test_clock/advance", { body: { to } });
      if (reply.status !== 200) throw new Error(reply.text);
    },
  };
}

async function giveLot(
  { app }: TestApi,
  tenant: TestTenant,
  owner_id: string,
  {
    points,
    until,
    earned_at = "2025-06-01T12:00:00+08:00",
  }: { points: number; until: string | null; earned_at?: string },
): Promise<string> {
  const transaction_id = app.runtime.ids.next();
  const business_time = new Date(earned_at);
  const lot = {
    lot_id: app.runtime.ids.next(),
    available_from: business_time,
    expires_at: until ? new Date(until) : null,
  };
  await app.database.write(tenant.tenant_id, async (tx) => {
    if (lot.expires_at) await setTimers(tx, [expiryTimer(lot.expires_at)]);
    await post(tx, [
      {
        transaction_id,
        kind: "award",
        source_type: "test",
        source_id: transaction_id,
        effect: "commit",
        business_time,
        business_date: earned_at.slice(0, 10),
        accounting_date: earned_at.slice(0, 10),
        recorded_at: app.runtime.clock.now(),
        venue_id: null,
        title: "积分",
        trace: {},
        postings: [
          { from: { system: "issued" }, to: { owner_type: "member", owner_id }, asset: "points", amount: points, lot },
        ],
      },
    ]);
  });
  return transaction_id;
}

export const memberId = (uuid: string) => toWireId("member", uuid);
