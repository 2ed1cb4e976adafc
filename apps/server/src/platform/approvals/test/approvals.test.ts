import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { toWireId } from "../../kernel/ids.ts";
import {
  createOperationsWorld,
  memberId,
  type OperationsWorld,
} from "../../../modules/points/test/operations-world.ts";
import { desk } from "./build.ts";

const NOW = "2026-10-02T12:00:00+08:00";
const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let world: OperationsWorld;
beforeAll(async () => {
  world = await createOperationsWorld(api, NOW, { adjustment_threshold: 1_000 });
});
const { newStaff, ask, find, approve, refuse, withdraw, inbox, balanceOf } = desk(api, () => world);

describe("a second person", () => {
  test("sees the effect, says yes to what they saw, and it is done", async () => {
    const { approval_id, member, adjustment_id } = await ask(5_000);
    expect((await find(approval_id)).body).toMatchObject({
      kind: "points.adjustment",
      title: "Points adjustment",
      state: "waiting",
      reason: "系统漏计",
      subject: { kind: "member", id: memberId(member), name: "陈晓岚" },
      mine: false,
      may_decide: true,
      changed: false,
      problem: null,
      effect_now: {
        points: 5_000,
        lines: [
          { label: "change", text: "Points more or less", after: 5_000, unit: "points" },
          { label: "balance", before: 0, after: 5_000, unit: "points" },
        ],
      },
    });
    const approved = await approve(approval_id);
    expect(approved).toMatchObject({ status: 200, body: { state: "approved", may_decide: false } });
    expect(await balanceOf(member)).toBe(5_000);
    const found = await world.call(`GET /v1/points/adjustments/${adjustment_id}`);
    expect(found.body).toMatchObject({ state: "posted" });
    const again = await world.call(`POST /v1/approvals/${approval_id}/approve`, {
      token: world.approver,
      body: { effect_hash: "0".repeat(32) },
    });
    expect(again).toMatchObject({ status: 200, body: { state: "approved" } });
    expect(await balanceOf(member)).toBe(5_000);
  });

  test("is another one: whoever asked neither approves nor rejects, and withdraws instead", async () => {
    const { approval_id, adjustment_id, member } = await ask(5_000);
    expect(await approve(approval_id, world.asker)).toMatchObject({ status: 403, body: { code: "same_person" } });
    expect(await refuse(approval_id, world.asker)).toMatchObject({ status: 403, body: { code: "same_person" } });
    expect(await withdraw(approval_id, world.approver)).toMatchObject({
      status: 403,
      body: { code: "not_your_request" },
    });
    expect(await withdraw(approval_id)).toMatchObject({ status: 200, body: { state: "canceled" } });
    expect((await world.call(`GET /v1/points/adjustments/${adjustment_id}`)).body).toMatchObject({ state: "rejected" });
    expect(await approve(approval_id)).toMatchObject({
      status: 409,
      body: { code: "approval_closed", state: "canceled" },
    });
    expect(await balanceOf(member)).toBe(0);
  });

  test("is not the hand that holds the asker's key", async () => {
    const made = await world.call("POST /v1/api_keys", {
      token: world.approver,
      body: {
        name: "收银对接",
        permissions: ["points:adjust", "members:read"],
        unit_id: toWireId("org_unit", world.tenant.root_unit_id),
      },
    });
    expect(made.status).toBe(201);
    const { approval_id, member } = await ask(5_000, String(made.body["token"]));
    expect(await approve(approval_id)).toMatchObject({ status: 403, body: { code: "same_person" } });
    expect(await balanceOf(member)).toBe(0);
    expect(await approve(approval_id, world.asker)).toMatchObject({ status: 200, body: { state: "approved" } });
  });

  test("may say no, with a reason", async () => {
    const { approval_id, adjustment_id } = await ask(5_000);
    const refused = await refuse(approval_id);
    expect(refused.body).toMatchObject({ state: "rejected", decision_reason: "凭证不足" });
    expect((await world.call(`GET /v1/points/adjustments/${adjustment_id}`)).body).toMatchObject({ state: "rejected" });
    expect(await withdraw(approval_id)).toMatchObject({ status: 409, body: { code: "approval_closed" } });
  });

  test("decides by either door, and both tell the same", async () => {
    const { approval_id, adjustment_id } = await ask(5_000);
    const path = `POST /v1/points/adjustments/${adjustment_id}/approve`;
    expect(await world.call(path, { token: world.approver })).toMatchObject({ status: 200, body: { state: "posted" } });
    expect((await find(approval_id)).body).toMatchObject({ state: "approved", effect_now: null });
    expect(await inbox("to_decide", world.approver)).not.toContain(approval_id);
  });

  test("of four who decide at the same instant by both doors, one does", async () => {
    const other = await newStaff("hq_admin", world.tenant.root_unit_id);
    for (let round = 0; round < 6; round++) {
      const { approval_id, adjustment_id, member } = await ask(5_000);
      const replies = await Promise.all([
        approve(approval_id),
        approve(approval_id, other.token),
        refuse(approval_id, other.token),
        withdraw(approval_id),
        world.call(`POST /v1/points/adjustments/${adjustment_id}/approve`, { token: other.token }),
      ]);
      const done = replies.filter(({ status }) => status === 200);
      expect(replies.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
      const { state } = (await find(approval_id)).body;
      // The same person's second yes, by the other door, answers as the first did.
      expect(done.length).toBeLessThanOrEqual(String(state) === "approved" ? 2 : 1);
      expect(await balanceOf(member)).toBe(String(state) === "approved" ? 5_000 : 0);
    }
  });
});

describe("what may have happened meanwhile", () => {
  test("the effect has changed since it was seen: a fresh look is asked for", async () => {
    const { approval_id, member } = await ask(5_000);
    const seen = (await find(approval_id)).body["effect_hash"];
    await world.give(member, { points: 300, until: null });
    const body = { effect_hash: seen };
    const stale = await world.call(`POST /v1/approvals/${approval_id}/approve`, { token: world.approver, body });
    expect(stale).toMatchObject({ status: 409, body: { code: "effect_changed" } });
    expect((await find(approval_id)).body).toMatchObject({ state: "waiting", changed: true, failure: null });
    expect(await approve(approval_id)).toMatchObject({ status: 200 });
    expect(await balanceOf(member)).toBe(5_300);
  });

  test("the operation refuses: the approval goes on waiting and tells why", async () => {
    const member = await world.newMember();
    await world.give(member, { points: 2_000, until: null });
    const body = { member_id: memberId(member), points: -2_000, reason: "误发" };
    const asked = await world.call("POST /v1/points/adjustments", { token: world.asker, body });
    const approval_id = String(asked.body["adjustment_id"]).replace(/^adj/, "apr");
    const spent = { member_id: memberId(member), points: 1, title: "水", external_id: `spent ${approval_id}` };
    await world.call("POST /v1/points/redemptions", { body: spent });
    const refused = await approve(approval_id);
    expect(refused).toMatchObject({ status: 422, body: { code: "insufficient_balance", available: 1_999 } });
    const found = (await find(approval_id)).body;
    expect(found).toMatchObject({ state: "waiting", failure: { code: "insufficient_balance" } });
    await world.give(member, { points: 1, until: null });
    expect(await approve(approval_id)).toMatchObject({ status: 200, body: { state: "approved", failure: null } });
  });

  test("the requester has lost the right: it can only be rejected", async () => {
    const asker = await newStaff("hq_admin", world.tenant.root_unit_id);
    const { approval_id, member } = await ask(5_000, asker.token);
    await api.db.query("update access.staff set status = 'disabled' where staff_id = $1", [asker.staff_id]);
    const refused = await approve(approval_id);
    expect(refused).toMatchObject({ status: 409, body: { code: "requester_lost_right" } });
    expect(await refuse(approval_id)).toMatchObject({ status: 200, body: { state: "rejected" } });
    expect(await balanceOf(member)).toBe(0);
  });

  test("its time is over: it ends by itself, and nobody decides it any more", async () => {
    const own = await createOperationsWorld(api, NOW, { adjustment_threshold: 0 });
    const member = await own.newMember();
    const body = { member_id: memberId(member), points: 1, reason: "补登" };
    const { adjustment_id } = (await own.call("POST /v1/points/adjustments", { token: own.asker, body })).body;
    const approval_id = String(adjustment_id).replace(/^adj/, "apr");
    const path = `GET /v1/approvals/${approval_id}`;
    const { effect_hash } = (await own.call(path, { token: own.approver })).body;
    await own.advance("2026-10-05T12:00:00+08:00");
    expect((await own.call(path, { token: own.approver })).body).toMatchObject({
      state: "expired",
      may_decide: false,
      effect_now: null,
    });
    const late = await own.call(`POST /v1/approvals/${approval_id}/approve`, {
      token: own.approver,
      body: { effect_hash },
    });
    expect(late).toMatchObject({ status: 409, body: { code: "approval_closed", state: "expired" } });
    expect((await own.call("GET /v1/approvals/counts", { token: own.approver })).body).toEqual({
      to_decide: 0,
      mine: 0,
    });
  });
});

describe("who sees and decides what", () => {
  test("a store's manager without the right sees only what they asked for", async () => {
    const { approval_id } = await ask(5_000);
    expect(await find(approval_id, world.manager)).toMatchObject({ status: 404 });
    expect(await refuse(approval_id, world.manager)).toMatchObject({ status: 404 });
    expect(await inbox("to_decide", world.manager)).toEqual([]);
    expect(await inbox("mine", world.asker)).toContain(approval_id);
    expect(await inbox("to_decide", world.asker)).not.toContain(approval_id);
    expect(await inbox("to_decide", world.approver)).toContain(approval_id);
  });

  test("the list pages without gaps, and the counts agree with it", async () => {
    const waiting = await inbox("to_decide", world.approver);
    const { body } = await world.call("GET /v1/approvals/counts", { token: world.approver });
    expect(body).toMatchObject({ to_decide: waiting.length });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path = `GET /v1/approvals?state=waiting&view=to_decide&limit=2${cursor === null ? "" : `&cursor=${cursor}`}`;
      const page = (await world.call(path, { token: world.approver })).body;
      seen.push(...(page["data"] as unknown as { approval_id: string }[]).map((row) => row.approval_id));
      cursor = page["next_cursor"] as unknown as string | null;
    } while (cursor);
    expect(seen).toEqual(waiting);
  });
});
