// The ledger explorer: a transaction is found, explained, and its proof checked by the browser itself; and the household
// pool, which is a piece of the book.
import { arrange, buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("a member's transactions are found, explained and proven in the browser", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "book");
  const member = await newMember(request, site, "顾长安");
  await buy(request, site, member.member_id, venue.venue_id, [38_000]);
  await signIn(page, site);
  await page.getByRole("link", { name: "账本", exact: true }).click();
  await page.getByLabel("手机号、卡号、会员码或交易号").fill(member.phone);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "顾长安 的交易" })).toBeVisible();
  await page.getByRole("row", { name: /日场票 1/ }).click();
  await expect(page.getByRole("table", { name: "两边分录" })).toContainText("380");
  await expect(page.getByRole("region", { name: /为什么是/ })).toBeVisible();

  // Sealed about once a minute; the page is told by asking again.
  await site.hurry("ledger_seal");
  const proof = page.getByRole("region", { name: "凭证" });
  await expect(async () => {
    await page.reload();
    await page.getByRole("row", { name: /日场票 1/ }).click();
    await expect(proof.getByRole("button", { name: "在本机核对" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await proof.getByRole("button", { name: "在本机核对" }).click();
  await expect(proof.getByText(/核对通过/)).toBeVisible();
});

test("a household shares a pool, lot by lot", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "pool");
  const father = await newMember(request, site, "江父");
  const child = await newMember(request, site, "江小满");
  await buy(request, site, father.member_id, venue.venue_id, [50_000]);
  const call = arrange(request, site);
  await signIn(page, site, "admin", "/points/households");
  await page.getByRole("button", { name: "新建家庭" }).first().click();
  const dialog = page.getByRole("dialog", { name: "新建家庭" });
  await dialog.getByLabel("名称").fill("江家");
  await dialog.getByLabel("监护人").fill(father.phone);
  await dialog.getByRole("button", { name: "查找" }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("heading", { name: "江家" })).toBeVisible();

  await page.getByRole("button", { name: "加家人" }).click();
  const add = page.getByRole("dialog", { name: "加家人" });
  await add.getByLabel("家人").fill(child.phone);
  await add.getByRole("button", { name: "查找" }).click();
  await add.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("table", { name: "成员" })).toContainText("江小满");

  await page.getByRole("button", { name: "放入积分" }).click();
  const move = page.getByRole("dialog", { name: "放入积分" });
  await move.getByLabel("分数").fill("300");
  await move.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已转移 300 分")).toBeVisible();
  await expect(page.getByRole("table", { name: "谁放进来的" })).toContainText("300");
  const { accounts } = await call<{ accounts: { points: { available: number } } }>(
    "GET",
    `/v1/members/${father.member_id}`,
  );
  expect(accounts.points.available).toBe(200);
});
