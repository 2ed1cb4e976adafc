// Somebody stands at a kiosk: it is paired, texts are published, they touch what is on the screen.
import { type APIRequestContext, type Browser, expect, type Page } from "@playwright/test";
import { toWireId } from "../apps/server/test/world.ts";
import { arrange, buy, freshPhone, openVenue } from "./console.ts";
import { newestCode } from "./member-phone.ts";
import type { Site } from "./site.ts";

export const SIZES = {
  upright: { width: 1080, height: 1920 },
  lying: { width: 1920, height: 1080 },
} as const;
type Size = keyof typeof SIZES;

export const LANGUAGES = ["zh-CN", "en", "ko"] as const;
type Language = (typeof LANGUAGES)[number];

/** A kiosk of the first store, as if it had been paired in the console. */
export async function pairedKiosk(
  request: APIRequestContext,
  site: Site,
  languages: readonly Language[] = LANGUAGES,
): Promise<{ token: string; device_id: string }> {
  const call = arrange(request, site);
  const { code, token } = await call<{ code: string; token: string }>("POST", "/v1/device_pairings", { kind: "kiosk" });
  const { device_id } = await call<{ device_id: string }>("POST", "/v1/devices", {
    pairing_code: code,
    name: "东门服务厅 1 号",
    unit_id: toWireId("org_unit", site.world.first.unit_id),
    languages,
  });
  return { token, device_id };
}

/** A screen that holds the kiosk's credential, at its first page. */
export async function openKiosk(browser: Browser, site: Site, token: string, size: Size = "upright"): Promise<Page> {
  const context = await browser.newContext({
    baseURL: site.base_url,
    viewport: SIZES[size],
    hasTouch: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`/kiosk#${token}`);
  await page.locator(".attract__all").waitFor();
  expect(new URL(page.url()).hash).toBe("");
  return page;
}

const WORDS: Record<"membership" | "marketing", Record<Language, string>> = {
  membership: {
    "zh-CN": "会员服务协议与隐私政策",
    en: "Membership terms and privacy",
    ko: "회원 약관 및 개인정보 처리방침",
  },
  marketing: { "zh-CN": "优惠与活动信息", en: "Offers and events", ko: "혜택 및 행사 안내" },
};
const SENTENCE: Record<Language, string> = {
  "zh-CN": "我们收集您的手机号，用来识别您、记录积分和到访。您可以随时在手机会员页查看、导出、更正或注销。",
  en: "We keep your phone number to know you again and to record your points and visits. You can see, export, correct or delete it at any time on your phone.",
  ko: "회원 확인과 포인트·방문 기록을 위해 전화번호를 보관합니다. 휴대폰 회원 페이지에서 언제든지 열람, 내보내기, 정정, 탈퇴할 수 있습니다.",
};

/** What is asked of whoever registers, in three languages, long enough to have pages. */
export async function publishTerms(request: APIRequestContext, site: Site): Promise<void> {
  for (const purpose of ["membership", "marketing"] as const) {
    const texts = LANGUAGES.map((language) => ({
      language,
      title: WORDS[purpose][language],
      body: Array.from({ length: 24 }, (_, n) => `${n + 1}. ${SENTENCE[language]}`).join("\n"),
    }));
    await arrange(request, site)("PUT", `/v1/privacy/documents/${purpose}`, { text_version: "2026-11 kiosk", texts });
  }
}

/** A member with points, a family and visits; every name as long as names get. */
export async function richMember(request: APIRequestContext, site: Site, code: string) {
  const call = arrange(request, site);
  const phone = freshPhone();
  const home_unit_id = toWireId("org_unit", site.world.first.unit_id);
  const person = (name: string, more: object = {}) =>
    call<{ member_id: string; card_no: string }>("POST", "/v1/members", { name, home_unit_id, ...more });
  const { member_id, card_no } = await person("欧阳听岚", { phone });
  const venue = await openVenue(request, site, code);
  for (let n = 0; n < 7; n++) await buy(request, site, member_id, venue.venue_id, [18_000 + n * 100]);
  const others = [];
  for (const [name, role] of [
    ["江小鱼", "child"],
    ["Alexandra Featherstonehaugh", "spouse"],
  ] as const) {
    others.push({ member_id: (await person(name)).member_id, role });
  }
  await call("POST", "/v1/households", { name: "欧阳家", members: [{ member_id, role: "guardian" }, ...others] });
  for (let n = 0; n < 3; n++) {
    await call("POST", "/v1/admissions", {
      gate_id: n === 0 ? venue.entry.gate_id : venue.ride.gate_id,
      member_id,
      nonce: `${code}-${n}`,
    });
  }
  return { phone, member_id, card_no, venue };
}

/** A card without a phone, with money on it or without. */
export async function bareCard(request: APIRequestContext, site: Site, money: boolean): Promise<string> {
  const call = arrange(request, site);
  const home_unit_id = toWireId("org_unit", site.world.first.unit_id);
  const body = { name: "无号人", home_unit_id };
  const { member_id, card_no } = await call<{ member_id: string; card_no: string }>("POST", "/v1/members", body);
  if (!money) return card_no;
  const key = `money-${member_id}`;
  const posting = { from: { system: "issued" }, to: { member_id }, asset: "cny.principal", amount: 100 };
  const posted = { kind: "top_up", title: "充值", external_id: key, postings: [{ ...posting, expires_at: null }] };
  await call("POST", "/v1/transactions", posted, { "idempotency-key": key });
  return card_no;
}

export async function touchDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.locator(".keypad button", { hasText: new RegExp(`^${digit}$`) }).click();
}

/** From the tiles: the n-th one, counted from 0. */
export const touchTile = (page: Page, n: number) => page.locator(".tile").nth(n).click();
export const POINTS = 0;
export const FAMILY = 1;
export const JOIN = 3;
export const CARD = 4;
export const PHONE = 5;

/** Types a number, has a code sent and types it. */
export async function provePhone(page: Page, request: APIRequestContext, site: Site, phone: string): Promise<void> {
  await touchDigits(page, phone);
  await page.locator(".proof .kbtn--go").click();
  await page.locator(".proof__field", { hasText: "·" }).waitFor();
  await touchDigits(page, await newestCode(request, site));
  await page.locator(".proof .kbtn--go").click();
}

/** They go; the page is loaded anew, so that nothing remembers them. */
export async function leave(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.locator(".kbtn--leave").click()]);
  await page.locator(".attract__all").waitFor();
}

/** What a scanner or a card reader does. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}
