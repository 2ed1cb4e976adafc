// The points room of the console: a rule from its first line to its publication, what it meets, and the seasons it lives in.
import type { APIRequestContext, Page } from "@playwright/test";
import { arrange, buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, type Site, test } from "./site.ts";

const option = (page: Page, text: string) =>
  page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", { hasText: text });

async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).last().click();
  await option(page, text).first().click();
}

interface Rule {
  rule_id: string;
  current: { version: number };
}
const at = (venue_id: string) => ({
  combinator: "and",
  rules: [{ field: "venue_id", operator: "in", value: [venue_id] }],
});

/** A multiplier at one venue; tests of the same site do not meet it elsewhere. */
async function promotion(request: APIRequestContext, site: Site, name: string, factor: number, venue_id: string) {
  const call = arrange(request, site);
  const rule = await call<Rule>("POST", "/v1/points/rules", {
    name,
    definition: {
      kind: "multiplier",
      trigger: "purchase",
      factor: { num: factor, den: 1 },
      conditions: at(venue_id),
      label: { "zh-CN": name, en: `${name} en`, ko: `${name} ko` },
    },
  });
  return {
    ...rule,
    publish: () =>
      call("POST", `/v1/points/rules/${rule.rule_id}/publish`, {
        version: rule.current.version,
        valid_from: "2026-01-01T00:00:00+08:00",
      }),
  };
}

test("a rule is written, tried out line by line, published, and stands on the board", async ({
  page,
  request,
  site,
}) => {
  const venue = await openVenue(request, site, "rule");
  await signIn(page, site, "admin", "/points/rules");
  await page.getByRole("button", { name: "新建规则" }).click();
  await page.getByLabel("名称（中文）").fill("全天馆三倍");
  await page.getByLabel("名称（英文）").fill("Triple");
  await page.getByRole("spinbutton", { name: "倍数" }).fill("3");
  await page.getByRole("button", { name: "加条件" }).click();
  await choose(page, "值", venue.name);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "保存草案" }).click();
  await expect(page).toHaveURL(/\/points\/rules\/rul_/);
  await expect(page.getByRole("heading", { name: "全天馆三倍" })).toBeVisible();

  await page.getByRole("button", { name: "试算", exact: true }).click();
  const dock = page.getByRole("complementary", { name: "试算" });
  await choose(page, "场馆", venue.name);
  await dock.getByRole("button", { name: /^试算/ }).click();
  const print = dock.getByRole("region", { name: "试算结果" });
  await expect(print.getByRole("heading", { name: "应得 712 分" })).toBeVisible();
  await expect(print).toContainText("比现行多 475 分");
  await expect(print.getByRole("row", { name: /138\.00/ }).last()).toContainText(/×1.*×3.*×1\.2.*×1.*=496\.8.*496/);
  await expect(print.getByRole("row", { name: /60\.00 ×/ })).toContainText("216");
  await expect(print.getByRole("row", { name: /单日上限 1,500，未触及/ })).toBeVisible();
  await expect(print.getByRole("row", { name: /记入积分/ })).toContainText("712");
  await expect(print).toContainText("138.00 × 1.2 → 165；60.00 × 1.2 → 72；共 237");
  await page.keyboard.press("Escape");
  await expect(dock).toHaveCount(0);

  await page.getByRole("button", { name: "发布 v1" }).click();
  await expect(page.getByText("v1 已发布")).toBeVisible();
  await page.getByRole("link", { name: "发放规则" }).first().click();
  const row = page.getByRole("row", { name: /全天馆三倍/ }).first();
  await expect(row).toContainText(venue.name);
  await expect(row).toContainText("×3");
  await expect(row).toContainText("生效中");
});

test("what the server refuses stands beside its field", async ({ page, site }) => {
  await signIn(page, site, "admin", "/points/rules/new");
  await page.getByLabel("名称（中文）").fill("没有填完");
  await page.getByRole("button", { name: "加条件" }).click();
  await page.getByRole("button", { name: "保存草案" }).click();
  await expect(page.locator(".qb__value").getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/\/points\/rules\/new/);
  await page.getByRole("button", { name: "删去这个条件" }).click();
  await page.getByRole("button", { name: "保存草案" }).click();
  await expect(page).toHaveURL(/\/points\/rules\/rul_/);
  await page.getByRole("button", { name: "删除草案" }).click();
  await page.getByRole("tooltip").getByRole("button").last().click();
  await expect(page).toHaveURL(/\/points\/rules$/);
  await expect(page.getByRole("row", { name: /没有填完/ })).toHaveCount(0);
});

test("what was typed is not lost by one click elsewhere", async ({ page, site }) => {
  await signIn(page, site, "admin", "/points/rules/new");
  const name = page.getByLabel("名称（中文）");
  await name.fill("写到一半");
  await page.getByRole("link", { name: "发放规则" }).last().click();
  await page.getByRole("button", { name: "留在这里" }).click();
  await expect(name).toHaveValue("写到一半");
  await page.getByRole("link", { name: "发放规则" }).last().click();
  await page.getByRole("button", { name: "不保存，离开" }).click();
  await expect(page).toHaveURL(/\/points\/rules$/);
});

