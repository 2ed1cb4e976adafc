// A list leaves the house: asked for on its page, fetched from the tray.
import { readFile } from "node:fs/promises";
import { signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("members are exported with a reason and downloaded from the tray", async ({ page, site }) => {
  await signIn(page, site, "admin", "/members");
  await page.getByRole("button", { name: "导出" }).click();
  const dialog = page.getByRole("dialog", { name: "导出会员" });
  await dialog.getByText("CSV (.csv)").click();
  await dialog.getByLabel("事由").fill("月度核对");
  await dialog.getByRole("button", { name: "导出" }).click();
  await page.getByRole("button", { name: /我的任务/ }).click();
  const item = page.getByRole("listitem").filter({ hasText: "导出 月度核对" });
  await expect(item).toContainText("已完成", { timeout: 20_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    item.getByRole("link", { name: "下载文件" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^会员-\d{4}-\d\d-\d\d\.csv$/);
  expect(await readFile(await download.path(), "utf8")).toContain("月度核对");
});
