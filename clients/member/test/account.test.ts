// What members settle by themselves, in the mini-program, against the real server.
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { createTestTenant, type TestTenant } from "../../../apps/server/test/world.ts";
import { type OpenPage, type Program, start, until } from "./harness/program.ts";
import { button, input, signIn, tapBeginning } from "./harness/sign-in.ts";
import { find, hasClass, text } from "./harness/tree.ts";

const dist = path.join(import.meta.dirname, "../dist/weapp");
const api = testApi();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  for (const purpose of ["marketing", "guardian"]) {
    const texts = [{ language: "zh-CN", title: `${purpose} 说明`, body: "收集什么，用来做什么，如何撤回。" }];
    const body = { text_version: "2026-11", texts };
    await api.call(`PUT /v1/privacy/documents/${purpose}`, { token: tenant.api_key, body });
  }
});

let serial = 13_905_720_000;
async function newMember(): Promise<Program> {
  const program = start(dist, { storage: new Map<string, unknown>(), server: () => api.base_url });
  await signIn(program, api, tenant, String(++serial));
  return program;
}
const says = (page: OpenPage, words: string) => until(() => text(page.tree()).includes(words));
const pressed = async (page: OpenPage, label: string) => {
  await until(() => find(page.tree(), button(label)));
  page.tap(button(label));
};

test("a lunar birthday of a leap month is put together, confirmed and kept", async () => {
  const program = await newMember();
  const page = program.open("pages/birthday/index");
  await pressed(page, "农历");
  page.type(input("year"), "2020");
  await pressed(page, "闰四月");
  await pressed(page, "初八");
  await says(page, "公历 2020-05-30");
  await pressed(page, "保存生日");
  await says(page, "生日只能自己填写一次");
  page.tap(button("保存"));
  const profile = program.open("pages/profile/index");
  await says(profile, "闰四月初八");
  expect(program.log.errors).toEqual([]);
});

test("what is missing of the profile is a touch away from where it is filled in", async () => {
  const token = tenant.api_key;
  const labels = { "zh-CN": "宠物", en: "Pet", ko: "반려동물" };
  const field = { key: "pet", type: "text", labels, shown_to_member: true, editable_by_member: true };
  await api.call("POST /v1/member_fields", { token, body: field });
  const { body } = await api.call("GET /v1/profile_completeness", { token });
  const items = [{ item: "fields.pet", weight: 8 }];
  await api.call("PUT /v1/profile_completeness", { token, body: { version: body["version"], items } });
  const program = await newMember();
  const page = program.open("pages/profile/index");
  const add = (what: string) => (node: { attr: Record<string, unknown> }) => node.attr["ariaLabel"] === `补充${what}`;
  await until(() => find(page.tree(), add("宠物")));
  expect(text(page.tree())).toContain("资料完整度25%");
  page.tap(add("宠物"));
  await until(() => find(page.tree(), input("field_pet")));
  expect(program.log.calls.map(([name]) => name)).toContain("pageScrollTo");
  page.tap(add("生日"));
  await until(() =>
    program.log.calls.some(([name, given]) => name === "navigateTo" && /birthday/.test(String(given?.["url"]))),
  );
  expect(program.log.errors).toEqual([]);
});

test("an ID number is judged while it is typed", async () => {
  const program = await newMember();
  const page = program.open("pages/profile/index");
  await until(() => find(page.tree(), (node) => node.attr["ariaLabel"] === "填写 身份证号"));
  page.tap((node) => node.attr["ariaLabel"] === "填写 身份证号");
  await until(() => find(page.tree(), input("id_number")));
  page.type(input("id_number"), "110105194912310021");
  await says(page, "校验位不符");
  page.type(input("id_number"), "11010519491231002x");
  await says(page, "北京，1949-12-31 出生");
  page.tap(button("保存"));
  expect(await says(page, "···002X")).toBe(true);
});

test("a family is made, and another phone joins it by the code", async () => {
  const guardian = await newMember();
  const page = guardian.open("pages/family/index");
  await pressed(page, "创建家庭");
  await until(() => find(page.tree(), input("family_name")));
  page.type(input("family_name"), "江家");
  await until(() => find(page.tree(), input("family_name"))?.attr["value"] === "江家");
  page.tap((node) => button("创建家庭")(node) && hasClass("btn--line")(node));
  await says(page, "江家");
  await pressed(page, "邀请家人");
  await pressed(page, "生成邀请码");
  const letters = await until(() => find(page.tree(), hasClass("invitecode__letters")));
  const other = await newMember();
  const joining = other.open("pages/family/index", { code: text(letters).replace("-", "") });
  await pressed(joining, "查看邀请");
  await says(joining, "邀请您加入「江家」");
  joining.tap(button("加入"));
  expect(await says(joining, "家庭积分池")).toBe(true);
});

test("a consent is given and taken back; data and deletion are asked for", async () => {
  const program = await newMember();
  const page = program.open("pages/privacy/index");
  await until(() => find(page.tree(), tapBeginning("活动与优惠消息")));
  page.tap(tapBeginning("活动与优惠消息"));
  await says(page, "如何撤回");
  page.tap(button("同意"));
  const news = () => find(page.tree(), tapBeginning("活动与优惠消息"));
  await until(
    () => text(news() ?? page.tree()).includes("已同意") && find(page.tree(), hasClass("sheet")) === undefined,
  );
  page.tap(tapBeginning("活动与优惠消息"));
  await pressed(page, "撤回同意");
  await says(page, "已撤回");
  page.tap(tapBeginning("导出我的数据"));
  await until(() => find(page.tree(), button("下载表格")));
  page.tap(tapBeginning("注销账户"));
  await says(page, "注销后会失去");
  page.tap(button("申请注销"));
  await says(page, "已收到");
  expect(program.log.errors).toEqual([]);
});

test("a lost code is reported, and identities are listed with shortened numbers", async () => {
  const program = await newMember();
  const identities = program.open("pages/identities/index");
  await says(identities, "会员卡号");
  expect(text(identities.tree())).toMatch(/139\*{4}/);
  const page = program.open("pages/loss/index");
  await pressed(page, "挂失并换新码");
  await says(page, "确定挂失？");
  page.tap((node) => button("挂失并换新码")(node) && hasClass("btn--line")(node));
  await says(page, "旧码已失效");
  expect(program.storage.has("hy.codes")).toBe(false);
});

test.each(["profile", "birthday", "identities", "family", "privacy", "loss"])(
  "%s asks who is not signed in to sign in",
  async (name) => {
    const page = start(dist, { server: () => api.base_url }).open(`pages/${name}/index`);
    expect(await until(() => find(page.tree(), button("登录")))).toBeDefined();
  },
);
