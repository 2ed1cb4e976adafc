import type { Page } from "@playwright/test";
import { toWireId } from "../apps/server/test/world.ts";
import { arrange, newMember, signIn } from "./console.ts";
import { expect, type Site, test } from "./site.ts";

test("a role of the house's own is made from a template, given to somebody, and felt", async ({ page, site }) => {
  await signIn(page, site, "admin", "/platform/roles/new");
  await page.getByLabel("从模板开始").click();
  await page.getByTitle("前台", { exact: true }).click();
  await expect(page.getByRole("radio", { name: "仅本门店" })).toBeChecked();
  await page.getByLabel("名称").fill("夜班前台");
  await page.getByRole("checkbox", { name: /^手机号/ }).check();
  await page.getByRole("checkbox", { name: "收银和退款" }).uncheck();
  await page.getByRole("button", { name: "保存" }).click();
  const row = page.getByRole("row", { name: /夜班前台/ });
  await expect(row).toContainText("证件号、生日、手机号");

  await giveRole(page, site, "夜班前台");

  await page.goto("/platform/roles?view=by_permission");
  await expect(page.getByRole("columnheader", { name: "夜班前台" })).toBeVisible();
  await page.goto("/platform/roles?view=by_route");
  await page.getByLabel("筛选接口或权限").fill("POST /v1/purchases");
  await expect(page.getByRole("rowheader", { name: "POST /v1/purchases", exact: true })).toBeVisible();
  // Those who come after sign in as a store manager.
  await giveRole(page, site, "门店经理");
});

async function giveRole(page: Page, site: Site, role: string): Promise<void> {
  await page.goto("/staff");
  const row = page.getByRole("row", { name: new RegExp(site.world.manager.email) });
  await row.click();
  const dock = page.getByRole("complementary", { name: "修改员工" });
  await dock.getByLabel("角色").fill(role);
  await page.getByTitle(role, { exact: true }).click();
  await dock.getByRole("button", { name: "保存" }).click();
  await expect(row).toContainText(role);
}

test("somebody is disabled with a reason and taken back; oneself cannot be", async ({ page, site }) => {
  await signIn(page, site, "admin", "/staff");
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

test("customers of a colleague go to another, one by one and all at once", async ({ page, request, site }) => {
  const { manager, admin } = site.world;
  const own = { owner_staff_id: toWireId("staff", manager.staff_id) };
  const first = await newMember(request, site, "江听岚");
  const second = await newMember(request, site, "周以宁");
  const call = arrange(request, site);
  await call("PUT", `/v1/members/${first.member_id}/owner`, own);
  await signIn(page, site, "admin", `/members/${second.member_id}`);
  await expect(page.locator("dd", { hasText: "修改归属" })).toContainText("暂无");
  await page.getByRole("button", { name: "修改归属" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("客户归属").fill(manager.email);
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.locator("dd", { hasText: "修改归属" })).toContainText(manager.email);

  await page.goto("/staff");
  await page.getByRole("row", { name: new RegExp(manager.email) }).click();
  const dock = page.getByRole("complementary", { name: "修改员工" });
  await expect(dock.getByText("名下客户 2 位")).toBeVisible();
  await dock.getByRole("button", { name: "移交…" }).click();
  await dialog.getByLabel("接手人").fill(admin.email);
  await page.keyboard.press("Enter");
  await dialog.getByLabel("移交原因").fill("离职");
  await dialog.getByRole("button", { name: "移交" }).click();
  await expect(page.getByText("已开始移交 2 位客户")).toBeVisible();
  await expect(async () => {
    await page.goto(`/members?owner_staff_id=${toWireId("staff", admin.staff_id)}`);
    await expect(page.getByRole("row", { name: /江听岚/ })).toBeVisible({ timeout: 2_000 });
    await expect(page.getByRole("row", { name: /周以宁/ })).toBeVisible({ timeout: 2_000 });
  }).toPass();
});
