// A purchase is given back in part: what goes where is shown before it is booked, and booked as shown.
import { arrange, buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

test("one line of a purchase is given back, with its points", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "refund");
  const member = await newMember(request, site, "顾长生");
  await buy(request, site, member.member_id, venue.venue_id, [31_666, 5_000]);
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByText("消费记录", { exact: true }).click();
  await page.getByRole("button", { name: /看 .* 的明细/ }).click();
  await page.getByRole("button", { name: "退款" }).click();
  const dialog = page.getByRole("dialog");
  const slip = dialog.getByRole("region", { name: "退款明细" });
  await expect(slip).toContainText("366.66");
  await dialog.getByLabel("退 日场票 1").fill("0");
  await expect(slip).toContainText("微信支付50.00");
  await expect(slip).toContainText("重算：366 → 316");
  await expect(slip).toContainText("−50");
  await dialog.getByRole("button", { name: "退 50.00 元" }).click();
  await expect(dialog.getByText("请填写")).toBeVisible();
  await dialog.getByLabel("理由（写入记录）").fill("行程有变");
  await dialog.getByRole("button", { name: "退 50.00 元" }).click();
  await expect(page.getByText("已退 50.00 元")).toBeVisible();
  await expect(page.getByRole("region", { name: "退款记录" })).toContainText("行程有变");
  await expect(page.getByLabel("账户").first()).toContainText("316");
  const head = await arrange(request, site)<{ stats: { spend_fen: number } }>("GET", `/v1/members/${member.member_id}`);
  expect(head.stats.spend_fen).toBe(31_666);
});
