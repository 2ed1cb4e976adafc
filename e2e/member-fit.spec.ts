// Every page of the member client in three languages, narrow and usual phones, usual and large type: nothing runs out of the
// screen, nothing is smaller than 14 px, nothing to touch is smaller than 44.
import type { APIRequestContext, Page, Request } from "@playwright/test";
import { freshPhone } from "./console.ts";
import {
  askMembers,
  becomeMember,
  becomeStaff,
  buyFor,
  newStaffPhone,
  publishTexts,
  shareWithFamily,
} from "./member-phone.ts";
import { expect, test } from "./site.ts";

test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 780 } });

const MAIN = ["home", "code", "points", "lots", "me", "visits", "policy", "login", "profile", "birthday", "identities"];
const PAGES = [...MAIN, "family", "privacy", "loss"].map((name) => ({ name, at: `pages/${name}` }));
const STAFF = ["home", "sign-in", "gate", "lookup", "register", "poster"].map((name) => ({
  name: name === "home" ? "staff" : `staff-${name}`,
  at: `packageStaff/${name}`,
}));

/** What does not fit, in words; empty when all is well. */
function misfits(page: Page, name: string): Promise<string[]> {
  return page.evaluate((own) => {
    const found = new Set<string>();
    // The page before may still be on its way out.
    const sheet = [...document.querySelectorAll(`.page--${own}`)].at(-1)?.closest(".taro_page");
    const shown = [...(sheet?.querySelectorAll("*") ?? [])].filter((element) => element.checkVisibility());
    for (const element of shown) {
      const { right, left, width, height } = element.getBoundingClientRect();
      const name = `${element.tagName} ${element.className}`;
      if (right > innerWidth + 0.5 || left < -0.5) found.add(`${name} runs out of the screen`);
      const style = getComputedStyle(element);
      if (element.scrollWidth > element.clientWidth + 1 && style.overflowX === "hidden")
        found.add(`${name} is cut off`);
      const card = element.closest(".card")?.getBoundingClientRect();
      if (card && right > card.right + 0.5) found.add(`${name} runs out of its card`);
      const has_text = [...element.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && child.nodeValue?.trim(),
      );
      if (has_text && Number.parseFloat(style.fontSize) < 14) found.add(`${name} is too small to read`);
      // A link inside a sentence is as high as its line; its padding makes it easy to hit.
      const is_touched = element.tagName === "BUTTON" && style.display !== "inline";
      if (is_touched && !element.matches(".sheet__link") && (width < 43.5 || height < 43.5))
        found.add(`${name} is too small to touch`);
    }
    return [...found];
  }, name);
}

/** Waits until nothing is under way: what comes into the page comes with an answer. */
function settling(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  page.on("request", (request) => open.add(request));
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return async () => {
    for (let quiet = 0; quiet < 2; quiet = open.size === 0 ? quiet + 1 : 0) await page.waitForTimeout(50);
  };
}

/** In the lunar calendar, by whoever is signed in on the page. */
async function tellBirthday(page: Page, request: APIRequestContext): Promise<void> {
  const stored = await page.evaluate(() => localStorage.getItem("hy.session"));
  const { token } = (JSON.parse(stored ?? "{}") as { data: { token: string } }).data;
  const birthday = { calendar: "lunar", year: 1993, month: 8, day: 15, leap_month: false };
  const answer = await request.patch("/v1/member", {
    headers: { authorization: `Bearer ${token}` },
    data: { birthday },
  });
  expect(answer.ok()).toBe(true);
}

const LOCALES = ["zh-CN", "en", "ko"] as const;

/** What the phone keeps; the program reads it when it starts. */
async function choose(page: Page, locale: string, size: string): Promise<void> {
  await page.evaluate(
    ([chosen, type]) => {
      localStorage.setItem("hy.locale", JSON.stringify({ data: chosen }));
      if (type === "large") localStorage.setItem("hy.type_size", JSON.stringify({ data: type }));
    },
    [locale, size] as const,
  );
  await page.goto(`/m/?${locale}`);
}

for (const size of ["usual", "large"] as const) {
  test(`every page fits in ${size} type, in every language`, async ({ page, request, site }) => {
    test.setTimeout(180_000);
    const settled = settling(page);
    const phone = freshPhone();
    await becomeMember(page, request, site, phone);
    await buyFor(request, site, phone, { item_name: "云岫欢乐谷湖畔餐厅双人午餐套餐", amount_fen: 118_888 });
    await shareWithFamily(request, site, page, 188);
    await publishTexts(request, site);
    await askMembers(request, site, `ride_${phone}`);
    await becomeStaff(page, request, site, newStaffPhone());
    const faults: string[] = [];
    for (const locale of LOCALES) {
      await choose(page, locale, size);
      for (const { name, at } of [...PAGES, ...STAFF]) {
        await page.evaluate((hash) => location.assign(hash), `#/${at}/index`);
        await expect(page.locator(`.page--${name}.lang-${locale}`).last()).toBeVisible();
        if (name === "points") {
          await page.getByRole("button", { expanded: false, name: /双人午餐/ }).click();
          await page.locator(".proof__do").click();
          await expect(page.locator(".proof__say")).toBeVisible();
        }
        await settled();
        faults.push(...(await misfits(page, name)).map((fault) => `${name} in ${locale}: ${fault}`));
      }
    }
    // A birthday once told is the longest line there is in a row.
    await tellBirthday(page, request);
    for (const locale of LOCALES) {
      await choose(page, locale, size);
      await page.evaluate(() => location.assign("#/pages/profile/index"));
      await expect(page.locator(`.page--profile.lang-${locale} .profile__next`).last()).toBeVisible();
      faults.push(...(await misfits(page, "profile")).map((fault) => `profile with a birthday in ${locale}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
}
