// Staff at the door of the console. A visitor at the phone: member.spec.ts.
import type { Page } from "@playwright/test";
import { expect, test } from "./site.ts";

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/");
  await page.getByLabel("邮箱").fill(email);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
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
      // The button's mark of being busy fades out in its own time.
      await expect(page.getByRole("button", { name: new RegExp(`${button}$`) })).toBeEnabled();
    });
  }
});
