// Operations and sandboxes: seen by an administrator, made, entered and left.
import { expect, test } from "./site.ts";
import { signIn } from "./console.ts";

test("a sandbox is made, its key shown once, entered by its creator and seen with its clock", async ({
  page,
  site,
}) => {
  await signIn(page, site, "admin", "/platform/sandboxes");
  await page.getByRole("button", { name: "新建沙箱" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("对接测试");
  await dialog.getByText("空白，只有积分方案和等级").click();
  await dialog.getByRole("button", { name: "新建沙箱" }).click();
  await expect(page.locator("code", { hasText: /^hy_test_/ })).toBeVisible();
  await page.getByRole("button", { name: "已保存" }).click();
  const row = page.getByRole("row", { name: /对接测试/ });
  await expect(row.getByText("可用")).toBeVisible({ timeout: 20_000 });
  await row.getByRole("button", { name: /进\s*入/ }).click();
  await expect(page.getByRole("button", { name: /^测试时钟/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "工作台" })).toBeVisible();
});

test("operations tells the state of each part and what to do without a backup", async ({ page, site }) => {
  await signIn(page, site, "admin", "/platform/operations");
  const parts = page.getByRole("table", { name: "各部分" });
  await expect(parts.getByRole("row", { name: /后台进程/ }).getByText("正常")).toBeVisible({ timeout: 20_000 });
  await expect(parts.getByRole("row", { name: /^备份/ }).getByText("运行 ./dev backup")).toBeVisible();
  await expect(page.getByText("还没有备份")).toBeVisible();
});
