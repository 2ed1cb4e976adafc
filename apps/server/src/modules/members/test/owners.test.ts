import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { toWireId } from "../../../../test/world.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { codeOf, type House, openHouse } from "../../access/test/build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let house: House;
beforeAll(async () => {
  house = await openHouse(api);
});

const countOf = async (staff_id: string) =>
  (await house.asAdmin(`GET /v1/members/count?owner_staff_id=${staff_id}`)).body["count"];
const disable = (staff_id: string) =>
  house.asAdmin(`PATCH /v1/staff/${staff_id}`, { status: "disabled", reason: "离职" });

describe("who looks after a member", () => {
  test("is changed by whoever may, told with the name, and felt by both colleagues", async () => {
    const [guide, colleague] = [await house.hire("guide"), await house.hire("guide")];
    const { member_id } = await house.register(guide.call);
    const path = `PUT /v1/members/${member_id}/owner`;
    expect(codeOf(await guide.call(path, { owner_staff_id: colleague.staff_id }))).toEqual([403, "permission_missing"]);
    const given = await house.asAdmin(path, { owner_staff_id: colleague.staff_id, reason: "排班" });
    expect(given.body).toMatchObject({ owner_staff_id: colleague.staff_id, owner_name: colleague.name, version: 2 });
    expect((await guide.call(`GET /v1/members/${member_id}`)).status).toBe(404);
    expect((await colleague.call(`GET /v1/members/${member_id}`)).status).toBe(200);
    const log = await house.asAdmin(`GET /v1/audit_log?subject_id=${member_id}&action=member.owner_changed`);
    expect(log.body["data"]).toHaveLength(1);
    const entry = await house.asAdmin(`GET /v1/audit_log/${String(log.body["data"]?.[0]?.["audit_entry_id"])}`);
    expect(entry.body).toMatchObject({
      before: { owner: guide.name },
      after: { owner: colleague.name },
      reason: "排班",
    });
    expect((await house.asAdmin(path, { owner_staff_id: null })).body).toMatchObject({ owner_staff_id: null });
  });

  test("is nobody who left, who sees no members, or who works out of the giver's sight", async () => {
    const { member_id } = await house.register(house.asAdmin);
    const path = `PUT /v1/members/${member_id}/owner`;
    const gone = await house.hire("guide");
    await disable(gone.staff_id);
    const blind = await house.createRole({ permissions: ["org:read"] });
    for (const { staff_id } of [gone, await house.hire(blind.code)])
      expect(codeOf(await house.asAdmin(path, { owner_staff_id: staff_id }))).toEqual([422, "owner_unfit"]);
    const manager = await house.hire("store_manager");
    const far = await house.hire("guide", house.tenant.second.unit_id);
    const near = await house.hire("guide");
    expect(codeOf(await manager.call(path, { owner_staff_id: far.staff_id }))).toEqual([404, "not_found"]);
    expect((await manager.call(path, { owner_staff_id: near.staff_id })).status).toBe(200);
    const elsewhere = await house.register(house.asAdmin, house.unit.second);
    const theirs = `PUT /v1/members/${elsewhere.member_id}/owner`;
    expect(codeOf(await manager.call(theirs, { owner_staff_id: near.staff_id }))).toEqual([404, "not_found"]);
  });
});

describe("a handover", () => {
  test("moves everybody whom the leaver looks after, once, and leaves a trace; the list is found by owner", async () => {
    const [leaver, heir] = [await house.hire("guide"), await house.hire("guide")];
    const customers = [];
    for (let n = 0; n < 3; n++) customers.push((await house.register(leaver.call)).member_id);
    await disable(leaver.staff_id);
    const body = { from_staff_id: leaver.staff_id, to_staff_id: heir.staff_id, reason: "离职移交" };
    const started = await house.asAdmin("POST /v1/customer_handovers", body);
    expect(started).toMatchObject({ status: 202, body: { customers: 3 } });
    await runJobs(api.app);
    const job = await house.asAdmin(`GET /v1/jobs/${String(started.body["job_id"])}`);
    expect(job.body).toMatchObject({ state: "done", done: 3, total: 3 });
    expect([await countOf(leaver.staff_id), await countOf(heir.staff_id)]).toEqual([0, 3]);
    const list = await house.asAdmin(`GET /v1/members?owner_staff_id=${heir.staff_id}`);
    const found = (list.body["data"] as unknown as { member_id: string }[]).map((row) => row.member_id);
    expect(found.toSorted()).toEqual(customers.toSorted());
    const log = await house.asAdmin(`GET /v1/audit_log?subject_id=${leaver.staff_id}`);
    expect(log.body["data"]?.[0]).toMatchObject({ action: "staff.customers_handed_over", reason: "离职移交" });
    const told = await api.db.query<{ subject_id: string }>(
      "select subject_id from platform.outbox where type = 'member.updated' and payload->'changed' = '[\"owner_staff_id\"]' and subject_id = any ($1)",
      [customers.map((id) => parseWireId("member", id))],
    );
    expect(told).toHaveLength(3);
  });

  test("takes a store's manager no further than their store", async () => {
    const [leaver, heir, manager] = [
      await house.hire("guide"),
      await house.hire("guide"),
      await house.hire("store_manager"),
    ];
    await house.register(leaver.call);
    const far = await house.register(house.asAdmin, house.unit.second);
    await house.asAdmin(`PUT /v1/members/${far.member_id}/owner`, { owner_staff_id: leaver.staff_id });
    const body = { from_staff_id: leaver.staff_id, to_staff_id: heir.staff_id, reason: "换岗" };
    expect((await manager.call("POST /v1/customer_handovers", body)).body).toMatchObject({ customers: 1 });
    await runJobs(api.app);
    expect([await countOf(leaver.staff_id), await countOf(heir.staff_id)]).toEqual([1, 1]);
    const boss = toWireId("staff", house.tenant.admin.staff_id);
    const to_boss = { ...body, to_staff_id: boss };
    expect(codeOf(await manager.call("POST /v1/customer_handovers", to_boss))).toEqual([404, "not_found"]);
    const to_self = { ...body, to_staff_id: leaver.staff_id };
    expect(codeOf(await house.asAdmin("POST /v1/customer_handovers", to_self))).toEqual([422, "owner_unfit"]);
  });

  test("stops when the heir is sent away before it began", async () => {
    const [leaver, heir] = [await house.hire("guide"), await house.hire("guide")];
    await house.register(leaver.call);
    const body = { from_staff_id: leaver.staff_id, to_staff_id: heir.staff_id, reason: "移交" };
    const started = await house.asAdmin("POST /v1/customer_handovers", body);
    await disable(heir.staff_id);
    await runJobs(api.app);
    const job = await house.asAdmin(`GET /v1/jobs/${String(started.body["job_id"])}`);
    expect(job.body).toMatchObject({ state: "failed" });
    expect(await countOf(leaver.staff_id)).toBe(1);
  });
});
