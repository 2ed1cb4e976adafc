// The mini-program against the real server: what a member does on the phone, and what a gate or till makes of it.
import { randomUUID } from "node:crypto";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { createTestTenant, type TestTenant } from "../../../apps/server/test/world.ts";
import { putProgram } from "../../../apps/server/src/modules/points/index.ts";
import { toWireId } from "../../../apps/server/src/platform/kernel/ids.ts";
import { type Program, start, until } from "./harness/program.ts";
import { readQr } from "./harness/read-qr.ts";
import { button, input, newestCode as codeOf, signIn as signInOn } from "./harness/sign-in.ts";
import { find, hasClass, text } from "./harness/tree.ts";

const dist = path.join(import.meta.dirname, "../dist/weapp");
const api = testApi();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  await api.app.database.write(tenant.tenant_id, (tx) =>
    putProgram(tx, api.app.runtime, {
      rate_points: 1,
      rate_fen: 100,
      daily_cap: 1500,
      time_zone: "Asia/Shanghai",
      expected_version: 0,
      effective_from: new Date("2020-01-01T00:00:00Z"),
    }),
  );
});

const onServer = (storage = new Map<string, unknown>(), language = "zh_CN") =>
  start(dist, { storage, language, server: () => api.base_url });

const newestCode = () => codeOf(api, tenant);
const signIn = (program: Program, phone: string) => signInOn(program, api, tenant, phone);

async function shownCode(program: Program): Promise<string> {
  const page = program.open("pages/code/index");
  const picture = await until(() => find(page.tree(), hasClass("qr__dots")));
  page.hide();
  return readQr(String(picture.attr["src"])) ?? "";
}

function buy(member_code: string, amount_fen: number) {
  return api.call("POST /v1/purchases", {
    token: tenant.api_key,
    headers: { "idempotency-key": randomUUID() },
    body: {
      member_code,
      venue_id: toWireId("venue", tenant.first.venue.venue_id),
      lines: [{ item_name: "湖畔餐厅午餐", business_type: "dining", quantity: 1, amount_fen }],
      payments: [{ method: "cash", amount_fen }],
    },
  });
}

test("a new member signs in, shows a code that a till takes, and sees why the points are what they are", async () => {
  const program = onServer();
  await signIn(program, "13905712048");

  const code = await shownCode(program);
  const identified = await api.call("POST /v1/members/identify", {
    token: tenant.api_key,
    body: { member_code: code },
  });
  expect(identified.body["phone_masked"]).toBe("139****2048");

  expect(await buy(code, 12_345)).toMatchObject({ status: 201 });
  const page = program.open("pages/points/index");
  await until(() => text(page.tree()).includes("湖畔餐厅午餐"));
  expect(text(page.tree())).toContain("+123");
  page.tap((node) => hasClass("entry__row")(node) && text(node).includes("湖畔餐厅午餐"));
  await until(() => text(page.tree()).includes("得到积分"));
  const drawn = text(page.tree());
  for (const step of [
    "¥123.45",
    "每元积分× 1",
    "小计，舍去小数",
    "123.45",
    "得到积分123",
    "积分规则第 1 版",
    "流水号 txn_",
    "实付 ¥123.45。",
  ])
    expect(drawn).toContain(step);
  page.tap(button("核对凭证"));
  await until(() => text(page.tree()).includes("等待封存"));
  page.hide();
  const lots = program.open("pages/lots/index");
  await until(() => text(lots.tree()).includes("用积分时，从上往下先用。"));
  expect(text(lots.tree())).toMatch(/湖畔餐厅午餐123.*到期共 123/);
  expect(program.log.errors).toEqual([]);
});

