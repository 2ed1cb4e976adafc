// Two entries of one person: found, put beside each other, made one, and parted again.
import { mkdirSync } from "node:fs";
import { arrange, freshPhone, newMember, signIn } from "./console.ts";
import { expect, type Site, test } from "./site.ts";
import type { APIRequestContext, Page } from "@playwright/test";

const points = (member_id: string, amount: number) => ({
  kind: "grant",
  title: "期初",
  external_id: crypto.randomUUID(),
  postings: [
    {
      from: { system: "issued" },
      to: { member_id },
      asset: "points",
      amount,
      available_from: "2026-01-01T00:00:00+08:00",
      expires_at: null,
    },
  ],
});

/** Two people with one name, one birthday and points; found by the search over everybody. */
async function twins(request: APIRequestContext, site: Site, name: string) {
  const call = arrange(request, site);
  const made = async (amount: number, tier: string) => {
    const member = await newMember(request, site, name);
    const { version } = await call<{ version: number }>("GET", `/v1/members/${member.member_id}`);
    await call("PATCH", `/v1/members/${member.member_id}`, { version, birthday: "1990-05-18" });
    await call("PUT", `/v1/members/${member.member_id}/tier`, { tier_code: tier, reason: "历史等级" });
    await call("POST", "/v1/transactions", points(member.member_id, amount), {
      "idempotency-key": crypto.randomUUID(),
    });
    return member;
  };
  return [await made(320, "silver"), await made(180, "gold")] as const;
}

/** For whoever looks at the pages: SHOTS=folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

test("a pair is found, compared, merged by key and parted again", async ({ page, request, site }) => {
  const [first, second] = await twins(request, site, "顾清越");
  await twins(request, site, "Alexandra Featherstonehaugh");
  await signIn(page, site, "admin", "/members/duplicates");
  const list = page.getByRole("region", { name: "成对会员" });
  await expect(list.getByRole("button", { name: /顾清越/ })).toBeVisible({ timeout: 20_000 });
  await list.getByRole("button", { name: /顾清越/ }).click();
  await expect(list.getByRole("button", { name: /顾清越/ })).toContainText("姓名与生日相同");

  const table = page.getByRole("table");
  await expect(table.getByRole("row", { name: /^积分/ })).toContainText("500");
  await expect(table.getByRole("row", { name: /^等级/ })).toContainText("金卡");
  await shoot(page, "compare-zh");
  await page.getByRole("button", { name: "改为保留这一位" }).click();
  await expect(table.getByRole("row", { name: /^积分/ })).toContainText("500");
  await page.keyboard.press("m");
  await expect(page.getByText(/已合并为 顾清越/)).toBeVisible();

  await page.goto(`/members/${first.member_id}`);
  await expect(page.getByRole("note")).toContainText("合并而成");
  await expect(page.getByLabel("账户").first()).toContainText("500");
  await page.getByRole("tab", { name: "身份与同意" }).click();
  await expect(page.getByRole("region", { name: "身份标识" })).toContainText("合并带来");
  await shoot(page, "member-zh");
  await page.getByRole("link", { name: "查看与撤销" }).click();
  await shoot(page, "history-zh");
  await page.getByRole("button", { name: "撤销合并" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销合并" }).click();
  await expect(page.getByText("已撤销", { exact: true })).toBeVisible();
  for (const [member, amount] of [
    [first, "320"],
    [second, "180"],
  ] as const) {
    await page.goto(`/members/${member.member_id}`);
    await expect(page.getByLabel("账户").first()).toContainText(amount);
  }
});

test("two people who are not one are dismissed with a reason and can come back", async ({ page, request, site }) => {
  await twins(request, site, "温如言");
  await signIn(page, site, "admin", "/members/duplicates");
  const pair = page.getByRole("button", { name: /温如言/ });
  await expect(pair).toBeVisible({ timeout: 20_000 });
  await pair.click();
  await page.keyboard.press("x");
  await page.getByRole("dialog").getByLabel("原因").fill("双胞胎姐妹");
  await page.getByRole("dialog").getByRole("button", { name: "不是同一人" }).click();
  await expect(page.getByText("已忽略", { exact: true })).toBeVisible();
  await expect(pair).toHaveCount(0);
  await page.getByRole("tab", { name: /已忽略/ }).click();
  await expect(page.getByText("双胞胎姐妹")).toBeVisible();
  const decided = page.getByRole("region", { name: "成对会员" }).locator(":scope > div", { hasText: "温如言" });
  await decided.getByRole("button", { name: "重新打开" }).click();
  await page.getByRole("tab", { name: /待处理/ }).click();
  await expect(pair).toBeVisible();
});

test("an agency's account is given on the member's page and finds them", async ({ page, request, site }) => {
  const member = await newMember(request, site, "白露");
  await signIn(page, site, "admin", `/members/${member.member_id}?tab=identity`);
  const card = page.getByRole("region", { name: "身份标识" });
  await card.getByRole("button", { name: "添加" }).click();
  const account = `M-${freshPhone()}`;
  await page.getByLabel("来源平台").fill("ctrip");
  await page.getByLabel("号码或账号").fill(account);
  await shoot(page, "identity-zh");
  await page.getByRole("dialog").getByRole("button", { name: "添加" }).click();
  await expect(card).toContainText("ctrip");
  await card.getByRole("button", { name: /移除/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await expect(card).not.toContainText("ctrip");
});
