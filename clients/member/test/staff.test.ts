// The staff's subpackage in the mini-program, against the real server: sign in by phone, scan, look up, register.
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../../../apps/server/test/world.ts";
import { type OpenPage, type Program, start, until } from "./harness/program.ts";
import { readPoster } from "./harness/read-poster.ts";
import { button, input, newestCode, signIn, tapBeginning } from "./harness/sign-in.ts";
import { find, hasClass, text } from "./harness/tree.ts";

const dist = path.join(import.meta.dirname, "../dist/weapp");
const api = testApi();
const PHONE = "15800000001";
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  const token = await signInAs(api, tenant.admin.email);
  await api.call("PUT /v1/me/phone", { token, body: { phone: PHONE, password: PASSWORD } });
  const parent_unit_id = toWireId("org_unit", tenant.root_unit_id);
  // Open whenever the test runs.
  const hours = { business_type: "ticket", opens_at: "00:00", closes_at: "24:00" };
  const venue = await api.call("POST /v1/venues", {
    token: tenant.api_key,
    body: { parent_unit_id, name: "全天馆", code: "all-day", ...hours },
  });
  const gate = { venue_id: venue.body["venue_id"], code: "n1", name: "北门 1 号闸", kind: "entry" };
  await api.call("POST /v1/gates", { token: tenant.api_key, body: gate });
});

const says = (page: OpenPage, words: string) => until(() => text(page.tree()).includes(words));
let kept: Map<string, unknown> | undefined;

/** Signed in once: codes are sent once a minute. */
async function onDuty(): Promise<Program> {
  const program = start(dist, { storage: kept ?? new Map<string, unknown>(), server: () => api.base_url });
  if (kept) return program;
  const page = program.open("packageStaff/sign-in/index");
  await until(() => find(page.tree(), input("staff_phone")));
  page.type(input("staff_phone"), PHONE);
  await until(() => find(page.tree(), button("获取验证码")));
  page.tap(button("获取验证码"));
  await says(page, "验证码已发到");
  page.type(input("staff_code"), await newestCode(api, tenant));
  page.tap(button("登录"));
  await until(() => program.storage.get("hy.staff"));
  kept = program.storage;
  return program;
}

test("staff sign in by phone and see today and what their role may do", async () => {
  const program = await onDuty();
  const page = program.open("packageStaff/home/index");
  await says(page, "登记会员");
  for (const words of ["检票", "查会员", "退出员工登录"]) expect(text(page.tree())).toContain(words);
  expect(program.log.errors).toEqual([]);
});

test("a scan fills the screen with its verdict; the second one says where the first was", async () => {
  const member = start(dist, { storage: new Map<string, unknown>(), server: () => api.base_url });
  await signIn(member, api, tenant, "13905730001");
  const { token } = member.storage.get("hy.session") as { token: string };
  const shown = await api.call("GET /v1/member/code", { token });
  const code = String(shown.body["codes"]?.[0]?.["code"]);
  const program = await onDuty();
  const page = program.open("packageStaff/gate/index");
  await until(() => find(page.tree(), tapBeginning("北门 1 号闸")));
  page.tap(tapBeginning("北门 1 号闸"));
  await until(() => find(page.tree(), button("扫会员码")));
  program.scans.push(code, code);
  page.tap(button("扫会员码"));
  await until(() => find(page.tree(), hasClass("verdict--ok")));
  expect(text(page.tree())).toContain("放行");
  page.tap(button("下一位"));
  await until(() => find(page.tree(), button("扫会员码")));
  page.tap(button("扫会员码"));
  await until(() => find(page.tree(), hasClass("verdict--no")));
  expect(text(page.tree())).toContain("第一次");
  expect(program.log.calls.some(([name]) => name === "vibrateLong")).toBe(true);
});

test("a visitor is registered with consent, once, and found by phone", async () => {
  const program = await onDuty();
  const page = program.open("packageStaff/register/index");
  await until(() => find(page.tree(), input("register_phone")));
  page.type(input("register_phone"), "13905730002");
  page.type(input("register_name"), "周以宁");
  await until(() => find(page.tree(), input("register_name"))?.attr["value"] === "周以宁");
  page.tap(button("登记"));
  await says(page, "请顾客阅读后当面同意");
  page.tap(hasClass("setting--row"));
  await until(() => find(page.tree(), hasClass("is-on")));
  page.tap(button("登记"));
  await says(page, "已登记 周以宁");
  const found = program.open("packageStaff/lookup/index");
  await until(() => find(found.tree(), input("look_up")));
  found.type(input("look_up"), "13905730002");
  await until(() => find(found.tree(), input("look_up"))?.attr["value"] === "13905730002");
  found.tap(button("查找"));
  await says(found, "周以宁");
  expect(text(found.tree())).not.toContain("13905730002");
});

test("one's own poster carries one's own registration code", async () => {
  const program = await onDuty();
  const page = program.open("packageStaff/poster/index");
  const picture = await until(() => find(page.tree(), hasClass("poster")));
  const said = readPoster(String(picture.attr["src"]));
  expect(said).toMatch(/\/m\/\?tenant_id=ten_\w+&qr=[0-9a-z]{10}/);
});

test("without a network the gate page is amber and admits nobody", async () => {
  const storage = new Map(kept);
  storage.set("hy.gate", { gate_id: "gat_1", gate_name: "北门 1 号闸", venue_name: "海洋馆" });
  const program = start(dist, { storage });
  const page = program.open("packageStaff/gate/index");
  await until(() => find(page.tree(), button("扫会员码")));
  program.scans.push("HY1.any");
  page.tap(button("扫会员码"));
  await until(() => find(page.tree(), hasClass("offline")));
  expect(text(page.tree())).toContain("没有网络时这里不判定放行");
});

test.each(["home", "gate", "lookup", "register", "poster"])(
  "%s is only for who is signed in as staff",
  async (name) => {
    const page = start(dist, { server: () => api.base_url }).open(`packageStaff/${name}/index`);
    expect(await says(page, "先以员工身份登录")).toBe(true);
  },
);
