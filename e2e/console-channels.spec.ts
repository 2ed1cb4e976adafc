// How messages leave the house, and how people come in: a channel, a WeChat account, a registration code on a poster.
import { signIn } from "./console.ts";
import { readPoster } from "./read-poster.ts";
import { expect, test } from "./site.ts";

test("a channel is added, tried and taken into use; its trouble is read there", async ({ page, site }) => {
  await signIn(page, site, "admin", "/platform/channels");
  await page.getByRole("button", { name: "添加通道" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill("通知短信");
  await form.getByLabel("AccessKey ID").fill("LTAI5tBrowserTest");
  await form.getByLabel("AccessKey Secret").fill("secret-of-the-browser-test");
  await form.getByLabel("签名").fill("回游");
  await form.getByRole("button", { name: "添加模板" }).click();
  await form.getByLabel("模板编号").fill("SMS_154950909");
  await form.getByRole("button", { name: /保\s?存/ }).click();
  const row = page.getByRole("row", { name: /通知短信/ });
  await expect(row).toContainText("已暂停");
  await expect(row).toContainText("LTAI…Test");
  await expect(page.locator("body")).not.toContainText("secret-of-the-browser-test");
  await row.getByRole("button", { name: /删\s?除/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /删\s?除/ })
    .click();
  await expect(row).toHaveCount(0);
});

test("an account shows where WeChat is to call, and nothing secret", async ({ page, site }) => {
  await signIn(page, site, "admin", "/platform/wechat");
  await page.getByRole("button", { name: "添加账号" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("AppID").fill("wx2c2769f8efd9abc2");
  await form.getByLabel("名称").fill("云岫小程序");
  await form.getByLabel("AppSecret").fill("app-secret-of-the-test");
  await form.getByLabel("Token（消息推送）").fill("spamtest");
  await form.getByRole("button", { name: /保\s?存/ }).click();
  const account = page.getByRole("region", { name: "云岫小程序" });
  await expect(account).toContainText("/v1/wechat/callbacks/ten_");
  await expect(page.locator("body")).not.toContainText("app-secret-of-the-test");
});

test("a registration code is made, and its poster is a picture that scanners read", async ({ page, site }) => {
  await signIn(page, site, "admin", "/members/qr-codes");
  await page.getByRole("button", { name: "新建二维码" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill("入口立牌");
  await form.getByRole("combobox", { name: "门店" }).click();
  await page.locator(".ant-select-item-option").nth(1).click();
  await form.getByRole("button", { name: /保\s?存/ }).click();
  await page
    .getByRole("row", { name: /入口立牌/ })
    .getByRole("button", { name: /海\s?报/ })
    .click();
  const dialog = page.getByRole("dialog");
  const address = await dialog.locator("code").innerText();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "下载海报" }).click(),
  ]);
  // A camera sees it smaller than it was drawn.
  expect(await readPoster(page, download, 2)).toBe(address);
  expect(address).toMatch(/\/m\/\?tenant_id=ten_\w+&qr=[2-9a-z]{10}$/);
});
