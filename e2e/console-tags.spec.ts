// Tags that rules give, stages of life, and blocks with what they keep from: as staff see and set them.
import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

/** For whoever looks at the pages: SHOTS=folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

test("a rule is tried, kept, worked out, and the member's page says why", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "tags");
  const rich = await newMember(request, site, "闻人知夏");
  await newMember(request, site, "路过的人");
  await buy(request, site, rich.member_id, venue.venue_id, [880_000]);
  await signIn(page, site, "admin", "/members/tags");
  await page.getByRole("button", { name: "新建自动标签" }).click();
  await page.getByLabel("名称").fill("高消费");
  await page.getByRole("combobox", { name: "分组" }).fill("价值");
  await page.getByLabel("字段").fill("近 365 天消费额");
  await page.keyboard.press("Enter");
  await page.getByLabel("比较").click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "不少于" }).click();
  await page.getByLabel("值", { exact: true }).fill("8000");
  // The purchase is counted by the worker, soon after.
  await expect(async () => {
    await page.getByRole("button", { name: "试算" }).click();
    await expect(page.getByRole("status").getByText("闻人知夏")).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
  await shoot(page, "tag-rule");
  await page.getByRole("button", { name: "新建", exact: true }).click();
  await expect(page.getByText("规则已保存，正在为全部会员重算，可在任务托盘查看")).toBeVisible();
  const hits = page.getByRole("region", { name: "高消费" });
  await expect(hits.getByRole("link", { name: "闻人知夏" })).toBeVisible({ timeout: 40_000 });
  await expect(hits.getByText("近 365 天消费额（元） 8,800.00")).toBeVisible();
  await shoot(page, "tag");
  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, "tag-phone");
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.goto(`/members/${rich.member_id}`);
  const card = page.getByRole("region", { name: "往来与标签" });
  await expect(card.getByText("新客")).toBeVisible();
  await expect(card.getByText("8,800.00").first()).toBeVisible();
  await expect(card.getByText("高消费")).toBeVisible();
  await shoot(page, "member");
});

test("thresholds are previewed before they are kept, and wrong ones are said at their field", async ({
  page,
  site,
}) => {
  await signIn(page, site, "admin", "/members/tags?view=stages");
  await page.getByLabel("有风险：没来满").fill("40");
  await expect(page.getByRole("table", { name: "现在的分布" }).getByRole("row")).toHaveCount(7);
  await page.getByRole("button", { name: "预览变化" }).click();
  await expect(page.getByText("位会员会换阶段")).toBeVisible();
  await shoot(page, "stages");
  await page.getByLabel("沉睡：没来满").fill("30");
  await page.getByRole("button", { name: "保存并重算" }).click();
  await expect(page.getByText("须大于前一阶段的天数")).toBeVisible();
  await page.getByLabel("沉睡：没来满").fill("180");
  await page.getByRole("button", { name: "保存并重算" }).click();
  await expect(page.getByText("已保存，正在为全部会员重算")).toBeVisible();
});

test("a block stands at gate and till with its reason, in the list, and is ended with another", async ({
  page,
  request,
  site,
}) => {
  const venue = await openVenue(request, site, "block");
  const member = await newMember(request, site, "言不信");
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByRole("menuitem", { name: "限制" }).click();
  const dialog = page.getByRole("dialog", { name: "限制 言不信" });
  await dialog.getByRole("checkbox", { name: /获得积分/ }).uncheck();
  await dialog.getByRole("textbox", { name: "原因" }).fill("多次转借会员码");
  await shoot(page, "block-dialog");
  await dialog.getByRole("button", { name: "限制", exact: true }).click();
  await expect(page.getByText("多次转借会员码").first()).toBeVisible();

  await page.goto("/till");
  await page.getByLabel("选择收银的场馆").fill(venue.name);
  await page.locator(".ant-select-item-option", { hasText: venue.name }).click();
  await page.getByLabel("扫会员码，或输入手机号、卡号，回车").fill(member.phone);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("note").filter({ hasText: "多次转借会员码" })).toContainText("仅工作人员可见");
  await shoot(page, "till-blocked");

  await page.goto("/gate");
  await page.getByLabel("选择场馆").first().click();
  await page.locator(".ant-select-item-option", { hasText: venue.name }).click();
  await page.getByLabel("选择闸口").click();
  await page.locator(".ant-select-item-option", { hasText: "东门" }).click();
  await page.getByLabel("扫会员码，或输入手机号，回车").fill(member.phone);
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-verdict=stop]")).toContainText("多次转借会员码");
  await shoot(page, "gate-blocked");

  await page.goto("/members/blocks");
  const row = page.getByRole("row", { name: /言不信/ });
  await expect(row.getByText("入园")).toBeVisible();
  await expect(row.getByText("获得积分")).toHaveCount(0);
  await shoot(page, "blocks");
  await row.getByRole("button", { name: "解除限制" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "原因" }).fill("已核实");
  await page.getByRole("dialog").getByRole("button", { name: "解除限制" }).click();
  await expect(page.getByRole("row", { name: /言不信/ })).toHaveCount(0);
  await page.goto(`/members/${member.member_id}`);
  await expect(page.getByText(/解除/).first()).toBeVisible();
});
