// The kiosk's screens, upright and lying: a kiosk is paired for them and sent away afterwards.
import path from "node:path";
import type { APIRequestContext, Browser, BrowserContext, Page } from "@playwright/test";
import type { DemoAccess } from "../dev/demo.ts";
import { say } from "../dev/terminal.ts";

const SIZES = { kiosk: { width: 1080, height: 1920 }, "kiosk-lying": { width: 1920, height: 1080 } } as const;
const CONSOLE = { "x-huiyou-client": "console" };

interface Where {
  base_url: string;
  out: string;
  languages: readonly string[];
}

async function ask<T>(request: APIRequestContext, method: string, url: string, data?: object): Promise<T> {
  const answer = await request.fetch(url, { method, headers: CONSOLE, ...(data ? { data } : {}) });
  if (!answer.ok()) throw new Error(`${method} ${url} answered ${answer.status()}: ${await answer.text()}`);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

/** `office` is signed in as the administrator. */
export async function shootKiosk(
  browser: Browser,
  office: BrowserContext,
  access: DemoAccess,
  where: Where,
): Promise<void> {
  const { request } = office;
  const url = (at: string) => where.base_url + at;
  const { data: units } = await ask<{ data: { unit_id: string; name: string }[] }>(
    request,
    "GET",
    url("/v1/org_units"),
  );
  const unit = units.find(({ name }) => name.includes("欢乐谷")) ?? units[0];
  const found = await ask<{ data: { card_no: string }[] }>(request, "GET", url(`/v1/members?q=${access.member.phone}`));
  const pairing = await ask<{ code: string; token: string }>(request, "POST", url("/v1/device_pairings"), {
    kind: "kiosk",
  });
  const { device_id } = await ask<{ device_id: string }>(request, "POST", url("/v1/devices"), {
    pairing_code: pairing.code,
    name: "东门服务厅",
    unit_id: unit?.unit_id,
    languages: ["zh-CN", "en", "ko"],
  });
  try {
    for (const [name, viewport] of Object.entries(SIZES)) {
      const context = await browser.newContext({ viewport, hasTouch: true, timezoneId: "Asia/Shanghai" });
      await context.addInitScript((token) => localStorage.setItem("huiyou.kiosk", token), pairing.token);
      for (const language of where.languages) {
        const folder = path.join(where.out, language);
        await shootScreens(
          await context.newPage(),
          url("/kiosk"),
          language,
          found.data[0]?.card_no ?? "",
          async (page, screen) => {
            await page.screenshot({ path: path.join(folder, `${name}-${screen}.png`) });
            say(`${name}-${screen}`);
          },
        );
      }
      await context.close();
    }
  } finally {
    await ask(request, "DELETE", url(`/v1/devices/${device_id}`));
  }
}

async function shootScreens(
  page: Page,
  address: string,
  language: string,
  card_no: string,
  shoot: (page: Page, screen: string) => Promise<void>,
): Promise<void> {
  await page.goto(address);
  await page.locator(".attract__all").waitFor();
  await shoot(page, "attract");
  await page.locator(".attract__all").click();
  await page.locator(`.languages [lang="${language}"]`).click();
  await shoot(page, "home");
  await page.locator(".tile").first().click();
  await shoot(page, "identify");
  await page.keyboard.type(card_no);
  await page.keyboard.press("Enter");
  await page.locator(".figure").waitFor();
  await shoot(page, "sheet");
  await page.locator(".kbtn--leave").click();
  await page.locator(".attract__all").waitFor();
  await page.close();
}
