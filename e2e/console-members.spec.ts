// The members room of the console: finding people, and being told why their points are what they are.
import { buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("a part of the name finds the member, the page explains every point", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "why");
  const member = await newMember(request, site, "林知夏");
  await buy(request, site, member.member_id, venue.venue_id, [120_050, 60_000]);
  await signIn(page, site);

  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.getByRole("row", { name: /林知夏/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("知夏");
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole("row", { name: /林知夏/ })).toContainText("1,500");
  await page.reload();
  await page.getByRole("link", { name: "林知夏" }).click();

  await expect(page.getByRole("heading", { name: "林知夏" })).toBeVisible();
  await expect(page.getByLabel("账户").first()).toContainText("1,500");
  await page.getByRole("button", { name: "看 +1,500 是怎么算出来的" }).click();
  const why = page.getByRole("region", { name: "为什么是 +1,500" });
  await expect(why.getByRole("row", { name: /日场票 1/ })).toContainText("1,200.50");
  await expect(why.getByRole("row", { name: /2 行合计/ })).toContainText("1,800");
  await expect(why.getByRole("row", { name: /单日上限 1,500/ })).toContainText("−300");
  await expect(why.getByRole("row", { name: /记入积分/ })).toContainText("1,500");
});

test("the phone's last digits and the card number find one person", async ({ page, request, site }) => {
  const member = await newMember(request, site, "孟云舒");
  await signIn(page, site, "admin", "/members");
  const search = page.getByLabel("姓名、手机、卡号、邮箱");
  for (const text of [member.phone.slice(-4), member.card_no, member.phone]) {
    await search.fill(text);
    await expect(page.getByRole("row", { name: /孟云舒/ })).toBeVisible();
  }
  await search.fill("查无此人");
  await expect(page.getByText("没有符合的会员")).toBeVisible();
  await page.getByRole("button", { name: "清除条件" }).last().click();
  await expect(page.getByRole("row", { name: /孟云舒/ })).toBeVisible();
});

test("rows are walked, picked and opened by keys", async ({ page, request, site }) => {
  await newMember(request, site, "陆时雨");
  await newMember(request, site, "陆时晴");
  await signIn(page, site, "admin", "/members?q=陆时");
  await expect(page.getByRole("row", { name: /陆时/ })).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar", { name: "已选 2 人" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/members\/mbr_/);
});

test("registering a number twice leads to the person who has it", async ({ page, request, site }) => {
  const member = await newMember(request, site, "程亦安");
  await signIn(page, site, "admin", "/members?register=1");
  const dialog = page.getByRole("dialog", { name: "登记会员" });
  await dialog.getByLabel("姓名").fill("另一位");
  await dialog.getByLabel("手机号").fill(member.phone);
  await dialog.getByLabel("归属单位").click();
  await page.locator(".ant-select-item-option", { hasText: "欢乐谷" }).click();
  await dialog.getByRole("button", { name: "登记会员" }).click();
  await expect(dialog.getByText("这个手机号已经是会员。")).toBeVisible();
  await dialog.getByRole("button", { name: "打开这位会员" }).click();
  await expect(page.getByRole("heading", { name: "程亦安" })).toBeVisible();
});

test("an edit can be taken back, a block wants a reason", async ({ page, request, site }) => {
  const member = await newMember(request, site, "韩予安");
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByRole("heading", { name: "韩予安" }).waitFor();
  await page.keyboard.press("e");
  await page.getByRole("dialog", { name: "编辑会员" }).getByLabel("姓名").fill("韩予宁");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("heading", { name: "韩予宁" })).toBeVisible();
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByRole("heading", { name: "韩予安" })).toBeVisible();

  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByRole("menuitem", { name: "限制" }).click();
  const dialog = page.getByRole("dialog", { name: "限制 韩予安" });
  await dialog.getByRole("button", { name: "限制", exact: true }).click();
  await expect(dialog.getByText("请填写")).toBeVisible();
  await dialog.getByRole("textbox", { name: "原因" }).fill("本人要求");
  await dialog.getByRole("button", { name: "限制", exact: true }).click();
  await expect(page.getByText("已限制")).toBeVisible();
  await expect(page.getByText("本人要求").first()).toBeVisible();
});

test("a member who is not there, or not ours, is said to be missing", async ({ page, site }) => {
  await signIn(page, site, "admin", "/members/mbr_00000000000000000000000000");
  await expect(page.getByText("没有这位会员")).toBeVisible();
  await page.getByRole("button", { name: "回会员列表" }).click();
  await expect(page).toHaveURL(/\/members$/);
});

test("a tier is set by hand, with a reason, and stands beside the name", async ({ page, request, site }) => {
  const member = await newMember(request, site, "温书言");
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByRole("menuitem", { name: "定等级" }).click();
  const dialog = page.getByRole("dialog", { name: "给 温书言 定等级" });
  await dialog.getByRole("combobox", { name: "等级" }).click();
  await page.locator(".ant-select-item-option", { hasText: "金卡" }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("请填写")).toBeVisible();
  await dialog.getByLabel("理由").fill("收购来的老会员");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.locator(".member-facts")).toContainText("金卡");
});
