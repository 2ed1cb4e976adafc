// Points by hand: asked for with a reason, seen before it is sent, decided by a second person above the threshold.
import { arrange, newMember, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

interface Program {
  version: number;
  rate: { points: number; per_fen: number };
  daily_cap: number | null;
  adjustment_threshold: number | null;
}

test("a small adjustment is posted at once, a large one waits for somebody else", async ({ page, request, site }) => {
  const call = arrange(request, site);
  const { adjustment_threshold } = await call<Program>("GET", "/v1/points/program");
  expect(adjustment_threshold).not.toBeNull();
  const large = (adjustment_threshold ?? 0) + 100;
  const member = await newMember(request, site, "许知远");
  await signIn(page, site, "admin", "/points/adjustments");
  await expect(page.getByText("没有等待批准的调整")).toBeVisible();

  const fill = async (points: number, reason: string) => {
    await page.getByRole("button", { name: "新建调整" }).click();
    const dialog = page.getByRole("dialog", { name: "新建调整" });
    await dialog.getByLabel("会员").fill(member.phone);
    await dialog.getByRole("button", { name: "查找" }).click();
    await expect(dialog.getByText("许知远")).toBeVisible();
    await dialog.getByLabel("分数").fill(String(points));
    await dialog.getByLabel("原因").fill(reason);
    return dialog;
  };
  const small = await fill(50, "漏记一笔停车");
  await expect(small.getByRole("region", { name: "提交后" })).toContainText("50");
  await small.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("+50 分已入账")).toBeVisible();

  const big = await fill(large, "活动补发");
  await expect(big.getByText("提交后等第二个人批准")).toBeVisible();
  await big.getByRole("button", { name: "提交" }).click();
  await page.getByRole("row", { name: /活动补发/ }).click();
  await expect(page.getByText("您提出的申请，要由另一位同事批准。")).toBeVisible();
  await expect(page.getByRole("button", { name: "批准入账" })).toHaveCount(0);

  await page.getByRole("button", { name: "撤回" }).click();
  const withdraw = page.getByRole("dialog", { name: "撤回我的申请" });
  await withdraw.getByLabel("原因").fill("重复了");
  await withdraw.getByRole("button", { name: "撤回" }).click();
  await expect(page.getByText("没有等待批准的调整")).toBeVisible();
});

test("another person's request shows what it will do, and is posted by a yes", async ({ page, request, site }) => {
  const call = arrange(request, site);
  const member = await newMember(request, site, "沈清和");
  const { adjustment_threshold } = await call<Program>("GET", "/v1/points/program");
  const points = (adjustment_threshold ?? 0) + 1;
  const body = { member_id: member.member_id, points, reason: "系统补录" };
  await call("POST", "/v1/points/adjustments", body, { "idempotency-key": crypto.randomUUID() });
  await signIn(page, site, "admin", "/points/adjustments");
  await page.getByRole("row", { name: /系统补录/ }).click();
  const effect = page.getByRole("region", { name: "批准后" });
  await expect(effect).toContainText(points.toLocaleString("en-US"));
  await page.getByRole("button", { name: "批准入账" }).click();
  await page.getByRole("tab", { name: "已入账" }).click();
  await expect(page.getByRole("row", { name: /系统补录.*沈清和/ })).toBeVisible();
});
