// The gate page: a verdict nobody can misread, and the list of what was decided.
import type { Page } from "@playwright/test";
import { newMember, openVenue, startSession } from "./console.ts";
import { expect, test } from "./site.ts";

async function openGate(page: Page, venue: string): Promise<void> {
  await page.goto("/gate");
  await page.getByLabel("选择场馆").first().click();
  await page.locator(".ant-select-item-option", { hasText: venue }).click();
  await page.getByLabel("选择闸口").click();
  await page.locator(".ant-select-item-option", { hasText: "东门" }).click();
}

async function scan(page: Page, text: string): Promise<void> {
  await page.getByLabel("扫会员码，或输入手机号，回车").fill(text);
  await page.keyboard.press("Enter");
}

test("admits a member, stops the second entry and says where the first was", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "gate");
  const member = await newMember(request, site, "叶知秋");
  await startSession(page, site);
  await openGate(page, venue.name);
  await expect(page.getByText("等待扫码")).toBeVisible();

  await scan(page, member.phone);
  const verdict = page.locator("[data-verdict]");
  await expect(verdict).toHaveAttribute("data-verdict", "admit");
  await expect(verdict.getByRole("heading", { name: "放行" })).toBeVisible();
  await expect(page.getByRole("row", { name: /叶/ })).toContainText("放行");

  await scan(page, member.phone);
  await expect(verdict).toHaveAttribute("data-verdict", "stop");
  await expect(verdict.getByRole("heading", { name: "拦下" })).toBeVisible();
  await expect(verdict.getByRole("heading", { name: "第一次" })).toBeVisible();
  await expect(verdict).toContainText("东门");
  await expect(page.getByRole("row", { name: /拦下/ })).toHaveCount(1);
});

test("without an answer nobody is admitted, and the same scan is not counted twice", async ({
  page,
  request,
  site,
}) => {
  const venue = await openVenue(request, site, "lost");
  const member = await newMember(request, site, "江予舟");
  await startSession(page, site);
  await openGate(page, venue.name);
  await page.route(
    "**/v1/admissions",
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await scan(page, member.phone);
  await expect(page.getByRole("heading", { name: "没有判定" })).toBeVisible();
  await expect(page.locator("[data-verdict]")).toHaveAttribute("data-verdict", "stop");
  await scan(page, member.phone);
  await expect(page.getByRole("heading", { name: "放行" })).toBeVisible();
});
