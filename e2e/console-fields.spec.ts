// What a group asks its members beyond what it asks everybody: made, ordered, filled in, shown, archived; how complete profiles are.
import { mkdirSync } from "node:fs";
import type { APIRequestContext, Page } from "@playwright/test";
import { arrange, newMember, signIn } from "./console.ts";
import { becomeMember, becomeStaff, newStaffPhone } from "./member-phone.ts";
import { expect, type Site, test } from "./site.ts";

/** For whoever looks at the pages: SHOTS=folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env["SHOTS"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

interface Field {
  field_id: string;
  key: string;
}

/** Other tests register people: what this one requires of the front desk is put away. */
async function clearFields(request: APIRequestContext, site: Site): Promise<void> {
  const call = arrange(request, site);
  const { data } = await call<{ data: Field[] }>("GET", "/v1/member_fields");
  for (const { field_id } of data) await call("POST", `/v1/member_fields/${field_id}/archive`);
}

test.afterEach(({ request, site }) => clearFields(request, site));

const RIDES = [
  { code: "coaster", labels: { "zh-CN": "过山车", en: "Coaster", ko: "롤러코스터" } },
  { code: "carousel", labels: { "zh-CN": "旋转木马", en: "Carousel", ko: "회전목마" } },
];

const makeField = (request: APIRequestContext, site: Site, field: object) =>
  arrange(request, site)<Field>("POST", "/v1/member_fields", field);

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("dialog").getByLabel(label).click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: option }).first().click();
}

test("a field is made, required at the front desk, shown on the member's page and changed there", async ({
  page,
  site,
}) => {
  await signIn(page, site, "admin", "/members/fields");
  await expect(page.getByRole("heading", { name: "还没有自定义字段" })).toBeVisible();
  await page.getByRole("button", { name: "新建字段" }).first().click();
  const dialog = page.getByRole("dialog", { name: "新建字段" });
  await dialog.getByLabel("中文名称").fill("最爱项目");
  await dialog.getByLabel("标识").fill("Favourite");
  await pick(page, "类型", "单选");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("小写字母开头，只用小写字母、数字和下划线")).toBeVisible();
  await dialog.getByLabel("标识", { exact: true }).fill("favourite");
  await dialog.getByRole("button", { name: "加一个选项" }).click();
  await dialog.getByLabel("选项 1 中文").fill("过山车");
  await dialog.getByRole("button", { name: "加一个选项" }).click();
  await dialog.getByLabel("选项 2 中文").fill("旋转木马");
  await dialog.getByLabel("选项 2 标识").fill("carousel");
  await dialog.getByLabel("前台登记").check();
  await dialog.getByLabel("会员可以自己填写").check();
  await shoot(page, "fields-dialog");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("会员看不到的字段不能由会员填写")).toBeVisible();
  await dialog.getByLabel("会员本人可见").check();
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toHaveCount(0);
  const list = page.getByRole("region", { name: "字段", exact: true });
  await expect(list.getByRole("listitem").filter({ hasText: "最爱项目" })).toContainText("前台登记必填");
  await expect(page.getByRole("region", { name: "表单预览" }).getByLabel("最爱项目")).toBeVisible();

  await page.goto("/members?register=1");
  const register = page.getByRole("dialog", { name: "登记会员" });
  await register.getByLabel("姓名").fill("许知远");
  await register.getByLabel("归属单位").click();
  await page.locator(".ant-select-item-option", { hasText: "欢乐谷" }).click();
  await register.getByRole("button", { name: "登记会员" }).click();
  await expect(register.getByText("请填写")).toBeVisible();
  await pick(page, "最爱项目", "旋转木马");
  await register.getByRole("button", { name: "登记会员" }).click();
  await expect(page.getByRole("heading", { name: "许知远" })).toBeVisible();
  const card = page.getByRole("region", { name: "资料", exact: true });
  await expect(card).toContainText("最爱项目旋转木马");
  await expect(card).toContainText("还缺");
  await shoot(page, "fields-360");

  await page.keyboard.press("e");
  await pick(page, "最爱项目", "过山车");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await expect(card).toContainText("最爱项目过山车");
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(card).toContainText("最爱项目旋转木马");
});

