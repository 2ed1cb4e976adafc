// A kiosk from its first start: paired, touched, left. And what is left of whoever stood there: nothing.
import type { Page } from "@playwright/test";
import { arrange, freshPhone, signIn } from "./console.ts";
import {
  CARD,
  FAMILY,
  JOIN,
  leave,
  openKiosk,
  pairedKiosk,
  PHONE,
  POINTS,
  provePhone,
  publishTerms,
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
  await signIn(page, site);
  await page.goto("/platform/kiosks");
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
  await expect(page.getByText("先用先到期的")).toBeVisible();
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

test("a phone that nobody has joins after the terms, and binds a card that says who they are from then on", async ({
  browser,
  request,
  site,
}) => {
  await publishTerms(request, site);
  const { token } = await pairedKiosk(request, site);
  const page = await openKiosk(browser, site, token);
  const phone = freshPhone();
  await page.locator(".attract__all").click();
  await touchTile(page, JOIN);
  await provePhone(page, request, site, phone);
  const join = page.getByRole("button", { name: "同意并注册" });
  await expect(join).toBeDisabled();
  const terms = page.locator(".term", { hasText: "会员服务协议" });
  await terms.getByRole("button", { name: "阅读全文" }).click();
  const reader = page.getByRole("dialog");
  await expect(reader).toContainText("第 1 页，共");
  await reader.getByRole("button", { name: "下一页" }).click();
  await expect(reader).toContainText("第 2 页");
  await reader.getByRole("button", { name: "关闭" }).click();
  // The same box twice is as if it had not been touched.
  await terms.getByRole("button", { name: "我已阅读并同意" }).click();
  await terms.getByRole("button", { name: "我已阅读并同意" }).click();
  await expect(join).toBeDisabled();
  await terms.getByRole("button", { name: "我已阅读并同意" }).click();
  await join.click();
  await expect(page.getByRole("heading", { name: "注册成功，欢迎您" })).toBeVisible();
  await page.getByRole("button", { name: "首页" }).click();
  await touchTile(page, CARD);
  await scan(page, "GYM 5501");
  await expect(page.getByRole("heading", { name: "卡已绑定" })).toBeVisible();
  await leave(page);
  await scan(page, "gym5501");
  await expect(page.locator(".me")).toBeVisible();
  await page.close();
});

test("who joins is asked what the group wants to know at kiosks, one question a screen", async ({
  browser,
  request,
  site,
}) => {
  await publishTerms(request, site);
  const call = arrange(request, site);
  const field = (key: string, type: string, more: object) =>
    call<{ field_id: string }>("POST", "/v1/member_fields", {
      key,
      type,
      required_on: ["kiosk"],
      is_sensitive: false,
      shown_to_member: true,
      editable_by_member: true,
      searchable: false,
      ...more,
    });
  const named = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
  const fields = [
    await field("kiosk_ride", "choice", {
      labels: named("最爱项目", "Favourite ride", "좋아하는 놀이기구"),
      options: [
        { code: "coaster", labels: named("过山车", "Coaster", "롤러코스터") },
        { code: "boat", labels: named("漂流船", "Boat", "보트") },
      ],
    }),
    await field("kiosk_wedding", "date", { labels: named("结婚纪念日", "Wedding day", "결혼기념일"), options: [] }),
  ];
  try {
    const { token } = await pairedKiosk(request, site);
    const page = await openKiosk(browser, site, token);
    await page.locator(".attract__all").click();
    await touchTile(page, JOIN);
    await provePhone(page, request, site, freshPhone());
    await expect(page.getByRole("heading", { name: "最爱项目" })).toBeVisible();
    const next = page.getByRole("button", { name: "下一步" });
    await expect(next).toBeDisabled();
    await page.getByRole("button", { name: "过山车" }).click();
    await next.click();
    await touchDigits(page, "20180520");
    await expect(page.locator(".proof__field")).toHaveText("2018-05-20");
    await next.click();
    await page.locator(".term", { hasText: "会员服务协议" }).getByRole("button", { name: "我已阅读并同意" }).click();
    await page.getByRole("button", { name: "同意并注册" }).click();
    await expect(page.getByRole("heading", { name: "注册成功，欢迎您" })).toBeVisible();
    await page.close();
  } finally {
    for (const { field_id } of fields) await call("POST", `/v1/member_fields/${field_id}/archive`);
  }
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
  await scan(page, "OTHER-5502");
  await expect(page.getByRole("alert")).toContainText("刷卡只能查询");
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

test("somebody calls; staff answer wherever they are in the console, and the screen says who comes", async ({
  page,
  browser,
  request,
  site,
}) => {
  const { token } = await pairedKiosk(request, site, ["en", "zh-CN"]);
  const kiosk = await openKiosk(browser, site, token);
  await kiosk.locator(".attract__all").click();
  await kiosk.getByRole("button", { name: "Call staff" }).click();
  await expect(kiosk.getByRole("dialog")).toContainText("Staff have been told");
  await kiosk.getByRole("button", { name: "Close" }).click();
  await expect(kiosk.getByRole("button", { name: "Called, please wait" })).toBeVisible();
  await signIn(page, site);
  await page.getByRole("button", { name: /人在自助机前等候/ }).click();
  await page.getByRole("listitem").filter({ hasText: "东门服务厅 1 号" }).getByRole("button", { name: "我去" }).click();
  await expect(kiosk.getByRole("button", { name: "Somebody is coming" })).toBeVisible({ timeout: 15_000 });
  await kiosk.close();
});

/** Everything in which a browser could keep something. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    history: history.state as unknown,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    cookies: document.cookie,
  }));

/** Every string that is alive in the page, after its rubbish was collected. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  return chunks.join("");
}

test("after 45 idle seconds it asks, seen and heard; after 20 more nothing is left of whoever stood there", async ({
  browser,
  request,
  site,
}) => {
  const { token } = await pairedKiosk(request, site);
  const { phone } = await richMember(request, site, "ki");
  const page = await openKiosk(browser, site, token);
  await page.addInitScript(() => {
    const notes: number[] = [];
    Object.assign(globalThis, { notes });
    const made = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      notes.push(Date.now());
      return made.call(this);
    };
  });
  await page.clock.install();
  await page.reload();
  await page.locator(".attract__all").click();
  await touchTile(page, POINTS);
  await provePhone(page, request, site, phone);
  await expect(page.locator(".me")).toContainText("欧**岚");
  expect(await heapOf(page)).toContain(phone);

  await page.locator(".me").click();
  await page.clock.fastForward(40_000);
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await page.clock.fastForward(6_000);
  const question = page.getByRole("alertdialog", { name: "您还在吗？" });
  await expect(question).toContainText("秒后将清除您的信息");
  expect(await page.evaluate(() => (globalThis as unknown as { notes: number[] }).notes.length)).toBe(2);
  await question.getByRole("button", { name: "我还在，继续" }).click();
  await expect(question).toHaveCount(0);
  await expect(page.locator(".me")).toBeVisible();

  await page.clock.fastForward(46_000);
  await expect(question).toBeVisible();
  const gone = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  const anew = page.waitForEvent("load");
  await page.clock.fastForward(21_000);
  expect((await gone).status()).toBe(204);
  await anew;
  await expect(page.locator(".attract__all")).toBeVisible();
  expect(await kept(page)).toEqual({
    local: ["huiyou.kiosk"],
    session: [],
    history: null,
    databases: [],
    caches: [],
    cookies: "",
  });
  const heap = await heapOf(page);
  for (const word of [phone, "欧**岚", "江*鱼"]) expect(heap.includes(word), word).toBe(false);
  await page.goBack();
  await page.goForward();
  await expect(page.locator(".attract__all")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("欧**岚");
  await page.close();
});

test("whom the server has forgotten, the screen forgets", async ({ browser, request, site }) => {
  const { token } = await pairedKiosk(request, site);
  const { card_no } = await richMember(request, site, "kx");
  const page = await openKiosk(browser, site, token);
  await scan(page, card_no);
  await expect(page.locator(".me")).toBeVisible();
  // The same card at once at the same kiosk, as if from another window: the visit before it is over.
  const headers = { authorization: `Bearer ${token}` };
  await request.post("/v1/kiosk/visits", { headers, data: { shown: card_no } });
  await page.locator(".foot .kbtn").first().click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".attract__all")).toBeVisible();
  await page.close();
});

test("without a connection it says so, wipes all the same, and comes back by itself", async ({
  browser,
  request,
  site,
}) => {
  const { token } = await pairedKiosk(request, site);
  const { card_no } = await richMember(request, site, "ko");
  const page = await openKiosk(browser, site, token);
  await scan(page, card_no);
  await expect(page.locator(".me")).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText("网络已断开，暂时无法办理")).toBeVisible();
  await page.getByRole("button", { name: "结束并清除" }).click();
  await expect(page.locator(".attract__all")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("欧**岚");
  await page.locator(".attract__all").click();
  await expect(page.locator(".tile").first()).toBeDisabled();
  await page.context().setOffline(false);
  await expect(page.locator(".tile").first()).toBeEnabled({ timeout: 15_000 });
  await page.close();
});
