import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { toWireId } from "../../../../test/world.ts";
import { createOperationsWorld, type OperationsWorld } from "../../../modules/points/test/operations-world.ts";
import { desk } from "./build.ts";

const NOW = "2026-10-02T12:00:00+08:00";
const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let world: OperationsWorld;
beforeAll(async () => {
  world = await createOperationsWorld(api, NOW, { adjustment_threshold: 1_000 });
});
const { newStaff, ask, find, approve, inbox } = desk(api, () => world);

describe("a delegation", () => {
  const period = { from: "2026-10-01T00:00:00+08:00", until: "2026-10-31T00:00:00+08:00", reason: "年假" };
  const lend = (token: string, to_staff_id: string, change: object = {}) =>
    world.call("POST /v1/delegations", {
      token,
      body: { to_staff_id: toWireId("staff", to_staff_id), permissions: ["points:approve"], ...period, ...change },
    });

  test("lets a colleague decide within the lender's reach, not the lender's own requests", async () => {
    const lender = await newStaff("hq_admin", world.tenant.root_unit_id);
    const guide = await newStaff("store_manager", world.tenant.first.unit_id);
    const first = await ask(5_000);
    expect(await find(first.approval_id, guide.token)).toMatchObject({ status: 404 });
    const lent = await lend(lender.token, guide.staff_id);
    expect(lent).toMatchObject({ status: 201, body: { state: "active", permissions: ["points:approve"], mine: true } });
    const lenders = await ask(5_000, lender.token);
    expect(await inbox("to_decide", guide.token)).toContain(first.approval_id);
    expect(await inbox("to_decide", guide.token)).not.toContain(lenders.approval_id);
    expect(await approve(lenders.approval_id, guide.token)).toMatchObject({ status: 404 });
    const elsewhere = await ask(5_000, world.asker, "second");
    expect(await approve(elsewhere.approval_id, guide.token)).toMatchObject({ status: 200, body: { stood_in: true } });
    const entries = await api.db.query<{ action: string; after: Record<string, unknown> }>(
      "select action, after from platform.audit_entry where tenant_id = $1 and actor_id = $2 and approval_id is not null order by recorded_at, audit_entry_id",
      [world.tenant.tenant_id, guide.staff_id],
    );
    expect(entries.map(({ action }) => action)).toEqual(["points.adjusted", "approval.approved"]);
    expect(entries[1]?.after).toHaveProperty("delegation_id");

    await world.call(`DELETE /v1/delegations/${String(lent.body["delegation_id"])}`, { token: lender.token });
    expect(await approve(first.approval_id, guide.token)).toMatchObject({ status: 404 });
  });

  test("ends with the lender's own right", async () => {
    const lender = await newStaff("hq_admin", world.tenant.root_unit_id);
    const guide = await newStaff("store_manager", world.tenant.first.unit_id);
    await lend(lender.token, guide.staff_id);
    const { approval_id } = await ask(5_000);
    expect((await find(approval_id, guide.token)).body).toMatchObject({ may_decide: true });
    await api.db.query("update access.staff set status = 'disabled' where staff_id = $1", [lender.staff_id]);
    expect(await approve(approval_id, guide.token)).toMatchObject({ status: 404 });
  });

  test("is of what one's own role gives: not more, not what was lent, not to oneself, not for ever", async () => {
    const guide = await newStaff("store_manager", world.tenant.first.unit_id);
    const other = await newStaff("store_manager", world.tenant.first.unit_id);
    const lender = await newStaff("hq_admin", world.tenant.root_unit_id);
    await lend(lender.token, guide.staff_id);
    const codes = [
      await lend(guide.token, other.staff_id),
      await lend(lender.token, guide.staff_id, { permissions: ["members:write"] }),
      await lend(lender.token, lender.staff_id),
      await lend(lender.token, guide.staff_id, { until: "2027-10-31T00:00:00+08:00" }),
      await lend(lender.token, guide.staff_id, { until: "2026-09-30T00:00:00+08:00" }),
      await lend(lender.token, api.app.runtime.ids.next()),
    ].map(({ body }) => body["code"]);
    expect(codes).toEqual([
      "delegation_beyond_rights",
      "delegation_beyond_rights",
      "delegation_to_self",
      "delegation_period",
      "delegation_period",
      "delegate_not_found",
    ]);
  });
});
