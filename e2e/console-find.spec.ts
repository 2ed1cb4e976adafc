// Finding people in the console: conditions, views of one's own, and a work over everybody who was found.
import { arrange, newMember, signIn } from "./console.ts";
import { toWireId } from "../apps/server/test/world.ts";
import { expect, test } from "./site.ts";

test("conditions combine, are kept as a view with its columns, and come back with it", async ({
  page,
  request,
  site,
}) => {
  await newMember(request, site, "顾北一");
  await newMember(request, site, "顾北二", "second");
  await signIn(page, site, "admin", "/members?q=顾北");
  await expect(page.getByRole("row", { name: /顾北/ })).toHaveCount(2);

  await page.getByRole("button", { name: "添加条件" }).click();
  await page.getByRole("combobox", { name: "条件" }).click();
  await page.locator(".ant-select-item-option", { hasText: "归属" }).click();
  await page.getByRole("combobox", { name: "归属" }).click();
  await page.locator(".ant-select-item-option", { hasText: "海洋馆" }).click();
  await page.getByRole("button", { name: "应用" }).click();
  await expect(page.getByRole("row", { name: /顾北/ })).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^归属 海洋馆/ })).toBeVisible();

  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "来源" }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "来源" })).toBeVisible();

  await page.getByRole("button", { name: "存为视图" }).click();
  const dialog = page.getByRole("dialog", { name: "存为视图" });
  await dialog.getByLabel("名称").fill("海洋馆的人");
  await dialog.getByRole("button", { name: "保存" }).click();
  const tab = page.getByRole("tab", { name: /海洋馆的人/ });
  await expect(tab).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: /^全部/ }).click();
  await expect(page).not.toHaveURL(/unit_id/);
  await page.reload();
  await tab.click();
  await expect(page).toHaveURL(/unit_id=/);
  await expect(page.getByRole("columnheader", { name: "来源" })).toBeVisible();
  await page.getByRole("button", { name: /去掉“归属”/ }).click();
  await expect(page).not.toHaveURL(/unit_id/);
});

test("everybody of a list is tagged as a job, shown before; who failed is tried again, all of it taken back", async ({
  page,
  request,
  site,
}) => {
  const call = arrange(request, site);
  let last = "";
  for (let n = 0; n < 52; n++) last = (await newMember(request, site, `齐飞${n}`)).member_id;
  const moveTo = async (unit: { unit_id: string }) => {
    const { version } = await call<{ version: number }>("GET", `/v1/members/${last}`);
    await call("PATCH", `/v1/members/${last}`, { version, home_unit_id: toWireId("org_unit", unit.unit_id) });
  };
  const { tag_id } = await call<{ tag_id: string }>("POST", "/v1/tags", { name: "迁飞季" });
  await signIn(page, site, "manager", "/members?q=齐飞");
  await page.getByRole("checkbox", { name: "全选本页" }).check();
  await expect(page.getByRole("toolbar", { name: "已选 50 人" })).toBeVisible();
  await page.getByRole("button", { name: "选中全部 52 人" }).click();
  await page
    .getByRole("toolbar", { name: "已选全部 52 人" })
    .getByRole("button", { name: /^打标签/ })
    .click();

  const dock = page.getByRole("complementary", { name: "给 52 人打标签" });
  await dock.getByRole("combobox", { name: "标签" }).click();
  await page.locator(".ant-select-item-option", { hasText: "迁飞季" }).click();
  await expect(dock.getByRole("region", { name: "会发生什么" })).toContainText("会改变52");
  await dock.getByLabel("原因").fill("秋季回访");
  // Out of the manager's reach between the yes and the work.
  await moveTo(site.world.second);
  await dock.getByRole("button", { name: "开始" }).click();

  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "批量操作" }).click();
  const row = page.getByRole("row", { name: /打标签 迁飞季/ });
  await expect(row).toContainText("已完成", { timeout: 30_000 });
  const tagged = async () => (await call<{ count: number }>("GET", `/v1/members/count?tag=${tag_id}`)).count;
  expect(await tagged()).toBe(51);
  await moveTo(site.world.first);
  await row.getByRole("button", { name: "重试失败的 1 条" }).click();
  await expect(page.getByText("已开始重试失败的 1 条")).toBeVisible();
  await expect.poll(tagged, { timeout: 30_000 }).toBe(52);
  await expect(row).toContainText("已完成");
  await expect(row.getByRole("button", { name: /重做/ })).toHaveCount(0);
  await page.getByRole("button", { name: /^我的任务/ }).click();
  await page.getByRole("link", { name: "会员批量操作 迁飞季" }).click();
  await expect(page).toHaveURL(/\/members\/bulk\?bulk=/);
  await expect(row).toHaveAttribute("aria-current", "true");
  await row.getByRole("button", { name: "撤销整批" }).click();
  await page.getByRole("dialog", { name: "撤销这一批？" }).getByRole("button", { name: "撤销整批" }).click();
  await expect(row).toContainText("已撤销", { timeout: 30_000 });
  expect(await tagged()).toBe(0);
});
