// The calendar of public holidays: what is known, what is not, and how a new year is entered.
import { signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("a year that nobody announced is said to be unknown, entered, and known from then on", async ({ page, site }) => {
  await signIn(page, site);
  await page.getByRole("link", { name: "平台" }).click();
  await page.getByRole("link", { name: "节假日" }).click();
  await page.getByRole("tab", { name: "2026" }).click();
  await expect(page.getByText("33 天放假，6 天调休上班")).toBeVisible();
  const october = page.getByRole("table", { name: "2026年10月" });
  await expect(october.getByTitle("10月2日 国庆节, 放假")).toBeVisible();
  await expect(october.getByTitle("10月10日 国庆节, 调休上班")).toBeVisible();
  await expect(page.getByRole("row", { name: "国庆节 10-01–10-07 7 09-20 10-10" })).toBeVisible();

  await page.goto("/platform/holidays?year=2027");
  await expect(page.getByText("2027 年的节假日还没有公布")).toBeVisible();
  await page.getByRole("button", { name: "录入 2027 年" }).click();
  await page.getByLabel(/粘贴通知/).fill("2027-10-01 至 2027-10-07 国庆节\n放假七天\n2027-10-09 国庆节 班");
  await page.getByRole("button", { name: "读入" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "第 2 行" })).toBeVisible();
  const clicked = page.getByRole("button", { name: /^1月1日/ });
  await clicked.click();
  await expect(clicked).toHaveAccessibleName("1月1日 元旦, 放假");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("8 天放假，1 天调休上班")).toBeVisible();
  await expect(page.getByRole("table", { name: "2027年10月" }).getByTitle("10月9日 国庆节, 调休上班")).toBeVisible();
  await page.reload();
  await expect(page.getByText("本集团录入，第 1 版")).toBeVisible();
});

test("whoever may not change the organisation sees the calendar and no way to change it", async ({ page, site }) => {
  await signIn(page, site, "manager", "/platform/holidays?year=2026");
  await expect(page.getByRole("table", { name: "2026年10月" })).toBeVisible();
  await expect(page.getByRole("button", { name: "更正" })).toHaveCount(0);
});