test("fields change places by hand and by button, leave with what people have in them, and come back", async ({
  page,
  request,
  site,
}) => {
  const height = { key: "child_height", type: "number", labels: { "zh-CN": "孩子身高" }, shown_to_member: true };
  const { key } = await makeField(request, site, height);
  const allergy = { key: "allergy", type: "text", labels: { "zh-CN": "过敏" }, is_sensitive: true };
  await makeField(request, site, allergy);
  const rides = { key: "rides", type: "choices", labels: { "zh-CN": "玩过的项目" }, options: RIDES };
  await makeField(request, site, rides);
  const member = await newMember(request, site, "白知秋");
  const { version } = await arrange(request, site)<{ version: number }>("GET", `/v1/members/${member.member_id}`);
  await arrange(request, site)("PATCH", `/v1/members/${member.member_id}`, { version, fields: { [key]: 118.5 } });
  await signIn(page, site, "admin", "/members/fields");
  const rows = page.getByRole("region", { name: "字段", exact: true }).getByRole("listitem");
  const names = () => rows.locator("strong").allTextContents();
  await expect.poll(names).toEqual(["孩子身高", "过敏", "玩过的项目"]);
  await page.getByRole("button", { name: "上移 玩过的项目" }).click();
  await expect.poll(names).toEqual(["孩子身高", "玩过的项目", "过敏"]);
  await expect(page.getByText("顺序已保存")).toBeVisible();
  await rows.nth(2).locator(".fields-grip").dragTo(rows.nth(0));
  await expect.poll(names).toEqual(["过敏", "孩子身高", "玩过的项目"]);
  await shoot(page, "fields-page");
  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, "fields-page-390");
  await page.setViewportSize({ width: 1440, height: 900 });

  await rows.filter({ hasText: "孩子身高" }).getByRole("button", { name: "归档" }).click();
  await expect(page.getByText("1 位会员已填的内容保留")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "归档" }).click();
  await expect.poll(names).toEqual(["过敏", "玩过的项目"]);
  await page.getByRole("button", { name: "恢复 孩子身高" }).click();
  await expect.poll(names).toEqual(["过敏", "玩过的项目", "孩子身高"]);
  await page.goto(`/members/${member.member_id}`);
  await expect(page.getByRole("region", { name: "资料", exact: true })).toContainText("孩子身高118.5");
  await findByField(page);
  await ruleByField(page);
});

/** In the list: a range, shown as a chip in words, kept in the address and by another language. */
async function findByField(page: Page): Promise<void> {
  await page.goto("/members");
  await page.getByRole("button", { name: "添加条件" }).click();
  await page.getByRole("combobox", { name: "条件" }).fill("孩子身高");
  await page.keyboard.press("Enter");
  await page.getByLabel("孩子身高 至少").fill("100.5");
  await page.getByRole("button", { name: "应用" }).click();
  const chip = page.getByRole("button", { name: "孩子身高 ≥ 100.5" });
  await expect(chip).toBeVisible();
  await expect(page.getByRole("row", { name: /白知秋/ })).toBeVisible();
  await shoot(page, "list-by-field");
  await page.reload();
  await chip.click();
  await page.getByRole("combobox", { name: "“孩子身高”怎样比较" }).click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "未填写" }).click();
  await page.getByRole("button", { name: "应用" }).click();
  await expect(page.getByRole("button", { name: "孩子身高 未填写" })).toBeVisible();
  await expect(page.getByRole("row", { name: /白知秋/ })).toHaveCount(0);
}

/** In the rule of a tag: offered by its name, and tried. */
async function ruleByField(page: Page): Promise<void> {
  await page.goto("/members/tags");
  await page.getByRole("button", { name: "新建自动标签" }).click();
  await page.getByLabel("字段").fill("孩子身高");
  await page.keyboard.press("Enter");
  await page.getByLabel("比较").click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "不少于" }).click();
  await page.getByLabel("值", { exact: true }).fill("118.5");
  await page.getByRole("button", { name: "试算" }).click();
  await expect(page.getByRole("status").getByText("白知秋")).toBeVisible();
  await expect(page.getByRole("status")).toContainText("孩子身高 118.5");
}

test("weights say how complete a profile is, and the page what it lacks", async ({ page, request, site }) => {
  await makeField(request, site, { key: "plate", type: "text", labels: { "zh-CN": "车牌" } });
  const member = await newMember(request, site, "顾南枝");
  await signIn(page, site, "admin", "/members/fields");
  const card = page.getByRole("region", { name: "资料完整度" });
  await card.getByLabel("车牌").fill("12");
  await expect(card.getByRole("listitem").filter({ hasText: "车牌" })).toContainText("60.0%");
  await card.getByRole("button", { name: "保存权重" }).click();
  await expect(page.getByText("权重已保存")).toBeVisible();
  await page.goto(`/members/${member.member_id}`);
  const profile = page.getByRole("region", { name: "资料", exact: true });
  await expect(profile.getByRole("img", { name: "资料完整度 20%" })).toBeVisible();
  await expect(profile).toContainText("还缺车牌");
});

