import { signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("a role of the house's own is made from a template, given to somebody, and felt", async ({ page, site }) => {
  await signIn(page, site);
  await page.goto("/platform/roles/new");
  await page.getByLabel("从模板开始").click();
  await page.getByTitle("前台", { exact: true }).click();
  await expect(page.getByRole("radio", { name: "仅本门店" })).toBeChecked();
  await page.getByLabel("名称").fill("夜班前台");
  await page.getByRole("checkbox", { name: /^手机号/ }).check();
  await page.getByRole("checkbox", { name: "收银和退款" }).uncheck();
  await page.getByRole("button", { name: "保存" }).click();
  const row = page.getByRole("row", { name: /夜班前台/ });
  await expect(row).toContainText("证件号、生日、手机号");

  await page.goto("/staff");
  await page.getByRole("row", { name: new RegExp(site.world.manager.email) }).click();
  const dock = page.getByRole("complementary", { name: "修改员工" });
  await dock.getByLabel("角色").fill("夜班");
  await page.getByTitle("夜班前台", { exact: true }).click();
  await dock.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("row", { name: new RegExp(site.world.manager.email) })).toContainText("夜班前台");

  await page.goto("/platform/roles?view=by_permission");
  await expect(page.getByRole("columnheader", { name: "夜班前台" })).toBeVisible();
  await page.goto("/platform/roles?view=by_route");
  await page.getByLabel("筛选接口或权限").fill("POST /v1/purchases");
  await expect(page.getByRole("rowheader", { name: "POST /v1/purchases", exact: true })).toBeVisible();
});

test("somebody is disabled with a reason and taken back; oneself cannot be", async ({ page, site }) => {
  await signIn(page, site);
  await page.goto("/staff");
  const manager = page.getByRole("row", { name: new RegExp(site.world.manager.email) });
  await manager.click();
  await page.getByRole("button", { name: "停用" }).click();
  await page.getByLabel("停用原因").fill("休假");
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await expect(manager).toContainText("已停用");
  await manager.click();
  await page.getByRole("button", { name: "恢复" }).click();
  await page.getByLabel("恢复原因").fill("回来了");
  await page.getByRole("dialog").getByRole("button", { name: "恢复" }).click();
  await expect(manager).toContainText("在用");
  await page.getByRole("row", { name: new RegExp(site.world.admin.email) }).click();
  await expect(page.getByText("这是你自己的账号")).toBeVisible();
  await expect(page.getByRole("button", { name: "停用" })).toHaveCount(0);
});
