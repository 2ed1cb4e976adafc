// Somebody is invited, chooses a password, sets up the second step and is asked for it; then forgets the password.
import type { APIRequestContext, Page } from "@playwright/test";
import { authenticator } from "../apps/server/test/authenticator.ts";
import { arrange, startSession } from "./console.ts";
import { expect, type Site, test } from "./site.ts";

const PASSWORD = "a long sentence nobody guesses";
const ANOTHER = "another sentence nobody guesses";

/** The link of the newest mail of this kind: the path of our own page. */
async function mailed(request: APIRequestContext, site: Site, kind: string): Promise<string> {
  let link: string | undefined;
  const call = arrange(request, site);
  await expect
    .poll(async () => {
      const { data } = await call<{ data: { kind: string; body: string }[] }>("GET", "/v1/messages?limit=50");
      link = /https?:\/\/[^/]+(\/\S+)/.exec(data.find((mail) => mail.kind === kind)?.body ?? "")?.[1];
      return link;
    })
    .toBeTruthy();
  return link ?? "/";
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /我的账号/ }).click();
  await page.getByText("退出登录").click();
}

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("邮箱").fill(email);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

async function invite(page: Page, name: string, email: string): Promise<void> {
  await page.goto("/staff");
  await page.getByRole("button", { name: "邀请员工" }).click();
  const dialog = page.getByRole("dialog", { name: "邀请员工" });
  await dialog.getByLabel("姓名").fill(name);
  await dialog.getByLabel("邮箱").fill(email);
  await dialog.getByLabel("角色").click();
  await page.locator(".ant-select-dropdown").getByText("门店经理", { exact: true }).click();
  await dialog.getByLabel("所属单位").click();
  await page.locator(".ant-select-dropdown").getByText("欢乐谷", { exact: true }).click();
  await dialog.getByRole("button", { name: "发送邀请" }).click();
  await expect(page.getByRole("row", { name: new RegExp(email) })).toContainText("待接受");
}

/** Through the page; answers a recovery code. */
async function setUpSecondStep(page: Page, password: string): Promise<string> {
  await page.goto("/me/security");
  await page.getByRole("button", { name: "启用" }).click();
  await page.locator("#totp_offer_password").fill(password);
  await page.getByRole("button", { name: "继续" }).click();
  const secret = await page.locator(".security__secret").innerText();
  await page.getByLabel("验证码").fill(authenticator(secret.replace(/\s/g, "")).code(new Date()));
  await page.getByRole("button", { name: "确认启用" }).click();
  const code = await page.locator(".security__codes code").first().innerText();
  await page.getByRole("button", { name: "已保存好" }).click();
  await expect(page.getByText(/已启用，自/)).toBeVisible();
  return code;
}

test("from an invitation to a second step and a new password", async ({ page, request, site }) => {
  test.setTimeout(90_000);
  const email = "jiang.tinglan@example.com";
  await startSession(page, site);
  await invite(page, "江听岚", email);
  await signOut(page);
  await page.getByRole("button", { name: "登录" }).waitFor();

  await page.goto(await mailed(request, site, "invitation"));
  await expect(page.getByText(/以“门店经理”身份加入欢乐谷/)).toBeVisible();
  await page.getByLabel("设置你的密码").fill("password2026!");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "最先猜" })).toBeVisible();
  await page.getByLabel("设置你的密码").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "工作台" }).waitFor();

  const recovery_code = await setUpSecondStep(page, PASSWORD);
  await signOut(page);
  await page.getByRole("button", { name: "忘记密码？" }).click();
  await page.getByLabel("邮箱").fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/链接已发出/)).toBeVisible();
  await page.goto(await mailed(request, site, "password_reset"));
  await page.getByLabel("新密码").fill(ANOTHER);
  await page.keyboard.press("Enter");
  await page.getByText(/新密码已生效/).waitFor();
  await page.getByRole("button", { name: "返回登录" }).click();

  await enter(page, email, ANOTHER);
  await page.getByLabel("验证码").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "验证码不对" })).toBeVisible();
  await page.getByLabel("验证码").fill(recovery_code);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "工作台" }).waitFor();
});
