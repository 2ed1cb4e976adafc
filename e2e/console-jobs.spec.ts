// Long work in the console: seen from every page, kept in the history, steered.
import { arrange, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("a long work shows in the tray, and stays in the history when it is over", async ({ page, request, site }) => {
  const conditions = { combinator: "and", rules: [] };
  const label = { "zh-CN": "回放看看", en: "Replayed", ko: "재현" };
  const definition = { kind: "multiplier", trigger: "purchase", factor: { num: 2, den: 1 }, conditions, label };
  const { rule_id } = await arrange(request, site)<{ rule_id: string }>("POST", "/v1/points/rules", {
    name: "回放看看",
    definition,
  });
  await signIn(page, site);
  const tray = page.getByRole("button", { name: /我的任务/ });
  await tray.click();
  await expect(page.getByRole("region", { name: "我的任务" })).toBeVisible();
  // As the rule board does it, from this very session.
  const started = await page.request.post("/v1/points/replays", {
    data: { rule_id, from: "2026-01-01", to: "2026-01-31" },
    headers: { "x-huiyou-client": "console" },
  });
  expect(started.status()).toBe(201);
  const item = page.getByRole("listitem").filter({ hasText: "积分规则回放 回放看看" });
  await expect(item).toContainText("已完成", { timeout: 20_000 });
  await page.getByRole("link", { name: "全部任务" }).click();
  await expect(page).toHaveURL(/\/platform\/jobs$/);
  await expect(page.getByRole("row", { name: /积分规则回放 回放看看/ })).toContainText("我");
});
