// Walks through every screen of a kiosk, in any language: by place, not by words.
import type { APIRequestContext, Page } from "@playwright/test";
import { CARD, JOIN, leave, PHONE, POINTS, provePhone, scan, touchDigits, touchTile } from "./kiosk.ts";
import type { Site } from "./site.ts";

interface Cast {
  request: APIRequestContext;
  site: Site;
  known: { phone: string; card_no: string /** Of somebody with money and no phone. */; bare_card_no: string };
  stranger: string;
}

/** Shows each, and then the same in large type and high contrast. */
export async function showEveryScreen(page: Page, cast: Cast, seen: (name: string) => Promise<void>): Promise<void> {
  const contrast = page.locator(".foot [aria-pressed]");
  const both = async (name: string) => {
    await page.locator(".kiosk").waitFor();
    await seen(name);
    await contrast.click();
    await seen(`${name}, high contrast`);
    await contrast.click();
  };
  const plain = (name: string) => seen(name);
  await plain("attract");
  await page.locator(".attract__all").click();
  await both("home");
  await showSheets(page, plain);
  await showJoining(page, cast, both, plain);
  await showKnown(page, cast, both);
}

type Look = (name: string) => Promise<void>;

const closeSheet = (page: Page) => page.locator("dialog .kbtn--go").last().click();

async function showSheets(page: Page, seen: Look): Promise<void> {
  await page.locator(".foot .kbtn").last().click();
  await page.locator("dialog .row .kbtn").nth(1).waitFor();
  await seen("call");
  await page.locator("dialog .row .kbtn").first().click();
  await touchTile(page, POINTS);
  await page.locator(".foot .kbtn").first().click();
  await page.locator("dialog").waitFor();
  await seen("languages");
  await closeSheet(page);
}

async function showJoining(
  page: Page,
  { request, site, stranger, known }: Cast,
  both: Look,
  plain: Look,
): Promise<void> {
  await both("identify");
  await touchDigits(page, "13800138000");
  await both("identify, a number typed");
  await page.locator(".proof .row .kbtn--plain").click();
  await touchTile(page, JOIN);
  await both("join");
  await provePhone(page, request, site, stranger);
  await page.locator(".detail--typed input").fill("欧阳 Alexandra 听岚");
  await both("name");
  await page.locator(".stage > .row .kbtn--go").click();
  await page.locator(".term").first().waitFor();
  await both("terms");
  await page.locator(".term .kbtn").first().click();
  await page.locator("dialog .reader").waitFor();
  await plain("reader");
  await closeSheet(page);
  await page.locator(".term .tick").first().click();
  await page.locator(".row--end .kbtn").last().click();
  await page.locator(".me").waitFor();
  await both("joined");
  for (const n of [1, 2]) {
    await page.locator(".tabs button").nth(n).click();
    await both(`joined, tab ${n}`);
  }
  await page.locator(".row--end .kbtn").click();
  await touchTile(page, CARD);
  await both("bind a card");
  await scan(page, known.card_no);
  await page.locator(".problem").waitFor();
  await both("bind a card, refused");
  await page.locator(".row--end .kbtn").click();
  await touchTile(page, PHONE);
  await both("bind a phone");
  await leave(page);
  await page.locator(".attract__all").click();
}

async function showKnown(page: Page, { known }: Cast, both: Look): Promise<void> {
  await touchTile(page, POINTS);
  await scan(page, "8888000011112222");
  await page.locator(".problem").waitFor();
  await both("identify, unknown card");
  await scan(page, known.card_no);
  for (const n of [0, 1, 2]) {
    await page.locator(".tabs button").nth(n).click();
    await both(`sheet, tab ${n}`);
  }
  await page.locator(".row--end .kbtn").click();
  await touchTile(page, CARD);
  await both("prove a phone first");
  await leave(page);
  await page.locator(".attract__all").click();
  await touchTile(page, PHONE);
  await scan(page, known.bare_card_no);
  await page.locator(".await").waitFor();
  await both("call staff first");
  await page.locator(".row--end .kbtn").last().click();
  await page.locator(".keypad").waitFor();
  await both("staff's code");
}
