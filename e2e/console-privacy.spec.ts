// Personal data in the console: a request worked to its end, a look at a full number, an incident written down.
import { newMember, signIn, startSession } from "./console.ts";
import { expect, test } from "./site.ts";

test("a request begins on the member's page and is worked until it is answered", async ({ page, request, site }) => {
  const member = await newMember(request, site, "沈听澜");
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByRole("menuitem", { name: "登记申请" }).click();
  const ask = page.getByRole("dialog");
  await ask.getByLabel("申请内容").fill("想要一份消费记录");
  await ask.getByRole("button", { name: "登记申请" }).click();
  await expect(ask).toBeHidden();

  await page.goto("/trust/requests");
  const row = page.getByRole("row", { name: /沈听澜/ });
  await expect(row).toContainText("还剩 15 个工作日");
  await row.click();
  for (const step of ["身份无误，开始处理", "生成资料包", "办结"]) {
    await page.getByRole("button", { name: step, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: step });
    await dialog.getByRole("button", { name: step, exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  await page.getByRole("tab", { name: "全部" }).click();
  await expect(page.getByRole("row", { name: /沈听澜/ })).toContainText("已办结");
});

test("a full number is shown for a reason, for half a minute, and the look stands in the log", async ({
  page,
  request,
  site,
}) => {
  const member = await newMember(request, site, "温以宁");
  await startSession(page, site);
  await page.clock.install();
  await page.goto(`/members/${member.member_id}`);
  await page.getByRole("button", { name: "显示完整号码" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("查看原因").fill("遗失物品归还");
  await dialog.getByRole("button", { name: "显示完整号码" }).click();
  const number = page.getByText(new RegExp(member.phone));
  await expect(number).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(number).toBeVisible();
  await page.clock.runFor(11_000);
  await expect(number).toHaveCount(0);
  await page.goto("/trust/reveals");
  await expect(page.getByRole("row", { name: /遗失物品归还/ })).toBeVisible();
});

test("an incident is written down on the report", async ({ page, site }) => {
  await signIn(page, site, "admin", "/trust/report");
  await page.getByRole("button", { name: "登记事件" }).click();
  const dialog = page.getByRole("dialog", { name: "登记事件" });
  await dialog.getByRole("button", { name: "登记事件" }).click();
  await expect(dialog.getByText("请填写").first()).toBeVisible();
  await dialog.getByLabel("发生了什么").fill("名单误发给合作方");
  await dialog.getByLabel("涉及人数").fill("12");
  await dialog.getByLabel("已采取的措施").fill("对方已书面确认删除");
  await dialog.getByRole("button", { name: "登记事件" }).click();
  await expect(page.getByText("对方已书面确认删除")).toBeVisible();
  await expect(page.getByText(/涉及 12 人/)).toBeVisible();
});
