// The two doors: staff sign in to the console, a visitor becomes a member on the phone.
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, type Site, test } from "./site.ts";

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/");
  await page.getByLabel("邮箱").fill(email);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
}

/** What the built-in test channel delivered last, read as an operator would in the console. */
async function newestCode(request: APIRequestContext, site: Site): Promise<string> {
  const headers = { authorization: `Bearer ${site.world.api_key}` };
  const answer = (await (await request.get("/v1/messages?limit=1", { headers })).json()) as {
    data: { body: string }[];
  };
  return /\d{6}/.exec(answer.data[0]?.body ?? "")?.[0] ?? "";
}

test.describe("the console", () => {
  test("head office signs in, stays signed in after a reload, and signs out", async ({ page, site }) => {
    await signIn(page, site.world.admin.email, site.world.password);
    await expect(page.getByRole("heading", { name: "工作台" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "工作台" })).toBeVisible();
    await page.getByRole("button", { name: /我的账号/ }).click();
    await page.getByText("退出登录").click();
    await expect(page.getByRole("button", { name: "登录" })).toBeVisible();
  });

  test("a store manager sees the own store only", async ({ page, site }) => {
    await signIn(page, site.world.manager.email, site.world.password);
    await expect(page.getByRole("group", { name: "数据范围" })).toContainText("全部 1 个");
  });

  for (const [language, button] of [
    ["中文", "登录"],
    ["English", "Sign in"],
    ["한국어", "로그인"],
  ] as const) {
    test(`a wrong password is refused in ${language}`, async ({ page, site }) => {
      await page.goto("/");
      await page.getByRole("button", { name: language }).click();
      await page
        .locator("input")
        .first()
        .fill(site.world.second.venue.code + "@example.com");
      await page.locator("input[type=password]").fill("not the password");
      await page.getByRole("button", { name: button, exact: true }).click();
      await expect(page.getByRole("alert").first()).toBeVisible();
      await expect(page.getByRole("button", { name: button, exact: true })).toBeVisible();
    });
  }
});

test.describe("the phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a visitor becomes a member by a code sent to the phone, and sees the card", async ({ page, request, site }) => {
    await page.goto("/m/");
    await page.getByRole("button", { name: "同意", exact: true }).click();
    await page.getByRole("textbox", { name: "手机号" }).fill("13800001111");
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText(/验证码已发到/)).toBeVisible();
    await page.getByRole("textbox", { name: "验证码" }).fill(await newestCode(request, site));
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "手机号" })).toBeHidden();
    await expect(page.getByText("会员1111，您好")).toBeVisible();
    await expect(page.getByRole("heading", { name: "还没有积分记录" })).toBeVisible();
  });
});
