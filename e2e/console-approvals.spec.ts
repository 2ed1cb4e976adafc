// Two people, two browsers: one asks, the other sees what a yes does and decides, and the first sees what became of it.
import type { Browser, Page } from "@playwright/test";
import { arrange, newMember, signIn, startSession } from "./console.ts";
import { expect, type Site, test } from "./site.ts";

interface Program {
  adjustment_threshold: number | null;
}

/** Asks for more points than one person may give, and finds the request waiting among their own. */
async function ask(page: Page, member: { phone: string; name: string }, points: number, reason: string): Promise<void> {
  await page.goto("/points/adjustments");
  await page.getByRole("button", { name: "新建调整" }).click();
  const dialog = page.getByRole("dialog", { name: "新建调整" });
  await dialog.getByLabel("会员").fill(member.phone);
  await dialog.getByRole("button", { name: "查找" }).click();
  await expect(dialog.getByText(member.name)).toBeVisible();
  await dialog.getByLabel("分数").fill(String(points));
  await dialog.getByLabel("原因").fill(reason);
  await expect(dialog.getByText("提交后等第二个人批准")).toBeVisible();
  await dialog.getByRole("button", { name: "提交" }).click();
  await expect(dialog).toBeHidden();

  await page.goto("/platform/approvals?view=mine");
  const row = page.getByRole("row", { name: new RegExp(reason) });
  await expect(row).toContainText("待批准");
  await row.click();
  await expect(page.getByText("这是你自己的申请，需要另一个人批准。")).toBeVisible();
  await expect(page.getByRole("button", { name: "批准", exact: true })).toHaveCount(0);
}

async function secondPerson(browser: Browser, site: Site): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: site.base_url })).newPage();
  await signIn(page, site, "admin", "/platform/approvals");
  return page;
}

/** What the book has credited to a member, by their entries. */
const balanceOf = async (call: ReturnType<typeof arrange>, member_id: string) =>
  (await call<{ data: { amount: number }[] }>("GET", `/v1/members/${member_id}/entries`)).data.reduce(
    (sum, { amount }) => sum + amount,
    0,
  );

test("a request is seen by a second person, who sees what a yes does before saying it", async ({
  page,
  browser,
  request,
  site,
}) => {
  const call = arrange(request, site);
  const { adjustment_threshold } = await call<Program>("GET", "/v1/points/program");
  const points = (adjustment_threshold ?? 0) + 2_000;
  const member = await newMember(request, site, "祁连");
  await startSession(page, site, "operator");
  await ask(page, member, points, "周年庆补发");

  const checker = await secondPerson(browser, site);
  const row = checker.getByRole("row", { name: /周年庆补发/ });
  await expect(row).toContainText(site.world.operator.name);
  await row.click();
  const effect = checker.getByRole("region", { name: "批准之后" });
  await expect(effect).toContainText(points.toLocaleString("en-US"));
  expect(await balanceOf(call, member.member_id)).toBe(0);
  await checker.getByRole("button", { name: "批准", exact: true }).click();
  await expect(checker.getByText("已批准并执行")).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await balanceOf(call, member.member_id)).toBe(points);

  const own = page.getByRole("row", { name: /周年庆补发/ });
  await page.reload();
  await expect(own).toContainText("已批准");
  await own.click();
  await expect(page.getByRole("region", { name: "批准时的效果" })).toContainText(points.toLocaleString("en-US"));
  await page.goto(`/members/${member.member_id}`);
  await expect(page.getByText(points.toLocaleString("en-US")).first()).toBeVisible();
});

test("a no says why, and nothing happens", async ({ page, browser, request, site }) => {
  const call = arrange(request, site);
  const { adjustment_threshold } = await call<Program>("GET", "/v1/points/program");
  const member = await newMember(request, site, "苏木");
  await startSession(page, site, "operator");
  await ask(page, member, (adjustment_threshold ?? 0) + 1, "口头答应过");

  const checker = await secondPerson(browser, site);
  await checker.getByRole("row", { name: /口头答应过/ }).click();
  await checker.getByRole("button", { name: "拒绝", exact: true }).click();
  const dialog = checker.getByRole("dialog", { name: "拒绝这项申请" });
  await dialog.getByRole("button", { name: "拒绝", exact: true }).click();
  await expect(dialog.getByText("请填写")).toBeVisible();
  await dialog.getByLabel("原因").fill("请附上凭证再提");
  await dialog.getByRole("button", { name: "拒绝", exact: true }).click();
  await expect(dialog).toBeHidden();

  await page.reload();
  const own = page.getByRole("row", { name: /口头答应过/ });
  await expect(own).toContainText("已拒绝");
  await own.click();
  await expect(page.getByText("请附上凭证再提")).toBeVisible();
  expect(await balanceOf(call, member.member_id)).toBe(0);
});
