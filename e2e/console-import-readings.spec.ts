// Published files are brought in from the browser alone: what they leave unsaid and say otherwise is told in the wizard. Their
// first lines where SHARED_DIR has them, else lines made up in the same way; the whole files are the server's trial (real-files.test.ts).
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { arrange, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

const LINES = 600;
const published = (name: string): string | undefined => {
  const file = path.join(process.env.SHARED_DIR ?? "../shared", "data", name);
  if (!existsSync(file)) return undefined;
  return `${readFileSync(file, "utf8").split("\n", LINES).join("\n")}\n`;
};

/** A fiftieth of the profiles, in their proportions. */
function profiles(): string {
  const sexes = [...Array<string>(122).fill("F"), ...Array<string>(170).fill("M"), ...Array<string>(4).fill("O")];
  const people = [...sexes, ...Array<null>(44).fill(null)].map((gender, n) => ({
    gender,
    age: gender === null ? 118 : 20 + (n % 60),
    id: `p${n}`,
    became_member_on: `2017${String(1 + (n % 12)).padStart(2, "0")}15`,
    income: gender === null ? null : 60_000,
  }));
  // Somebody of whom nothing is known comes first, as in the file.
  return people
    .toReversed()
    .map((one) => `${JSON.stringify(one)}\n`)
    .join("");
}

function visitors(): string {
  const of = (n: number, ...words: string[]) => words[n % words.length];
  const lines = Array.from({ length: 90 }, (_, n) =>
    [
      n % 12,
      "2) $100 - $200",
      142.44,
      1,
      0,
      of(n, "Surburban", "Rural", "Urban"),
      0,
      "Phone",
      of(n, "Womens E-Mail", "No E-Mail", "Mens E-Mail", "No E-Mail"),
      0,
      0,
      0,
    ].join(","),
  );
  const head = "recency,history_segment,history,mens,womens,zip_code,newbie,channel,segment,visit,conversion,spend";
  return `${[head, ...lines].join("\n")}\n`;
}

async function bring(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/platform/imports/new?kind=members");
  await page.getByLabel("把文件拖到这里").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(page.getByRole("heading", { name })).toBeVisible({ timeout: 30_000 });
}

async function choose(page: Page, field: string, column: string): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.keyboard.type(column);
  await page.keyboard.press("Enter");
}

async function openReading(page: Page, field: string) {
  await page.getByRole("button", { name: `${field}的取值规则` }).click();
  return page.getByRole("region", { name: `${field}的取值规则` });
}

/** Checks, starts, and waits until all of it is written. */
async function run(page: Page, rows: number): Promise<void> {
  const timeout = 30_000;
  const told = rows.toLocaleString("en-US");
  await page.getByRole("button", { name: "检查", exact: true }).click();
  await expect(page.getByText("没有发现问题")).toBeVisible({ timeout });
  await page.getByRole("button", { name: `导入 ${told} 行` }).click();
  await expect(page.getByRole("button", { name: "撤销这批导入" })).toBeVisible({ timeout });
  await expect(page.getByRole("region", { name: "导入", exact: true }).first()).toContainText(`新建${told}`);
}

const timesOf = (words: readonly string[], word: string) => words.filter((one) => one === word).length;

test("what a file leaves unsaid and says otherwise is told once, and every row is counted right", async ({
  page,
  request,
  site,
}) => {
  test.setTimeout(120_000);
  const call = arrange(request, site);
  const zh = (text: string) => ({ "zh-CN": text });
  await call("POST", "/v1/member_fields", { key: "age", type: "number", labels: zh("年龄") });
  const areas = [
    ["urban", "市区"],
    ["suburban", "郊区"],
    ["rural", "乡村"],
  ] as const;
  const options = areas.map(([code, label]) => ({ code, labels: zh(label) }));
  const field = { key: "zip_code", type: "choice", labels: zh("居住地"), options };
  const area = await call<{ field_id: string }>("POST", "/v1/member_fields", field);
  const count = async (sex: string) => (await call<{ count: number }>("GET", `/v1/members/count?sex=${sex}`)).count;
  const sexes = ["female", "male", "other", "none"];
  const before = await Promise.all(sexes.map(count));
  await signIn(page, site);

  const profile = published("starbucks_rewards/profile.json") ?? profiles();
  await bring(page, "profile.json", profile);
  await expect(page.getByRole("status").filter({ hasText: "还缺必填的：姓名" })).toBeVisible();
  const names = await openReading(page, "姓名");
  await names.getByRole("textbox", { name: "每行都填" }).fill("会员 {row}");
  await expect(names.getByRole("row", { name: "空白 会员 2" })).toBeVisible();
  await choose(page, "入会日期", "became");
  const sex = await openReading(page, "性别");
  await expect(sex.getByRole("row", { name: "空白 空白" }).first()).toBeVisible();
  const ages = await openReading(page, "年龄");
  await expect(ages.getByRole("row", { name: "118 118" }).first()).toBeVisible();
  await ages.getByRole("combobox", { name: "当作空白" }).click();
  await page.getByText(/^118（\d+ 次）$/).click();
  await page.keyboard.press("Escape");
  await expect(ages.getByRole("row", { name: "118 空白" }).first()).toBeVisible();
  const lines = profile.trim().split("\n");
  await run(page, lines.length);
  const genders = lines.map((line) => (JSON.parse(line) as { gender: string | null }).gender ?? "");
  const expected = ["F", "M", "O", ""].map((word) => timesOf(genders, word));
  const after = await Promise.all(sexes.map(count));
  expect(after.map((now, at) => now - (before[at] ?? 0))).toEqual(expected);

  const hillstrom = published("hillstrom/hillstrom.csv") ?? visitors();
  await bring(page, "hillstrom.csv", hillstrom);
  await (await openReading(page, "姓名")).getByRole("textbox", { name: "每行都填" }).fill("客户 {row}");
  await (await openReading(page, "外部编号")).getByRole("textbox", { name: "每行都填" }).fill("hillstrom-{row}");
  await choose(page, "标签", "segment");
  await expect(page.getByText("1 个值认不出")).toBeVisible();
  const home = await openReading(page, "居住地");
  await home.getByRole("button", { name: "把“Surburban”换成…" }).click();
  await expect(page.getByRole("status").filter({ hasText: "还没写换成什么" })).toBeVisible();
  await home.getByRole("combobox", { name: "第 1 个值换成" }).click();
  await page.getByTitle("郊区").click();
  await expect(home.getByRole("row", { name: "Surburban 郊区" }).first()).toBeVisible();
  const rows = hillstrom.trim().split("\n").slice(1);
  await run(page, rows.length);
  // Counted from the end: an amount such as "7) $1,000 +" has a comma of its own.
  const homes = rows.map((line) => line.split(",").at(-7) ?? "");
  const kept = await call<{ option_members: object }>("GET", `/v1/member_fields/${area.field_id}`);
  expect(kept.option_members).toEqual({
    urban: timesOf(homes, "Urban"),
    suburban: timesOf(homes, "Surburban"),
    rural: timesOf(homes, "Rural"),
  });
});
