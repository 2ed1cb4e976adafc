// What members settle by themselves on the phone: profile, family, consents and data, a lost code.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { becomeMember, buyFor, publishTexts } from "./member-phone.ts";
import { expect, test } from "./site.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const serial = { phone: 13_900_000_000 };
const newPhone = () => String(++serial.phone + Number(process.env["TEST_WORKER_INDEX"] ?? 0) * 1000);
const open = async (page: Page, name: string) => {
  await page.goto(`/m/?${name}#/pages/${name}/index`);
  await expect(page.locator(`.page--${name}`)).toBeVisible();
};
const sheet = (page: Page) => page.getByRole("dialog");

test("a lunar birthday in a leap month is told once, with its solar day beside it", async ({ page, request, site }) => {
  await becomeMember(page, request, site, newPhone());
  await open(page, "profile");
  const complete = page.getByRole("region", { name: "资料完整度" });
  await expect(complete).toContainText("50%");
  await complete.getByRole("button", { name: "补充性别" }).click();
  await expect(page.getByRole("radiogroup", { name: "性别" })).toBeInViewport();
  await complete.getByRole("button", { name: "补充生日" }).click();
  const form = page.locator(".page--birthday");
  await form.getByRole("radio", { name: "农历" }).click();
  await form.getByRole("textbox", { name: "年份" }).fill("2020");
  await form.getByRole("radio", { name: "闰四月" }).click();
  await form.getByRole("radio", { name: "初八" }).click();
  await expect(form.getByRole("status").last()).toContainText("农历 2020 年闰四月初八");
  await expect(form.getByRole("status").last()).toContainText("公历 2020-05-30");
  await expect(form.getByRole("status").last()).toContainText("下次生日");
  await form.getByRole("button", { name: "保存生日" }).click();
  await sheet(page).getByRole("button", { name: "保存" }).click();
  await expect(page.locator(".page--profile")).toContainText("闰四月初八");
  await expect(complete).toContainText("75%");
  await expect(complete.getByRole("button", { name: "补充生日" })).toHaveCount(0);
});

test("an ID number says what is wrong while it is typed, and is shown by its end only", async ({
  page,
  request,
  site,
}) => {
  await becomeMember(page, request, site, newPhone());
  await open(page, "profile");
  await page.getByRole("button", { name: "填写 身份证号" }).click();
  const field = page.getByRole("textbox", { name: "身份证号" });
  const says = page.locator("#id_number-said");
  await field.fill("99");
  await expect(says).toContainText("前两位不是省级行政区代码");
  await field.fill("11010519490230");
  await expect(says).toContainText("第 7 至 14 位不是真实的日期");
  await field.fill("110105194912310021");
  await expect(says).toContainText("校验位不符");
  await expect(page.getByRole("button", { name: "保存" })).toBeDisabled();
  await field.fill("11010519491231002x");
  await expect(says).toContainText("北京，1949-12-31 出生");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.locator(".page--profile")).toContainText("···002X");
});

