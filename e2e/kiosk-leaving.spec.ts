// What is left of whoever stood at a kiosk: nothing.
import type { Page } from "@playwright/test";
import { openKiosk, pairedKiosk, POINTS, provePhone, richMember, scan, touchTile } from "./kiosk.ts";
import { expect, test } from "./site.ts";

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
