// One person's page: what happened in every room, what staff write down and keep, and a keyboard that reaches all of it.
import { arrange, buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, test } from "./site.ts";

const PDF = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

test("the timeline tells of every room, and a row opens its why, by keys alone", async ({ page, request, site }) => {
  const venue = await openVenue(request, site, "record");
  const member = await newMember(request, site, "林知夏");
  const call = arrange(request, site);
  await buy(request, site, member.member_id, venue.venue_id, [31_666, 5_000]);
  await call("PUT", `/v1/members/${member.member_id}/tier`, { tier_code: "gold", reason: "收购来的老会员" });
  await call("POST", "/v1/households", { name: "林家", members: [{ member_id: member.member_id, role: "guardian" }] });
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await expect(page.locator(".member-facts")).toContainText("家庭 1 人");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("tab", { name: "时间线" })).toHaveAttribute("aria-selected", "true");
  const table = page.getByRole("table", { name: "时间线" });
  await expect(table.getByRole("row", { name: /加入家庭：林家/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /加入会员/ })).toBeVisible();
  await page.getByRole("radio", { name: "消费", exact: true }).click();
  await expect(table.getByRole("row", { name: /加入家庭/ })).toHaveCount(0);
  await expect(table.getByRole("button", { name: /^展开/ }).first()).toBeVisible();
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /小票|明细|消费单/ }).first()).toContainText("316.66");
  await page.getByRole("radio", { name: "身份变化" }).click();
  await table.getByRole("button", { name: /展开：等级/ }).click();
  await expect(page.getByRole("region", { name: /等级：金卡/ })).toContainText("收购来的老会员");
  // On a phone no kind is out of sight.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const kind of await page.getByRole("radiogroup", { name: "时间线类别" }).getByRole("radio").all()) {
    const { x = -1, width = 0 } = (await kind.boundingBox()) ?? {};
    expect(x >= 0 && x + width <= 390, await kind.innerText()).toBe(true);
  }
});

test("a note is written, pinned, reworded with its history, and taken away", async ({ page, request, site }) => {
  const member = await newMember(request, site, "江听岚");
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByRole("heading", { name: "江听岚" }).waitFor();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "写备注" });
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("请填写")).toBeVisible();
  await dialog.getByLabel("内容").fill("素食，带孩子来时喜欢靠窗");
  await dialog.getByLabel("置顶，打开会员页就看到").check();
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("region", { name: "置顶备注" })).toContainText("素食");
  await expect(dialog).toBeHidden(); // keys of the page are for who is not in a dialog
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  const list = page.getByRole("list", { name: "备注" });
  await list.getByRole("button", { name: "修改" }).click();
  const edit = page.getByRole("dialog", { name: "修改" });
  await edit.getByLabel("内容").fill("素食，不吃辣");
  await edit.getByRole("button", { name: "保存" }).click();
  await expect(list).toContainText("素食，不吃辣");
  await list.getByRole("button", { name: /改于/ }).click();
  await expect(page.getByRole("list", { name: "修改记录" })).toContainText("喜欢靠窗");
  await list.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("还没有备注")).toBeVisible();
});

test("a file is added, refused when it is none of ours, downloaded and taken away", async ({ page, request, site }) => {
  const member = await newMember(request, site, "温以宁");
  await signIn(page, site, "admin", `/members/${member.member_id}?tab=files`);
  const choose = page.locator('input[type="file"]');
  await choose.setInputFiles({ name: "入会表.pdf", mimeType: "application/pdf", buffer: Buffer.from(PDF) });
  const row = page.getByRole("row", { name: /入会表\.pdf/ });
  await expect(row).toContainText("PDF");
  await choose.setInputFiles({ name: "照片.png", mimeType: "image/png", buffer: Buffer.from("<html>不是图片") });
  await expect(page.getByText(/按内容判断/)).toBeVisible();
  await expect(page.getByRole("row", { name: /照片/ })).toHaveCount(0);
  const downloading = page.waitForEvent("download");
  await row.getByRole("link").click();
  expect((await downloading).suggestedFilename()).toBe("入会表.pdf");
  await row.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("还没有文件")).toBeVisible();
});

test("the sheet of keys says what they do here, and / finds somebody else", async ({ page, request, site }) => {
  const member = await newMember(request, site, "孟云舒");
  await signIn(page, site, "admin", `/members/${member.member_id}`);
  await page.getByRole("heading", { name: "孟云舒" }).waitFor();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("在这一页");
  await expect(sheet).toContainText("看时间线");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog")).toBeVisible();
});
