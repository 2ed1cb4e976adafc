import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { newPhone, register, signInMember } from "../../members/test/build.ts";
import { addDays, weekdayOf } from "../../../platform/kernel/dates.ts";
import { dueAfter, workingDaysLeft } from "../domain/working-days.ts";

describe("working days", () => {
  // 1–7 October off, 10 October worked.
  const october = (date: string) => {
    if (date >= "2026-10-01" && date <= "2026-10-07") return "off";
    return date === "2026-10-10" ? "makeup" : date.startsWith("2026") ? "none" : "unknown";
  };

  test("a request of 28 September is due on 23 October", () => {
    expect(dueAfter("2026-09-28", 15, october)).toEqual({ date: "2026-10-23", unknown_years: [] });
  });

  test("in a year that nobody announced only weekends are taken out, and it is said", () => {
    const due = dueAfter("2026-12-21", 15, october);
    expect(due).toEqual({ date: "2027-01-11", unknown_years: [2027] });
  });

  test("what is left counts down to zero on the last day and below it after", () => {
    const left = (today: string) => workingDaysLeft(today, "2026-10-23", october);
    expect([left("2026-09-28"), left("2026-10-22"), left("2026-10-23"), left("2026-10-26")]).toEqual([15, 1, 0, -1]);
  });

  test("a due date is never a day off, and as many days were worked on the way as were given", () => {
    for (let from = "2026-01-01"; from < "2026-12-01"; from = addDays(from, 1)) {
      const { date } = dueAfter(from, 15, october);
      expect(october(date) === "makeup" || (october(date) !== "off" && weekdayOf(date) <= 5)).toBe(true);
      expect(workingDaysLeft(from, date, october)).toBe(15);
    }
  });
});

const api = testApi();
let tenant: TestTenant;
let staff: string;
beforeAll(async () => {
  const test_now = new Date("2026-09-28T02:00:00Z");
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now });
  staff = await signInAs(api, tenant.admin.email);
});

const call = (request: string, body?: object, token = staff) =>
  api.call(request, { token, ...(body === undefined ? {} : { body }) });

async function ask(kind: string, more: object = {}) {
  const member = await register(api, tenant, { name: "江听岚", phone: newPhone() });
  const member_id = String(member.body["member_id"]);
  const asked = await call("POST /v1/subject_requests", { member_id, kind, ...more });
  expect(asked.status).toBe(201);
  return { member_id, request_id: String(asked.body["request_id"]), asked: asked.body };
}

describe("a subject request", () => {
  test("is due after 15 working days of the tenant's calendar and tells how many are left", async () => {
    const { asked } = await ask("access");
    expect(asked).toMatchObject({
      state: "received",
      due_date: "2026-10-23",
      working_days_left: 15,
      unknown_years: [],
    });
  });

  test("goes its way step by step, each with who took it", async () => {
    const { request_id } = await ask("correction", { channel: "phone", note: "名字写错了" });
    const path = `POST /v1/subject_requests/${request_id}`;
    expect((await call(`${path}/complete`, {})).body["code"]).toBe("request_state");
    await call(`${path}/verify`, { note: "回拨核实" });
    await call(`${path}/start`, {});
    const done = await call(`${path}/complete`, { note: "已更正" });
    expect(done.body["request"]).toMatchObject({ state: "done", outcome: "已更正", working_days_left: null });
    const steps = done.body["steps"] as unknown as { action: string; actor: string }[];
    expect(steps.map(({ action, actor }) => [action, actor])).toEqual(
      ["received", "verify", "start", "complete"].map((action) => [action, "staff"]),
    );
    expect((await call(`${path}/refuse`, { reason: "晚了" })).body["code"]).toBe("request_state");
  });

  test("is extended once, with a reason", async () => {
    const { request_id } = await ask("access");
    const extend = () => call(`POST /v1/subject_requests/${request_id}/extend`, { reason: "资料量大", days: 5 });
    expect((await extend()).body["request"]).toMatchObject({ due_date: "2026-10-30", extended_days: 5 });
    expect((await extend()).body["code"]).toBe("extended_already");
  });

  test("is not asked twice at the same time, and of an open kind only", async () => {
    const { member_id, request_id } = await ask("withdrawal");
    const again = () => call("POST /v1/subject_requests", { member_id, kind: "withdrawal" });
    expect((await again()).body["code"]).toBe("request_open");
    await call(`POST /v1/subject_requests/${request_id}/refuse`, { reason: "无法核实身份" });
    expect((await again()).status).toBe(201);
  });

  test("an access is not done without its package, an erasure not without the erasure", async () => {
    for (const [kind, code] of [
      ["access", "package_first"],
      ["erasure", "erasure_first"],
    ] as const) {
      const { request_id } = await ask(kind);
      await call(`POST /v1/subject_requests/${request_id}/start`, {});
      expect((await call(`POST /v1/subject_requests/${request_id}/complete`, {})).body["code"]).toBe(code);
    }
  });

  test("a letter of last week runs from the day it arrived, one of tomorrow is refused", async () => {
    const { asked } = await ask("access", { channel: "letter", received_at: "2026-09-21T10:00:00+08:00" });
    expect(asked["due_date"]).toBe("2026-10-19");
    const member_id = (asked["member"] as unknown as { member_id: string }).member_id;
    const early = { member_id, kind: "erasure", received_at: "2026-09-29T10:00:00+08:00" };
    expect((await call("POST /v1/subject_requests", early)).body["code"]).toBe("received_in_future");
  });

  test("of somebody who was merged meanwhile is answered for the person they have become", async () => {
    const texts = [{ language: "zh-CN", title: "营销信息", body: "向您发送活动与优惠。" }];
    await call("PUT /v1/privacy/documents/marketing", { text_version: "1", texts });
    const { member_id: winner_id } = await ask("correction");
    const { member_id: loser_id, request_id } = await ask("withdrawal");
    for (const member_id of [winner_id, loser_id]) {
      const yes = { purpose: "marketing", action: "granted", text_version: "1", channel: "paper", language: "zh-CN" };
      expect((await call("POST /v1/consents", { member_id, ...yes })).status).toBeLessThan(300);
    }
    const merge = { winner_id, loser_id, reason: "同一人" };
    const headers = { "idempotency-key": "merged-meanwhile" };
    expect((await api.call("POST /v1/members/merges", { token: staff, body: merge, headers })).status).toBe(201);
    await call(`POST /v1/subject_requests/${request_id}/start`, {});
    expect((await call(`POST /v1/subject_requests/${request_id}/complete`, {})).status).toBe(200);
    const { body } = await call(`GET /v1/consents?member_id=${winner_id}`);
    expect(body["standing"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ purpose: "marketing", state: "withdrawn" })]),
    );
  });

  test("members ask by themselves and see until when they have an answer", async () => {
    const token = String((await signInMember(api, tenant, newPhone())).body["token"]);
    const asked = await call("POST /v1/member/subject_requests", { kind: "access" }, token);
    expect(asked.body).toMatchObject({ kind: "access", state: "received", due_date: "2026-10-23", channel: "app" });
    const own = await call("GET /v1/member/subject_requests", undefined, token);
    expect(own.body["data"]).toHaveLength(1);
    const board = await call("GET /v1/subject_requests?open=true&kind=access");
    expect(board.text).toContain(String(asked.body["request_id"]));
  });
});
