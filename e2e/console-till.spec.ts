// The till: from the first scan to a receipt whose points are explained, once.
import type { Page } from "@playwright/test";
import { arrange, freshPhone, newMember, openVenue, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

async function chooseVenue(page: Page, name: string): Promise<void> {
  await page.getByLabel("选择收银的场馆").fill(name);
  await page.locator(".ant-select-item-option", { hasText: name }).click();
}

async function ringUp(page: Page, phone: string): Promise<void> {
  await page.getByLabel("扫会员码，或输入手机号、卡号，回车").fill(phone);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "看会员" }).waitFor();
  await page.getByLabel("名称 1").fill("日场票");
  await page.getByLabel("金额（元） 1", { exact: true }).first().fill("316.66");
  await page.getByRole("button", { name: "加一行" }).click();
  await page.getByLabel("名称 2").fill("午餐");
  await page.getByLabel("金额（元） 2", { exact: true }).fill("50");
}

const explained = (page: Page) => page.getByRole("region", { name: "为什么是 +366" });

const committed = (page: Page) =>
  page.waitForResponse((r) => r.url().endsWith("/v1/purchases") && r.request().method() === "POST");

test("a purchase shows its points before and after, and they are in the member's book", async ({
  page,
  request,
  site,
}) => {
  const venue = await openVenue(request, site, "till");
  const member = await newMember(request, site, "苏木");
  await signIn(page, site, "admin", "/till");
  await chooseVenue(page, venue.name);
  await ringUp(page, member.phone);
  await expect(explained(page)).toBeVisible();
  await Promise.all([committed(page), page.getByRole("button", { name: "收款记账" }).click()]);
  await expect(page.getByRole("heading", { name: "已收款" })).toBeVisible();
  await expect(page.getByText("+366").first()).toBeVisible();
  await page.getByRole("link", { name: "看会员" }).click();
  await expect(page.getByLabel("账户").first()).toContainText("366");
});

test("a lost answer is retried and booked once", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "retry");
  const member = await newMember(request, site, "白露");
  await signIn(page, site, "admin", "/till");
  await chooseVenue(page, venue.name);
  await ringUp(page, member.phone);
  await expect(explained(page)).toBeVisible();
  // The server books it; the answer never reaches the till.
  await page.route(
    "**/v1/purchases",
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await page.getByRole("button", { name: "收款记账" }).click();
  await expect(page.getByText(/不知道是否已记账/)).toBeVisible();
  await page.getByRole("button", { name: "再提交一次" }).click();
  await expect(page.getByRole("heading", { name: "已收款" })).toBeVisible();
  const list = await arrange(request, site)<{ data: object[] }>("GET", `/v1/purchases?member_id=${member.member_id}`);
  expect(list.data).toHaveLength(1);
});

test("a blocked member is refused with the reason", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "refuse");
  const member = await newMember(request, site, "沈清和");
  await arrange(request, site)("PATCH", `/v1/members/${member.member_id}`, {
    version: 1,
    status: "blocked",
    reason: "测试",
  });
  await signIn(page, site, "admin", "/till");
  await chooseVenue(page, venue.name);
  await ringUp(page, member.phone);
  await expect(page.getByText("这一笔不能记账")).toBeVisible();
  await expect(page.getByText("会员已停用")).toBeVisible();
  await expect(explained(page)).toHaveCount(0);
});

test("a number that is nobody's is said so", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "nobody");
  await signIn(page, site, "admin", "/till");
  await chooseVenue(page, venue.name);
  const field = page.getByLabel("扫会员码，或输入手机号、卡号，回车");
  await field.fill("12345");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/认不出这个号码/)).toBeVisible();
  await field.fill("13999999999");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/没有找到这位会员/)).toBeVisible();
});

test("a phone that nobody has joins with the purchase, once the tenant says so", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "newcomer");
  const call = arrange(request, site);
  const texts = [{ language: "zh-CN", title: "入会协议", body: "成为会员。" }];
  await call("PUT", "/v1/privacy/documents/membership", { text_version: "till-1", texts });
  await signIn(page, site, "admin", "/members/qr-codes");
  const policy = page.getByRole("region", { name: "收银时登记新会员" });
  await policy.getByRole("button", { name: "修改" }).click();
  await page.getByRole("radio", { name: "征得同意后登记" }).check();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(policy).toContainText("征得同意后登记");

  await page.goto("/till");
  await chooseVenue(page, venue.name);
  const phone = freshPhone();
  await page.getByLabel("扫会员码，或输入手机号、卡号，回车").fill(phone);
  await page.keyboard.press("Enter");
  const form = page.getByRole("region", { name: "登记为新会员" });
  await form.getByRole("button", { name: "随这笔消费登记" }).click();
  await expect(form.getByText("须同意入会")).toBeVisible();
  await form.getByLabel("姓名，可不填").fill("夏知微");
  await form.getByRole("checkbox", { name: "入会" }).check();
  await form.getByRole("button", { name: "随这笔消费登记" }).click();
  await page.getByLabel("名称 1").fill("日场票");
  await page.getByLabel("金额（元） 1", { exact: true }).first().fill("366.66");
  await expect(explained(page)).toBeVisible();
  await Promise.all([committed(page), page.getByRole("button", { name: "收款记账" }).click()]);
  await page.getByRole("link", { name: /已登记为会员/ }).click();
  await expect(page.getByRole("heading", { name: "夏知微" })).toBeVisible();
  await expect(page.getByLabel("账户").first()).toContainText("366");
});

test("a store serves another store's member by phone, whose book stays closed to it", async ({
  page,
  request,
  site,
}) => {
  const member = await newMember(request, site, "顾北辰", "second");
  await signIn(page, site, "manager", "/till");
  await chooseVenue(page, "欢乐谷");
  await page.getByLabel("扫会员码，或输入手机号、卡号，回车").fill(member.phone);
  await page.keyboard.press("Enter");
  await expect(page.getByText("顾北辰")).toBeVisible();
  await expect(page.getByRole("link", { name: "看会员" })).toHaveCount(0);
  await page.getByLabel("名称 1").fill("日场票");
  await page.getByLabel("金额（元） 1", { exact: true }).first().fill("100");
  await expect(page.getByRole("region", { name: "为什么是 +100" })).toBeVisible();
  await Promise.all([committed(page), page.getByRole("button", { name: "收款记账" }).click()]);
  await expect(page.getByRole("heading", { name: "已收款" })).toBeVisible();
  await expect(page.getByRole("region", { name: "为什么是 +100" })).toBeVisible();
  await page.goto(`/members/${member.member_id}`);
  await expect(page.getByText("没有这位会员")).toBeVisible();
});
