import { expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { PASSWORD, signInAs } from "../../../../test/world.ts";
import { createStaff } from "../../access/index.ts";
import { auditBook } from "../../ledger/index.ts";
import { basket, join, ok, openPark, standing, topUp, type Park } from "./park.ts";

const api = testApi();
const reason = "团队取消";

interface Desk {
  park: Park;
  member_id: string;
  asker: string;
  approver: string;
  /** A purchase of ¥900 from the wallet. */
  path: string;
  call(request: string, token: string, body?: object, key?: string): ReturnType<typeof api.call>;
}

/** Above ¥500 a second person looks. */
async function openDesk(): Promise<Desk> {
  const park = await openPark(api, { rules: false });
  const { tenant } = park;
  const email = `second-${tenant.tenant_id}@example.com`;
  const post = { email, password: PASSWORD, name: "值班经理", role: "hq_admin", unit_id: tenant.root_unit_id } as const;
  await api.app.database.write(tenant.tenant_id, (tx) => createStaff(tx, api.app.runtime, post));
  const asker = await signInAs(api, tenant.admin.email);
  const member_id = await join(park, null);
  await topUp(park, member_id, 100_000, 0);
  const lines = [{ quantity: 3, amount_fen: 90_000 }];
  const bought = ok(
    await park.call("POST /v1/purchases", basket(park, member_id, lines, [{ method: "wallet", amount_fen: 90_000 }])),
  );
  const call: Desk["call"] = (request, token, body, key = `${request} ${Math.random()}`.replaceAll(" ", "-")) =>
    api.call(request, {
      token,
      headers: { "accept-language": "en", "idempotency-key": key },
      ...(body === undefined ? {} : { body }),
    });
  const rule = { version: 0, enabled: true, threshold: 50_000, hours: 24 };
  expect(await call("PUT /v1/approval_rules/purchases.refund", asker, rule)).toMatchObject({
    status: 200,
    body: { version: 1, measure: "amount_fen", threshold: 50_000 },
  });
  const path = `/v1/purchases/${String(bought["purchase_id"])}`;
  return { park, member_id, asker, approver: await signInAs(api, email), path, call };
}

test("a large refund waits, shows what it gives back, and is made by the second person's yes", async () => {
  const { park, member_id, asker, approver, path, call } = await openDesk();
  const small = await call(`POST ${path}/refunds`, asker, { lines: [{ line_no: 1, quantity: 1 }], reason });
  expect(small.status).toBe(201);
  const body = { lines: [{ line_no: 1 }], reason, external_id: "back 1" };
  const asked = await call(`POST ${path}/refunds`, asker, body);
  expect(asked).toMatchObject({ status: 202, body: { state: "waiting", kind: "purchases.refund" } });
  const again = await call(`POST ${path}/refunds`, asker, body);
  expect(again.body).toEqual(asked.body);
  expect((await standing(park, member_id)).principal).toBe(40_000);

  const approval = `/v1/approvals/${String(asked.body["approval_id"])}`;
  const seen = await call(`GET ${approval}`, approver);
  expect(seen.body).toMatchObject({
    title: "Large refund",
    requested_by: { name: park.tenant.admin.email },
    effect_now: {
      amount_fen: 60_000,
      lines: [
        { label: "amount", text: "Refunded", after: 60_000, unit: "fen" },
        { label: "wallet", text: "Back to the wallet", after: 60_000, unit: "fen" },
        { label: "earned", text: "Points of the purchase", before: 600, after: 0, unit: "points" },
      ],
    },
  });
  const effect_hash = seen.body["effect_hash"];
  expect(await call(`POST ${approval}/approve`, asker, { effect_hash })).toMatchObject({
    status: 403,
    body: { code: "same_person" },
  });
  expect(await call(`POST ${approval}/approve`, approver, { effect_hash })).toMatchObject({
    status: 200,
    body: { state: "approved" },
  });
  expect((await standing(park, member_id)).principal).toBe(100_000);
  const known = await call(`POST ${path}/refunds`, asker, body);
  expect(known).toMatchObject({ status: 200, body: { amount_fen: 60_000, external_id: "back 1" } });
  expect(await api.db.database.read(park.tenant.tenant_id, auditBook)).toEqual([]);

  const log = await api.db.query<{ action: string; actor_id: string }>(
    `select action, actor_id from platform.audit_entry where tenant_id = $1 and approval_id is not null
     order by recorded_at, audit_entry_id`,
    [park.tenant.tenant_id],
  );
  expect(log.map(({ action }) => action)).toEqual(["approval.requested", "purchase.refunded", "approval.approved"]);
  expect(log[0]?.actor_id).toBe(park.tenant.admin.staff_id);
  expect(log[1]?.actor_id).not.toBe(park.tenant.admin.staff_id);
});

test("a part was given back meanwhile: the second person sees another sum, or that nothing is left", async () => {
  const { asker, approver, path, call } = await openDesk();
  const asked = await call(`POST ${path}/refunds`, asker, { lines: [{ line_no: 1, quantity: 2 }], reason });
  const approval = `/v1/approvals/${String(asked.body["approval_id"])}`;
  const { effect_hash } = (await call(`GET ${approval}`, approver)).body;
  const one = await call(`POST ${path}/refunds`, asker, { lines: [{ line_no: 1, quantity: 1 }], reason });
  expect(one.status).toBe(201);
  const other = await call(`POST ${path}/refunds`, asker, { lines: [{ line_no: 1, quantity: 1 }], reason });
  expect(other.status).toBe(201);
  expect((await call(`GET ${approval}`, approver)).body).toMatchObject({
    state: "waiting",
    effect_hash: null,
    changed: true,
    problem: { code: "refund_exceeds_purchase" },
  });
  const refused = await call(`POST ${approval}/approve`, approver, { effect_hash });
  expect(refused).toMatchObject({ status: 422, body: { code: "refund_exceeds_purchase", left_quantity: 1 } });
  expect((await call(`GET ${approval}`, approver)).body).toMatchObject({
    state: "waiting",
    failure: { code: "refund_exceeds_purchase" },
  });
});

test("one who sees another store only does not decide, and the rule changes by its version", async () => {
  const { park, asker, path, call } = await openDesk();
  const asked = await call(`POST ${path}/refunds`, asker, { lines: [{ line_no: 1 }], reason });
  const manager = await signInAs(api, park.tenant.manager.email);
  const approval = `/v1/approvals/${String(asked.body["approval_id"])}`;
  expect(await call(`POST ${approval}/reject`, manager, { reason })).toMatchObject({ status: 404 });
  const stale = { version: 0, enabled: false, threshold: null, hours: 24 };
  expect(await call("PUT /v1/approval_rules/purchases.refund", asker, stale)).toMatchObject({
    status: 409,
    body: { code: "version_conflict", version: 1 },
  });
  expect(await call("PUT /v1/approval_rules/points.adjustment", asker, stale)).toMatchObject({
    status: 422,
    body: { code: "rule_kept_elsewhere" },
  });
});