test("a family is made, invites by a code, shares points within a limit, and is left", async ({
  browser,
  page,
  request,
  site,
}) => {
  await publishTexts(request, site);
  const phone = newPhone();
  await becomeMember(page, request, site, phone);
  await buyFor(request, site, phone, { item_name: "湖畔餐厅午餐", amount_fen: 50_000 });
  await open(page, "family");
  await page.getByRole("button", { name: "创建家庭" }).click();
  await sheet(page).getByRole("textbox", { name: "家庭名称" }).fill("江家");
  await sheet(page).getByRole("button", { name: "创建家庭" }).click();
  await expect(page.getByRole("heading", { name: "江家" })).toBeVisible();
  await page.getByRole("button", { name: "放入" }).click();
  await sheet(page).getByRole("textbox", { name: "积分" }).fill("9999");
  await sheet(page).getByRole("button", { name: "放入" }).click();
  await expect(sheet(page)).toContainText("请输入 1 至");
  await sheet(page).getByRole("textbox", { name: "积分" }).fill("300");
  await sheet(page).getByRole("button", { name: "放入" }).click();
  await expect(page.locator(".pool__sum")).toHaveText("300");

  await page.getByRole("button", { name: "邀请家人" }).click();
  await sheet(page).getByRole("button", { name: "生成邀请码" }).click();
  const code = (await page.locator(".invitecode__letters").textContent()) ?? "";
  expect(code.trim()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  await sheet(page).getByRole("button", { name: "关闭" }).click();

  const other = await browser.newPage({ viewport: { width: 390, height: 844 }, baseURL: site.base_url });
  await becomeMember(other, request, site, newPhone());
  await open(other, "family");
  await other.getByRole("button", { name: "输入邀请码" }).click();
  await sheet(other).getByRole("textbox", { name: "邀请码" }).fill(code.trim().toLowerCase());
  await sheet(other).getByRole("button", { name: "查看邀请" }).click();
  await expect(sheet(other)).toContainText("邀请您加入「江家」");
  await sheet(other).getByRole("button", { name: "加入", exact: true }).click();
  await expect(other.locator(".pool__sum")).toHaveText("300");

  await open(page, "family");
  await page.getByRole("button", { name: /^管理/ }).last().click();
  await sheet(page).getByRole("textbox", { name: "每月可取" }).fill("120");
  await sheet(page).getByRole("button", { name: "保存" }).click();
  await expect(page.locator(".page--family")).toContainText("本月可取 120，已取 0");

  await open(other, "family");
  await other.getByRole("button", { name: "取出" }).click();
  await expect(sheet(other).getByRole("textbox", { name: "积分" })).toHaveAttribute("placeholder", "最多 120");
  await sheet(other).getByRole("textbox", { name: "积分" }).fill("100");
  await sheet(other).getByRole("button", { name: "取出" }).click();
  await expect(other.locator(".page--family")).toContainText("本月可取 120，已取 100");
  await other.getByRole("button", { name: "退出家庭" }).click();
  await sheet(other).getByRole("button", { name: "退出家庭" }).click();
  await expect(other.getByRole("heading", { name: "还没有家庭" })).toBeVisible();
  await other.close();
});

test("a guardian reads the whole text before a child is added", async ({ page, request, site }) => {
  await publishTexts(request, site);
  await becomeMember(page, request, site, newPhone());
  await open(page, "family");
  await page.getByRole("button", { name: "创建家庭" }).click();
  await sheet(page).getByRole("textbox", { name: "家庭名称" }).fill("江家");
  await sheet(page).getByRole("button", { name: "创建家庭" }).click();
  await page.getByRole("button", { name: "添加 14 岁以下的孩子" }).click();
  await sheet(page).getByRole("textbox", { name: "孩子姓名" }).fill("小满");
  await sheet(page).getByRole("textbox", { name: "出生日期" }).fill("20200230");
  await sheet(page).getByRole("button", { name: "下一步" }).click();
  await expect(sheet(page)).toContainText("请输入 8 位日期");
  await sheet(page).getByRole("textbox", { name: "出生日期" }).fill("20200305");
  await sheet(page).getByRole("button", { name: "下一步" }).click();
  await expect(sheet(page)).toContainText("说明收集什么");
  const [no, yes] = [
    await sheet(page).getByRole("button", { name: "不同意" }).boundingBox(),
    await sheet(page).getByRole("button", { name: "作为监护人同意" }).boundingBox(),
  ];
  expect(Math.abs((no?.width ?? 0) - (yes?.width ?? -9))).toBeLessThan(1);
  await sheet(page).getByRole("button", { name: "作为监护人同意" }).click();
  await expect(page.locator(".page--family")).toContainText("孩子，14 岁以下");
});

test("consents are given and taken back, data leaves as a file, and deletion says what is lost", async ({
  page,
  request,
  site,
}) => {
  await publishTexts(request, site);
  await becomeMember(page, request, site, newPhone());
  await open(page, "privacy");
  const news = page.getByRole("button", { name: /活动与优惠消息|营销信息/ });
  await expect(news).toContainText("未同意");
  await news.click();
  await expect(sheet(page)).toContainText("如何撤回");
  await sheet(page).getByRole("button", { name: "同意", exact: true }).click();
  await expect(news).toContainText("已同意");
  await news.click();
  await sheet(page).getByRole("button", { name: "撤回同意" }).click();
  await expect(news).toContainText("已撤回");

  await page.getByRole("link", { name: /导出我的数据/ }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载表格" }).click();
  const file = await (await download).path();
  expect(readFileSync(file, "utf8")).toContain("room,topic,entry,field,value");

  await page.getByRole("link", { name: /注销账户/ }).click();
  await expect(sheet(page)).toContainText("注销后会失去");
  await expect(sheet(page)).toContainText("可用积分");
  await sheet(page).getByRole("button", { name: "申请注销" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "注销账户" })).toContainText("已收到");
});

test("a lost code ends, and the page shows a new one", async ({ page, request, site }) => {
  await becomeMember(page, request, site, newPhone());
  await open(page, "code");
  const before = await page.getByRole("img", { name: "会员二维码" }).getAttribute("src");
  await open(page, "loss");
  await page.getByRole("button", { name: "挂失并换新码" }).click();
  await sheet(page).getByRole("button", { name: "挂失并换新码" }).click();
  await expect(page.getByRole("heading", { name: "旧码已失效" })).toBeVisible();
  await page.getByRole("button", { name: "看新码" }).click();
  const code = page.locator(".page--code").getByRole("img", { name: "会员二维码" });
  await expect(code).toBeVisible();
  expect(await code.getAttribute("src")).not.toBe(before);
});

test("every page of an account sends who is not signed in to the sign-in page", async ({ page }) => {
  await page.goto("/m/");
  await page.getByRole("button", { name: "不同意" }).click();
  for (const name of ["profile", "birthday", "identities", "family", "privacy", "loss"]) {
    await open(page, name);
    await expect(page.locator(`.page--${name}`).getByRole("button", { name: "登录", exact: true })).toBeVisible();
  }
});
