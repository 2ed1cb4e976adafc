// Every screen of the kiosk in three languages, upright and lying, usual and high-contrast: nothing is scrolled or cut off,
// nothing is smaller than 28 px, nothing to touch is smaller than 80.
import type { Page } from "@playwright/test";
import { freshPhone } from "./console.ts";
import { bareCard, LANGUAGES, openKiosk, pairedKiosk, publishTerms, richMember, SIZES } from "./kiosk.ts";
import { showEveryScreen } from "./kiosk-screens.ts";
import { expect, test } from "./site.ts";

/** What does not fit, in words; empty when all is well. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const open = document.querySelector("dialog[open]");
    const shown = [...(open ?? document.body).querySelectorAll<HTMLElement>("*")].filter(
      (element) => element.checkVisibility() && !element.closest("svg"),
    );
    for (const element of shown) {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      const name = `${element.tagName}.${element.className} “${element.innerText.slice(0, 30)}”`;
      // The pages of a long text lie beside each other; the others are out of sight.
      if (element.closest(".reader > *")) continue;
      const is_out = right > innerWidth + 1 || left < -1 || top < -1 || bottom > innerHeight + 1;
      if (is_out) found.add(`${name} runs out of the screen`);
      const style = getComputedStyle(element);
      const frame = element.parentElement?.getBoundingClientRect();
      const is_placed = ["absolute", "fixed"].includes(style.position) || style.display === "inline";
      const is_over = frame && (bottom > frame.bottom + 2 || right > frame.right + 2 || top < frame.top - 2);
      if (is_over && !is_placed && !element.matches("dialog, .reader > *")) found.add(`${name} runs out of its frame`);
      // Letters reach a little above and below their line; that is not cut off.
      const ink = Number.parseFloat(style.fontSize) * 0.4;
      const may_be_cut = element.matches(".reader, .term__head, .rows__what");
      const wide = element.scrollWidth > element.clientWidth + 2;
      const high = element.scrollHeight > element.clientHeight + ink;
      if (style.overflow !== "visible" && !may_be_cut && (wide || high)) found.add(`${name} is cut off`);
      const has_text = [...element.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && child.nodeValue?.trim(),
      );
      if (has_text && Number.parseFloat(style.fontSize) < 27.5) found.add(`${name} is too small to read`);
      if (element.tagName === "BUTTON" && (width < 79.5 || height < 79.5)) found.add(`${name} is too small to touch`);
    }
    // A picture that is pushed out of its tile or button is cut off, and nothing of the above sees it.
    for (const mark of (open ?? document.body).querySelectorAll(".mark")) {
      const [inner, outer] = [mark.getBoundingClientRect(), mark.parentElement?.getBoundingClientRect()];
      if (outer && (inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1))
        found.add(
          `the picture of ${mark.parentElement?.className} “${mark.parentElement?.innerText.slice(0, 30)}” is cut off`,
        );
    }
    return [...found];
  });
}

/** Two things of one column or row never lie on each other. */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [
      ...document.querySelectorAll<HTMLElement>(
        ".stage > :not(dialog), .foot, .hero__bar, .hero__words, .pane > *, .proof > *",
      ),
    ];
    const found: string[] = [];
    for (const a of parts)
      for (const b of parts) {
        if (a === b || a.contains(b) || b.contains(a)) continue;
        const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 1 && down > 1) found.push(`${a.className} lies on ${b.className}`);
      }
    return found;
  });
}

/** Both ways the screen may stand. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [way, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    // What watches its own size has drawn itself anew by the second frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const here = [...(await misfits(page)), ...(await overlaps(page))];
    faults.push(...here.map((fault) => `${name}, ${way}: ${fault}`));
  }
  return faults;
}

for (const language of LANGUAGES) {
  test(`every screen fits, upright and lying, in ${language}`, async ({ browser, request, site }) => {
    test.setTimeout(120_000);
    await publishTerms(request, site);
    const { token } = await pairedKiosk(request, site, [language, ...LANGUAGES.filter((one) => one !== language)]);
    const bare_card_no = await bareCard(request, site, true);
    const known = { ...(await richMember(request, site, `kf-${language}`)), bare_card_no };
    const page = await openKiosk(browser, site, token);
    const faults: string[] = [];
    await showEveryScreen(page, { request, site, known, stranger: freshPhone() }, async (name) => {
      faults.push(...(await faultsOf(page, name)));
    });
    expect(faults).toEqual([]);
    await page.close();
  });
}
