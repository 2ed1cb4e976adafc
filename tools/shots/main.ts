// ./dev shots [--language zh-CN,en,ko] [--only NAME] [--out DIR]: pictures of every page from the running demo, at desktop and
// phone size; of the member client in large type, too.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import playwright from "../../playwright.config.ts";
import { readDemoAccess, type DemoAccess } from "../dev/demo.ts";
import { dataDir, root } from "../dev/paths.ts";
import { say } from "../dev/terminal.ts";
import { shootKiosk } from "./kiosk-pages.ts";
import { furnishPhone, type Kept, MEMBER_PAGES, memberSession, staffSession } from "./member-pages.ts";

const { values } = parseArgs({
  options: {
    language: { type: "string", default: "zh-CN,en,ko" },
    out: { type: "string", default: path.join(root, "docs/images") },
    "base-url": { type: "string", default: `http://127.0.0.1:${process.env.PORT ?? "8080"}` },
    only: { type: "string" },
  },
});
const base_url = values["base-url"];
const demo = readDemoAccess(dataDir(), base_url);
if (!demo) throw new Error("there is no demo world here: run ./dev start first and leave it running");

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

interface Shot {
  name: string;
  take(page: Page): Promise<void>;
}

// The live stream never ends, so the network is never idle: what is shown by then is what people see.
const settled = async (page: Page) => {
  await page.waitForLoadState("load");
  await page.waitForTimeout(1500);
};

/** The address of the named member's page: the newest hit of a search by phone. */
async function memberPath(context: BrowserContext, access: DemoAccess): Promise<string> {
  const answer = await context.request.get(`${base_url}/v1/members?q=${access.member.phone}`);
  const { data } = (await answer.json()) as { data: { member_id: string }[] };
  return `/members/${data[0]?.member_id ?? ""}`;
}

function consoleShots(member: string): Shot[] {
  const at = (where: string) => async (page: Page) => {
    await page.goto(base_url + where);
  };
  return [
    { name: "workbench", take: at("/") },
    { name: "members", take: at("/members") },
    {
      name: "member-360",
      async take(page) {
        await page.goto(base_url + member);
        await settled(page);
        // What was earned explains itself; what was spent only says from which lots.
        await page
          .locator("tbody tr", { hasText: /\+\d/ })
          .locator("button[aria-expanded='false']")
          .first()
          .click({ timeout: 3000 })
          .catch(() => undefined);
      },
    },
    { name: "till", take: at("/till") },
    { name: "gate", take: at("/gate") },
    { name: "visits", take: at("/visits") },
    { name: "points-rules", take: at("/points/rules?dock=try") },
    { name: "points-seasons", take: at("/points/seasons") },
    { name: "points-program", take: at("/points/program") },
    { name: "messages", take: at("/messages") },
    { name: "organisation", take: at("/organisation") },
    { name: "staff", take: at("/staff") },
    { name: "kiosks", take: at("/platform/kiosks") },
  ];
}

async function signInToConsole(context: BrowserContext, access: DemoAccess): Promise<void> {
  const answer = await context.request.post(`${base_url}/v1/sessions`, {
    headers: { "x-huiyou-client": "console" },
    data: { ...access.admin, transport: "cookie" },
  });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}: ${await answer.text()}`);
}

/** Pages that ask for a venue first. */
const OF_A_VENUE = new Set(["till", "gate", "visits"]);

/** The busiest venue of the demo world, as the console remembers a choice. */
async function chooseVenue(context: BrowserContext, access: DemoAccess): Promise<void> {
  const answer = await context.request.get(`${base_url}/v1/venues`);
  const { data } = (await answer.json()) as { data: { venue_id: string; name: string }[] };
  const venue = data.find(({ name }) => name.includes("欢乐谷")) ?? data[0];
  const entry = [`huiyou.venue.${access.live.tenant_id}`, venue?.venue_id ?? ""] as const;
  await context.addInitScript(([key, value]) => localStorage.setItem(key, value), entry);
}

async function shoot(
  context: BrowserContext,
  shots: readonly Shot[],
  folder: string,
  suffix: string,
  full: boolean,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const page = await context.newPage();
  for (const shot of shots) {
    if (values.only && !shot.name.includes(values.only)) continue;
    await shot.take(page);
    await settled(page);
    await page.screenshot({ path: path.join(folder, `${shot.name}${suffix}.png`), fullPage: full });
    say(`${shot.name}${suffix}`);
  }
  await page.close();
}

async function shootLanguage(browser: Browser, access: DemoAccess, language: string, kept: Kept): Promise<void> {
  const folder = path.join(values.out, language);
  for (const [suffix, viewport] of [
    ["", DESKTOP],
    ["-phone", PHONE],
  ] as const) {
    const context = await browser.newContext({ viewport, locale: language, timezoneId: "Asia/Shanghai" });
    await shoot(
      context,
      [{ name: "sign-in", take: async (page) => void (await page.goto(base_url)) }],
      folder,
      suffix,
      false,
    );
    await signInToConsole(context, access);
    const shots = consoleShots(await memberPath(context, access));
    await shoot(
      context,
      shots.filter(({ name }) => !OF_A_VENUE.has(name)),
      folder,
      suffix,
      false,
    );
    await chooseVenue(context, access);
    await shoot(
      context,
      shots.filter(({ name }) => OF_A_VENUE.has(name)),
      folder,
      suffix,
      false,
    );
    await context.close();
  }
  for (const large of [false, true]) await shootPhone(browser, language, large, kept);
}

/** Every page of the member client, as a member and as staff see it. */
async function shootPhone(browser: Browser, language: string, large: boolean, kept: Kept): Promise<void> {
  const look = { viewport: PHONE, locale: language, timezoneId: "Asia/Shanghai", deviceScaleFactor: 2 };
  const phone = await browser.newContext(look);
  await furnishPhone(phone, kept, { language, large });
  const shots = MEMBER_PAGES.map(([name, at]) => ({
    name,
    take: async (page: Page) => void (await page.goto(`${base_url}/m/?${name}#${at}`)),
  }));
  await shoot(phone, shots, path.join(values.out, language), large ? "-large" : "", false);
  await phone.close();
}

const browser = await chromium.launch(playwright.use?.launchOptions ?? {});
try {
  const context = await browser.newContext();
  await signInToConsole(context, demo);
  const member = await memberSession(context, base_url, demo);
  const kept = { member, staff: await staffSession(await browser.newContext(), base_url, demo) };
  const languages = values.language.split(",");
  for (const language of languages) await shootLanguage(browser, demo, language, kept);
  const wanted = values.only === undefined || values.only.startsWith("kiosk");
  if (wanted) await shootKiosk(browser, context, demo, { base_url, out: values.out, languages });
} finally {
  await browser.close();
}
