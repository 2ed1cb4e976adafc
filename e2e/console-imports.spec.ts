// A file of members is brought in, looked at, mended, and taken back.
import { readFile } from "node:fs/promises";
import { arrange, freshPhone, signIn } from "./console.ts";
import { expect, type Site, test } from "./site.ts";

const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${text}`) });

async function rename(site: Site, request: Parameters<typeof arrange>[0], name: string): Promise<void> {
  const call = arrange(request, site);
  const { data } = await call<{ data: { member_id: string }[] }>("GET", `/v1/members?q=${encodeURIComponent(name)}`);
  await call("PATCH", `/v1/members/${data[0]?.member_id}`, { version: 1, name: `${name}改` });
}

test("upload, map, check, start, failures, retry, undo", async ({ page, request, site }) => {
  test.slow();
  const [first, second, third] = [freshPhone(), freshPhone(), freshPhone()];
  const lines = [
    "客人,联系方式,出生,备注",
    `白鹭一,${first},1990-05-01,常客`,
    `白鹭二,${second},,`,
    `白鹭三,12,,`,
    `白鹭四,${third},1990-13-45,`,
  ];
  await signIn(page, site, "admin", "/members");
  await page.getByRole("button", { name: "导入" }).click();
  await expect(page.getByRole("heading", { name: "导入会员" })).toBeVisible();
  const [template] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载空白模板" }).click(),
  ]);
  expect(await readFile(await template.path(), "utf8")).toContain("姓名,手机号");
  await page.getByLabel("把文件拖到这里").setInputFiles(file("老会员.csv", lines.join("\r\n")));

  await expect(page.getByRole("heading", { name: "老会员.csv" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "还缺必填的：姓名" })).toBeVisible();
  await expect(page.getByRole("button", { name: "检查", exact: true })).toBeDisabled();
  const choose = async (field: string, column: string) => {
    await page.getByRole("combobox", { name: field }).click();
    await page.keyboard.type(column);
    await page.keyboard.press("Enter");
  };
  await choose("姓名", "客人");
  await choose("手机号", "联系方式");
  await choose("生日", "出生");
  await expect(page.getByTitle("白鹭一 · 白鹭二 · 白鹭三")).toBeVisible();
  await expect(page.getByText("不导入的列：备注")).toBeVisible();
  await page.getByRole("button", { name: "检查", exact: true }).click();

  const problems = page.getByRole("table", { name: "问题" });
  await expect(problems.getByRole("row", { name: /^3 手机号/ })).toBeVisible({ timeout: 20_000 });
  await expect(problems.getByRole("row", { name: /^4 生日/ })).toBeVisible();
  await page.getByRole("button", { name: "导入 2 行" }).click();

  const retry = page.getByRole("button", { name: "重试失败的 2 行" });
  await expect(retry).toBeVisible({ timeout: 20_000 });
  const [failures] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载失败明细" }).click(),
  ]);
  expect(failures.suggestedFilename()).toBe("老会员-failures.csv");
  expect(await readFile(await failures.path(), "utf8")).toContain("白鹭三,12,,,3,invalid_phone,");

  // The birthday is left out, so that one of the two can be written.
  await page.getByRole("button", { name: "修改对应" }).click();
  await page.getByRole("combobox", { name: "生日" }).hover();
  await page.locator(".import-map li", { hasText: "生日" }).locator(".ant-select-clear").click();
  await page.getByRole("button", { name: "保存对应" }).click();
  await retry.click();
  await expect(page.getByRole("button", { name: "重试失败的 1 行" })).toBeVisible({ timeout: 20_000 });

  await rename(site, request, "白鹭一");
  await page.getByRole("button", { name: "撤销这批导入" }).click();
  const dialog = page.getByRole("dialog", { name: "撤销这批导入？" });
  await expect(dialog).toContainText("将撤销 2 条");
  await expect(dialog).toContainText("保留 1 条");
  await dialog.getByRole("button", { name: "撤销 2 条" }).click();
  await expect(page.getByText("已撤销").first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "用这个文件重新导入" }).click();
  await expect(page.getByRole("status").filter({ hasText: "还缺" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "检查", exact: true })).toBeEnabled();

  await page.getByRole("link", { name: "全部导入" }).click();
  await expect(page.getByRole("row", { name: /老会员\.csv/ })).toHaveCount(2);
  await expect(page.getByRole("row", { name: /老会员\.csv/ }).last()).toContainText("已撤销");
  await page.goto("/members?q=白鹭");
  await expect(page.getByRole("row", { name: /白鹭一改/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /白鹭二/ })).toHaveCount(0);
});

test("a header that was matched once is matched the same way; what is no table is refused in words", async ({
  page,
  site,
}) => {
  await signIn(page, site, "admin", "/platform/imports/new?kind=members");
  const input = page.getByLabel("把文件拖到这里");
  await input.setInputFiles({ name: "照片.csv", mimeType: "text/csv", buffer: Buffer.alloc(300) });
  await expect(page.getByRole("alert")).toContainText("需要 CSV");
  const text = `甲,乙\r\n苍鹭,${freshPhone()}\r\n`;
  await input.setInputFiles(file("一.csv", text));
  for (const [field, column] of [
    ["姓名", "甲"],
    ["手机号", "乙"],
  ] as const) {
    await page.getByRole("combobox", { name: field }).click();
    await page.keyboard.type(column);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "检查", exact: true }).click();
  await expect(page.getByText("没有发现问题")).toBeVisible({ timeout: 20_000 });
  await page.goto("/platform/imports/new?kind=members");
  await input.setInputFiles(file("二.csv", text));
  await expect(page.getByText("导入过同样的表头")).toBeVisible();
  await expect(page.getByRole("button", { name: "检查", exact: true })).toBeEnabled();
});
