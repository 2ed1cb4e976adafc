// Whoever connects another system: a key that works at once, what it asked, and where events go.
import { signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("a key is made, shown once, calls the API, and its request is in the log", async ({ page, site, playwright }) => {
  await signIn(page, site, "admin", "/platform/keys");
  await page.getByRole("button", { name: "新建密钥" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill("东门收银机");
  await form.getByRole("button", { name: "只读" }).click();
  await form
    .getByRole("button", { name: "创 建" })
    .or(form.getByRole("button", { name: "创建" }))
    .click();
  const shown = page.getByRole("dialog", { name: "请保存令牌" });
  const token = await shown.locator("code").innerText();
  expect(token).toMatch(/^hy_(live|test)_/);
  await shown.getByRole("button", { name: "我已保存" }).click();
  await expect(page.getByRole("row", { name: /东门收银机/ })).toContainText("有效");
  await expect(page.locator("body")).not.toContainText(token);

  const robot = await playwright.request.newContext({
    baseURL: site.base_url,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await robot.get("/v1/venues")).status()).toBe(200);
  expect((await robot.get("/v1/staff")).status()).toBe(403);
  await robot.dispose();

  await page.getByRole("row", { name: /东门收银机/ }).click();
  await page.getByRole("link", { name: "看它的请求" }).click();
  const refused = page.getByRole("row", { name: /\/v1\/staff/ });
  await expect(async () => {
    await page.getByRole("button", { name: "刷新" }).click();
    await expect(refused).toContainText("403 permission_missing", { timeout: 1_000 });
  }).toPass();
  await refused.click();
  await expect(page.getByText("返回内容")).toBeVisible();
});

test("an endpoint is added, tried, paused and deleted", async ({ page, site }) => {
  await signIn(page, site, "admin", "/platform/webhooks");
  await expect(page.getByRole("row", { name: /points\.earned/ })).toBeVisible();
  await page.getByRole("button", { name: "新建接收地址" }).click();
  const form = page.getByRole("dialog");
  // A name that no server will ever have (RFC 2606).
  await form.getByLabel("接收地址").fill("https://nobody.invalid/hook");
  await form.getByRole("combobox", { name: "事件" }).click();
  await page.locator(".ant-select-item-option", { hasText: "points.*" }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: /保\s?存/ }).click();
  const shown = page.getByRole("dialog", { name: "请保存签名密钥" });
  await expect(shown.locator("code")).toHaveText(/^whsec_/);
  await shown.getByRole("button", { name: "我已保存" }).click();

  await page.getByRole("row", { name: /nobody\.invalid/ }).click();
  await page.getByRole("button", { name: "发测试消息" }).click();
  await page.getByRole("menuitem", { name: "points.earned" }).click();
  const delivery = page.getByRole("row", { name: /points\.earned/ });
  await expect(delivery).toContainText("域名解析不到", { timeout: 30_000 });
  await delivery.click();
  await expect(page.getByText("每次尝试")).toBeVisible();
  await expect(page.getByLabel("消息内容")).toContainText('"points": 380');

  await page.getByRole("button", { name: /暂\s?停/ }).click();
  await expect(page.getByText("已暂停")).toBeVisible();
  await page.getByRole("button", { name: /删\s?除/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /删\s?除/ })
    .click();
  await expect(page).toHaveURL(/\/platform\/webhooks$/);
  await expect(page.getByRole("row", { name: /nobody\.invalid/ })).toHaveCount(0);
});
