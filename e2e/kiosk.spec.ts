// A kiosk in use: paired, asked what somebody has, calling for a person.
import { freshPhone, signIn } from "./console.ts";
import {
  bareCard,
  CARD,
  FAMILY,
  leave,
  openKiosk,
  pairedKiosk,
  PHONE,
  POINTS,
  provePhone,
  richMember,
  scan,
  touchDigits,
  touchTile,
} from "./kiosk.ts";
import { newestCode } from "./member-phone.ts";
import { expect, test } from "./site.ts";

test("a new screen shows a code; typed in the console, the kiosk is in use, and revoked it asks anew", async ({
  page,
  browser,
  site,
}) => {
  const screen = await browser.newPage({ baseURL: site.base_url, viewport: { width: 1080, height: 1920 } });
  await screen.goto("/kiosk");
  const code = screen.locator(".pairing__code");
  await expect(code).toHaveText(/^[2-9B-Z]{4}-[2-9B-Z]{4}$/);
  await signIn(page, site, "admin", "/platform/kiosks");
  await expect(page.getByText("还没有自助机").or(page.getByRole("table").first())).toBeVisible();
  await page.getByRole("button", { name: "配对自助机" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("配对码").fill((await code.innerText()).toLowerCase());
  await form.getByLabel("名称").fill("西门自助机");
  await form.getByRole("combobox", { name: "所在组织" }).click();
  await page.locator(".ant-select-item-option", { hasText: "欢乐谷" }).click();
  await form.getByRole("button", { name: "配对自助机" }).click();
  const row = page.getByRole("row", { name: /西门自助机/ });
  await expect(row).toContainText("在线");
  await expect(screen.locator(".attract__unit")).toHaveText("欢乐谷");
  await row.getByRole("button", { name: "停用" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await expect(row).toHaveCount(0);
  await screen.locator(".attract__all").click();
  await touchTile(screen, POINTS);
  await scan(screen, "8888000011112222");
  await expect(code).toBeVisible();
  await screen.close();
});

test("whoever holds a card to the reader sees their points, family and visits, masked", async ({
  browser,
  request,
  site,
}) => {
  const { token } = await pairedKiosk(request, site);
  const { card_no } = await richMember(request, site, "kc");
  const page = await openKiosk(browser, site, token);
  await scan(page, card_no);
  await expect(page.locator(".me")).toContainText("欧**岚");
  await expect(page.locator(".figure")).toHaveText("1,281");
  await expect(page.getByText("先到期的先用")).toBeVisible();
  await page.getByRole("tab", { name: "家人" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("江*鱼");
  await page.getByRole("tab", { name: "到访" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("全天馆 kc");
  await expect(page.locator("body")).not.toContainText("欧阳听岚");
  // The tiles know them, too.
  await page.getByRole("button", { name: "首页" }).click();
  await touchTile(page, FAMILY);
  await expect(page.getByRole("tabpanel")).toContainText("欧**岚");
  await page.close();
});

test("a wrong code, an unknown card and a card alone are told what to do", async ({ browser, request, site }) => {
  const { token } = await pairedKiosk(request, site);
  const { phone, card_no } = await richMember(request, site, "kw");
  const page = await openKiosk(browser, site, token, "lying");
  await scan(page, "8888000011112222");
  await expect(page.getByRole("alert")).toHaveText("没有认出这张卡");
  await page.locator(".attract__all").click();
  await touchTile(page, CARD);
  await scan(page, card_no);
  await expect(page.getByRole("heading", { name: "绑定会员卡" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("刷卡只能查询");
  await page.getByRole("button", { name: "首页" }).click();
  await touchTile(page, PHONE);
  await expect(page.getByRole("main")).toContainText("请先验证手机号");
  // A card without a phone gets its first one; one with money on it waits for a colleague.
  for (const has_money of [true, false]) {
    await leave(page);
    await page.locator(".attract__all").click();
    await touchTile(page, PHONE);
    await scan(page, await bareCard(request, site, has_money));
    await expect(page.getByRole("heading", { name: "绑定手机" })).toBeVisible();
    if (has_money) await expect(page.getByRole("main")).toContainText("请工作人员先核对本人");
  }
  await provePhone(page, request, site, freshPhone());
  await expect(page.getByRole("heading", { name: "手机已绑定" })).toBeVisible();
  await leave(page);
  await page.locator(".attract__all").click();
  await touchTile(page, PHONE);
  await touchDigits(page, phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.locator(".proof__field", { hasText: "·" }).waitFor();
  const wrong = String((Number(await newestCode(request, site)) + 1) % 1_000_000).padStart(6, "0");
  await touchDigits(page, wrong);
  await page.getByRole("button", { name: "确定" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.locator(".proof__field")).toHaveText("· · · · · ·");
  await page.close();
});

test("somebody calls; staff answer wherever they are in the console, the screen says who comes, and their code releases it", async ({
  page,
  browser,
  request,
  site,
}) => {
  const { token } = await pairedKiosk(request, site, ["en", "zh-CN"]);
  const kiosk = await openKiosk(browser, site, token);
  await kiosk.locator(".attract__all").click();
  await touchTile(kiosk, PHONE);
  await scan(kiosk, await bareCard(request, site, true));
  await expect(kiosk.getByRole("heading", { name: "Staff check who you are first" })).toBeVisible();
  await kiosk.getByRole("button", { name: "Call staff" }).click();
  await expect(kiosk.getByRole("dialog")).toContainText("Staff have been told");
  await kiosk.getByRole("button", { name: "Close" }).click();
  await expect(kiosk.getByRole("button", { name: "Called, please wait" })).toBeVisible();
  await signIn(page, site);
  await page.getByRole("button", { name: /人在自助机前等候/ }).click();
  await page.getByRole("listitem").filter({ hasText: "东门服务厅 1 号" }).getByRole("button", { name: "我去" }).click();
  await expect(kiosk.getByRole("button", { name: "Staff are on the way" })).toBeVisible({ timeout: 15_000 });
  await expect(kiosk.getByRole("heading", { name: "is on the way" })).toBeVisible();
  // They have looked: the code that the console told them lets the person go on.
  const told = page.getByRole("dialog", { name: /放行码 \d{6}/ });
  const code = /\d{6}/.exec(await told.innerText())?.[0] ?? "";
  await kiosk.getByRole("button", { name: "Staff: enter the release code" }).click();
  await touchDigits(kiosk, code);
  await kiosk.getByRole("button", { name: "OK" }).click();
  await expect(kiosk.getByRole("heading", { name: "Checked. Link your phone now" })).toBeVisible();
  await kiosk.close();
});