test.describe("on the phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("members fill in what is theirs, and see what is not", async ({ page, request, site }) => {
    const own = { shown_to_member: true, editable_by_member: true };
    const list = [
      { key: "phone_ride", type: "choice", labels: { "zh-CN": "最爱项目" }, options: RIDES, ...own },
      { key: "phone_rides", type: "choices", labels: { "zh-CN": "玩过的项目" }, options: RIDES, ...own },
      { key: "phone_wedding", type: "date", labels: { "zh-CN": "结婚纪念日" }, ...own },
      { key: "phone_height", type: "number", labels: { "zh-CN": "身高" }, ...own },
      { key: "phone_news", type: "boolean", labels: { "zh-CN": "订阅月刊" }, ...own },
      { key: "phone_guide", type: "text", labels: { "zh-CN": "专属顾问" }, shown_to_member: true },
      { key: "phone_inner", type: "text", labels: { "zh-CN": "内部评价" } },
    ];
    for (const field of list) await makeField(request, site, field);
    await becomeMember(page, request, site, `1370000${String(process.pid % 10_000).padStart(4, "0")}`);
    await page.goto("/m/?fields#/pages/profile/index");
    const shown = page.locator(".page--profile");
    await expect(shown).toContainText("专属顾问");
    await expect(shown).not.toContainText("内部评价");
    await expect(shown.getByRole("button", { name: "填写 专属顾问" })).toHaveCount(0);

    await shown.getByRole("button", { name: "填写 最爱项目" }).click();
    await shown.getByRole("radio", { name: "旋转木马" }).click();
    await shoot(page, "fields-phone-choice");
    await shown.getByRole("button", { name: "保存" }).click();
    await expect(shown.getByRole("button", { name: "修改 最爱项目" })).toBeVisible();
    await shown.getByRole("button", { name: "填写 玩过的项目" }).click();
    await shown.getByRole("switch", { name: "过山车" }).click();
    await shown.getByRole("switch", { name: "旋转木马" }).click();
    await shown.getByRole("button", { name: "保存" }).click();
    await expect(shown).toContainText("过山车 · 旋转木马");
    await shown.getByRole("button", { name: "填写 结婚纪念日" }).click();
    await shown.getByRole("textbox", { name: "结婚纪念日" }).fill("20230229");
    await shown.getByRole("button", { name: "保存" }).click();
    await expect(shown).toContainText("请输入真实的日期");
    await shown.getByRole("textbox", { name: "结婚纪念日" }).fill("20120229");
    await shown.getByRole("button", { name: "保存" }).click();
    await expect(shown).toContainText("2012-02-29");
    await shown.getByRole("button", { name: "填写 身高" }).click();
    await shown.getByRole("textbox", { name: "身高" }).fill("172.5");
    await shown.getByRole("button", { name: "保存" }).click();
    await expect(shown).toContainText("172.5");
    await shown.getByRole("button", { name: "填写 订阅月刊" }).click();
    await shown.getByRole("radio", { name: "否", exact: true }).click();
    await shown.getByRole("button", { name: "保存" }).click();
    await expect(shown.getByRole("button", { name: "修改 订阅月刊" })).toBeVisible();
    await shoot(page, "fields-phone");
    await page.reload();
    await expect(shown).toContainText("旋转木马");
    await expect(shown).toContainText("172.5");
  });

  test("staff are asked for what their front desk requires", async ({ page, request, site }) => {
    const required = { key: "desk_plate", type: "text", labels: { "zh-CN": "车牌" }, required_on: ["front_desk"] };
    await makeField(request, site, required);
    await becomeStaff(page, request, site, newStaffPhone());
    await page.goto("/m/?register#/packageStaff/register/index");
    const form = page.locator(".page--staff-register");
    await form.getByRole("textbox", { name: "手机号" }).fill(`1371111${String(process.pid % 10_000).padStart(4, "0")}`);
    await form.getByRole("textbox", { name: "姓名" }).fill("苏禾");
    await form.getByRole("switch").click();
    await form.getByRole("button", { name: "登记", exact: true }).click();
    await expect(form).toContainText("车牌: 请填写");
    await form.getByRole("textbox", { name: "车牌" }).fill("沪A12345");
    await shoot(page, "fields-phone-register");
    await form.getByRole("button", { name: "登记", exact: true }).click();
    await expect(form.getByRole("heading", { name: "已登记 苏禾" })).toBeVisible();
  });
});
