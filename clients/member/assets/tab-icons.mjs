// Draws the mini-program's tab icons (PNG, because a mini-program's tab bar takes nothing else) from the same outlines as the
// rest: node assets/tab-icons.mjs, with Playwright's Chromium or the one CHROMIUM names.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ICONS, INKS } from "../src/art/icons.ts";

const { chromium } = createRequire(new URL("../../../package.json", import.meta.url))("@playwright/test");
const SIZE = 108;
const folder = new URL("../src/assets/tabs/", import.meta.url);
const TABS = { home: ICONS.home, code: ICONS.qr, points: ICONS.points, me: ICONS.me };

/** The code's tab is a plate of azurite, on every page; the others are lines, heavier when chosen. */
function drawing(name, is_on) {
  const is_code = name === "code";
  const colour = is_code ? INKS.white : is_on ? INKS.azurite : INKS.muted;
  const plate = is_code ? `<rect x="-2" y="-1" width="28" height="26" rx="4" fill="${INKS.azurite}"/>` : "";
  const group = `<g fill="none" stroke="${colour}" stroke-width="${is_on && !is_code ? 2 : 1.5}" stroke-linecap="round" stroke-linejoin="round"`;
  const lines = `${group}${is_code ? ' transform="translate(2.4 2.4) scale(.8)"' : ""}>${TABS[name]}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="-2 -2 28 28">${plate}${lines}</svg>`;
}

const browser = await chromium.launch(
  process.env.CHROMIUM === undefined ? {} : { executablePath: process.env.CHROMIUM },
);
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
mkdirSync(folder, { recursive: true });
for (const name of Object.keys(TABS)) {
  for (const is_on of [false, true]) {
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing(name, is_on)}`);
    writeFileSync(new URL(`${name}${is_on ? "-on" : ""}.png`, folder), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