test("the next version says what it changes", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "diff");
  const rule = await promotion(request, site, "改版", 2, venue.venue_id);
  await rule.publish();
  await signIn(page, site, "admin", `/points/rules/${rule.rule_id}`);
  await page.getByRole("button", { name: "改一版" }).click();
  await page.getByRole("spinbutton", { name: "倍数" }).fill("2.5");
  await page.getByRole("button", { name: "保存草案" }).click();
  const versions = page.getByRole("region", { name: "版本" });
  await expect(versions.locator("del")).toContainText(["×2"]);
  await expect(versions.locator("ins")).toContainText(["×2.5"]);
});

test("the matrix says which of two rules wins, and which never meet", async ({ page, request, site }) => {
  const here = await openVenue(request, site, "mx-a");
  const there = await openVenue(request, site, "mx-b");
  for (const [name, factor, venue] of [
    ["矩阵甲", 2, here],
    ["矩阵乙", 4, here],
    ["矩阵丙", 4, there],
  ] as const)
    await (await promotion(request, site, name, factor, venue.venue_id)).publish();
  await signIn(page, site, "admin", "/points/rules");
  const matrix = page.getByRole("table", { name: "冲突矩阵" });
  await expect(matrix.getByTitle("矩阵乙 胜过 矩阵甲")).toContainText("×4");
  await expect(matrix.getByTitle("矩阵丙 / 矩阵甲: 不会同时命中")).toBeVisible();
  await expect(page.getByRole("region", { name: "冲突矩阵" })).toContainText(/\d+ 对：.*不相交/);
});

test("a draft is replayed over real purchases", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "replay");
  const member = await newMember(request, site, "回放会员");
  await buy(request, site, member.member_id, venue.venue_id, [20_000]);
  const rule = await promotion(request, site, "回放草案", 2, venue.venue_id);
  await signIn(page, site, "admin", `/points/rules?rule=${rule.rule_id}+v1`);
  const card = page.getByRole("region", { name: "历史回放" });
  await card.getByRole("button", { name: "开始回放" }).click();
  await expect(card).toContainText("+200", { timeout: 20_000 });
  await expect(card).toContainText("2.00");
  await card.getByText("影响最大的 1 位").click();
  await expect(card.getByRole("link", { name: "回放会员" })).toBeVisible();
});

test("a season shows what its setting means, and no two may overlap", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "season");
  for (const factor of [2, 3])
    await (await promotion(request, site, `季内 ×${factor}`, factor, venue.venue_id)).publish();
  await signIn(page, site, "admin", "/points/seasons");
  const make = async (name: string, from: string, to: string) => {
    await page.getByRole("button", { name: "新建叠加季" }).first().click();
    await page.getByLabel("名称", { exact: true }).fill(name);
    await page.getByLabel("日期（含首尾）").fill(from);
    await page.keyboard.press("Enter");
    const end = page.locator(".ant-picker-range input").nth(1);
    await expect(end).toBeFocused();
    await end.fill(to);
    await page.keyboard.press("Enter");
    await expect(page.locator(".ant-picker-dropdown-range:visible")).toHaveCount(0);
    await page.getByRole("button", { name: "保存" }).click();
  };
  await make("春节叠加", "2030-02-01", "2030-02-15");
  await expect(page.getByRole("row", { name: /春节叠加/ })).toContainText("相乘");
  await page.getByRole("row", { name: /春节叠加/ }).click();
  const example = page.getByRole("region", { name: "算给您看" });
  await expect(example.getByRole("row", { name: /相乘/ })).toContainText(/100\.00 × \d × \d × 1\.5/);
  await expect(example.getByRole("row", { name: /倍数相加/ })).toContainText(/\(\d \+ \d\)/);
  await page.keyboard.press("Escape");
  await make("撞上的一季", "2030-02-10", "2030-02-20");
  await expect(page.getByRole("complementary").getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "关闭" }).click();
  await page.getByRole("row", { name: /春节叠加/ }).click();
  await page.getByRole("button", { name: "删除" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "删除" }).click();
  await expect(page.getByRole("row", { name: /春节叠加/ })).toHaveCount(0);
});

test("a setting of the programme makes a version that says what changed", async ({ page, site }) => {
  await signIn(page, site, "admin", "/points/program");
  const versions = page.getByRole("region", { name: "版本" });
  const newest = versions.getByRole("listitem").first();
  const before = Number((await newest.getByText(/^v\d+$/).textContent())?.slice(1));
  await page.getByRole("button", { name: "改一版" }).click();
  await page.getByLabel("单位成本（元/分）").fill("0.02");
  await page.getByRole("button", { name: "立即生效" }).click();
  await expect(page.getByText("0.02 元/分")).toBeVisible();
  // The list is asked for anew by itself: only then is the version there that is to be opened.
  await newest.getByRole("button", { name: `v${before + 1}`, exact: true }).click();
  await expect(versions.locator("ins")).toHaveText(["0.02 元/分"]);
  await expect(page.getByRole("region", { name: "到期日历" })).toBeVisible();
});

test("a store manager reads the rules and changes none", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "read");
  const rule = await promotion(request, site, "只读规则", 2, venue.venue_id);
  await rule.publish();
  await signIn(page, site, "manager", "/points/rules");
  await expect(page.getByRole("row", { name: /只读规则/ }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "新建规则" })).toHaveCount(0);
  await page.getByRole("link", { name: "只读规则" }).click();
  await expect(page.getByRole("region", { name: "规则内容" })).toContainText("×2");
  await expect(page.getByRole("button", { name: /改一版|结束规则|保存草案/ })).toHaveCount(0);
  await page.goto("/points/rules/new");
  await expect(page.getByText("没有这条规则")).toBeVisible();
});