test("a wrong code is refused in words, and the right one still works", async () => {
  const program = onServer();
  const page = program.open("pages/login/index");
  await until(() => text(page.tree()).includes("登录会用到这些信息"));
  page.tap(button("同意"));
  await until(() => find(page.tree(), input("phone")));
  page.type(input("phone"), "13905712049");
  page.tap(button("获取验证码"));
  await until(() => /\d+ 秒后重发/.test(text(page.tree())));
  const code = await newestCode();
  page.type(input("sms_code"), code === "000000" ? "000001" : "000000");
  page.tap(button("登录"));
  await until(() => text(page.tree()).includes("请核对短信中的 6 位验证码"));
  page.type(input("sms_code"), code);
  page.tap(button("登录"));
  await until(() => program.storage.get("hy.session"));
  expect(program.storage.get("hy.session")).toMatchObject({ token: expect.stringMatching(/^hy_ms_/) as unknown });
});

test("a changed name reaches the server although the phone has no PATCH", async () => {
  const program = onServer();
  await signIn(program, "13905712050");
  const page = program.open("pages/me/index");
  await until(() => find(page.tree(), button("修改")));
  page.tap(button("修改"));
  await until(() => find(page.tree(), input("name")));
  page.type(input("name"), "江听岚");
  await until(() => find(page.tree(), input("name"))?.attr["value"] === "江听岚");
  page.tap(button("保存"));
  await until(() => find(page.tree(), button("修改")) && text(page.tree()).includes("江听岚"));
  const code = await shownCode(program);
  const { body } = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { member_code: code } });
  expect(body["name"]).toBe("江听岚");
});

test("a session that ended elsewhere says so, and the member is forgotten", async () => {
  const program = onServer();
  await signIn(program, "13905712051");
  const { token } = program.storage.get("hy.session") as { token: string };
  expect((await api.call("DELETE /v1/member/session", { token })).status).toBe(204);
  const page = program.open("pages/home/index");
  await until(() => text(page.tree()).includes("请重新登录"));
  expect(text(page.tree())).toContain("可能在别处退出、挂失");
  expect(program.storage.has("hy.member")).toBe(false);
});

test("signing out ends the session on the server", async () => {
  const program = onServer();
  await signIn(program, "13905712052");
  const { token } = program.storage.get("hy.session") as { token: string };
  const page = program.open("pages/me/index");
  await until(() => find(page.tree(), button("退出登录")));
  page.tap(button("退出登录"));
  await until(() => find(page.tree(), button("退出")));
  page.tap(button("退出"));
  await until(() => text(page.tree()).includes("未登录"));
  await expect.poll(async () => (await api.call("GET /v1/member", { token })).status).toBe(401);
});

test("a second tap before anything is drawn does nothing twice", async () => {
  const program = onServer();
  await signIn(program, "13905712054");
  const me = program.open("pages/me/index");
  await until(() => text(me.tree()).includes("我的资料"));
  for (let n = 0; n < 2; n++) me.tap((node) => hasClass("row")(node) && text(node).startsWith("我的资料"));
  const opened = program.log.calls.filter(
    ([name, given]) => name === "navigateTo" && /profile/.test(String(given?.["url"])),
  );
  expect(opened).toHaveLength(1);
  const privacy = program.open("pages/privacy/index");
  const copy = (node: Parameters<ReturnType<typeof hasClass>>[0]) =>
    hasClass("row")(node) && text(node).startsWith("导出我的数据");
  await until(() => find(privacy.tree(), copy));
  for (let n = 0; n < 2; n++) privacy.tap(copy);
  await until(() => text(privacy.tree()).includes("下载表格"));
  const { token } = program.storage.get("hy.session") as { token: string };
  expect((await api.call("GET /v1/member/subject_requests", { token })).body["data"]).toHaveLength(1);
});

test("who is new finds empty pages that say what to do, in Korean too", async () => {
  const program = onServer(new Map([["hy.locale", "zh-CN"]]));
  await signIn(program, "13905712053");
  const points = program.open("pages/points/index");
  await until(() => text(points.tree()).includes("还没有积分记录"));
  const visits = program.open("pages/visits/index");
  await until(() => text(visits.tree()).includes("还没有入园记录"));
  const korean = onServer(new Map([...program.storage, ["hy.locale", "ko"]]));
  const page = korean.open("pages/visits/index");
  await until(() => text(page.tree()).includes("입장 기록이 없습니다"));
  expect(find(page.tree(), button("회원 코드 보기"))).toBeDefined();
});
