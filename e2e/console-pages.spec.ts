// Every page in every language, on a desk and on a phone: nothing sticks out, nothing is cut off unseen, nothing fails.
import type { Page } from "@playwright/test";
import { toWireId } from "../apps/server/test/world.ts";
import { arrange, buy, newMember, openVenue, signIn } from "./console.ts";
import { expect, type Site, test } from "./site.ts";

const LANGUAGES = ["zh-CN", "en", "ko"] as const;
type Language = (typeof LANGUAGES)[number];

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** What does not fit. Text that is cut must be readable in a title, its own or one around it. */
const misfits = (page: Page) =>
  page.evaluate(async () => {
    // What watches its own size has drawn itself anew by the second frame.
    await new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
    const frames = [document.documentElement, ...document.querySelectorAll(".main")];
    const wide = frames.some((frame) => frame.scrollWidth > frame.clientWidth) ? ["is wider than the window"] : [];
    // The cheapest question first: pages are large.
    const cut = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => {
      if (element.clientWidth === 0 || element.scrollWidth <= element.clientWidth + 1) return false;
      if (!["hidden", "clip"].includes(getComputedStyle(element).overflowX)) return false;
      return !element.closest("[title], .sr, svg, .ant-select-dropdown") && element.innerText?.trim();
    });
    const told = cut.map(({ tagName, className, innerText }) => `${tagName}.${className}: ${innerText.slice(0, 60)}`);
    return [...wide, ...told.map((what) => `cuts off ${what}`)];
  });

/** Within the program, as a link leads there; another view of the same page is opened by its address. */
async function visit(page: Page, url: string): Promise<void> {
  const { pathname } = new URL(url, page.url());
  if (pathname === new URL(page.url()).pathname) await page.goto(url);
  else {
    await page.evaluate((to) => {
      document.querySelector(".main")?.setAttribute("data-left", "");
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, url);
  }
  await page.locator(".main:not([data-left]) :is(h1, h3)").first().waitFor();
}

/** Through the menu of the bar: what is on the screen changes where it stands. */
async function use(page: Page, language: Language): Promise<void> {
  if ((await page.locator("html").getAttribute("lang")) !== language) {
    await page.locator('[aria-haspopup="menu"]', { hasText: /^(中|EN|한)$/ }).click();
    await page.locator(`.ant-dropdown:not(.ant-dropdown-hidden) [lang="${language}"]`).click();
  }
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.locator("[data-loading]")).toHaveCount(0);
}

interface Pages {
  work: string[];
  trust: string[];
  platform: string[];
}

/** As the person who is signed in: an import is seen by whoever brought it. */
async function beginImport(page: Page): Promise<string> {
  const own = { "x-huiyou-client": "console" };
  const data =
    "姓名,手机,An exceedingly long name of a column that nobody asked for\nAlexandra Featherstonehaugh,12,x\n";
  const file = await page.request.post("/v1/files?name=a-list-with-a-rather-long-name-of-last-year.csv", {
    data,
    headers: { ...own, "content-type": "text/csv" },
  });
  const { file_id } = (await file.json()) as { file_id: string };
  const made = await page.request.post("/v1/imports", { data: { kind: "members", file_id }, headers: own });
  return ((await made.json()) as { import_id: string }).import_id;
}

const TRUST = [
  "/trust/requests",
  "/trust/consents",
  "/trust/retention",
  "/trust/report",
  "/trust/audit",
  "/trust/reveals",
  "/platform/approvals",
  "/platform/approvals?view=all",
  "/platform/approval-rules",
  "/me/security",
];

/** A field of the group's own, filled in. */
async function giveField(call: ReturnType<typeof arrange>, member_id: string, code: string): Promise<void> {
  const labels = { "zh-CN": "过山车", en: "The longest roller coaster", ko: "롤러코스터" };
  const seat = { "zh-CN": "最爱项目", en: "Favourite rides" };
  const asked = { key: `seat_${code}`, type: "choices", labels: seat, options: [{ code: "coaster", labels }] };
  const { key } = await call<{ key: string }>("POST", "/v1/member_fields", asked);
  const { version } = await call<{ version: number }>("GET", `/v1/members/${member_id}`);
  await call("PATCH", `/v1/members/${member_id}`, { version, fields: { [key]: ["coaster"] } });
}

async function makeWorld(page: Page, site: Site, code: string): Promise<Pages> {
  const venue = await openVenue(page.request, site, code);
  // The gate and the report are for one venue: the one chosen in the bar.
  const chosen = [`huiyou.venue.${toWireId("tenant", site.world.tenant_id)}`, venue.venue_id] as const;
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), chosen);
  const member = await newMember(page.request, site, "Alexandra Featherstonehaugh");
  await buy(page.request, site, member.member_id, venue.venue_id, [38_000]);
  const call = arrange(page.request, site);
  const { data } = await call<{ data: { transaction_id: string }[] }>(
    "GET",
    `/v1/transactions?member_id=${member.member_id}`,
  );
  const guardian = { member_id: member.member_id, role: "guardian" };
  const { household_id } = await call<{ household_id: string }>("POST", "/v1/households", {
    name: "Featherstonehaugh",
    members: [guardian],
  });
  const adjustment = {
    member_id: member.member_id,
    points: 5_000,
    reason: "A whole season of tickets was not counted",
  };
  await call("POST", "/v1/points/adjustments", adjustment, { "idempotency-key": crypto.randomUUID() });
  const endpoint = await call<{ webhook_endpoint_id: string }>("POST", "/v1/webhook_endpoints", {
    url: `https://hooks.example.com/${code}/a-path-that-is-rather-long-and-goes-on-for-a-while`,
    event_types: ["points.*", "member.registered", "purchase.refunded"],
    description: "Customer relations",
  });
  await call("POST", `/v1/webhook_endpoints/${endpoint.webhook_endpoint_id}/test`, { event_type: "points.earned" });
  await giveField(call, member.member_id, code);
  const import_id = await beginImport(page);
  const work = [
    "/",
    "/members",
    "/members/fields",
    "/members?lifecycle=sleeping,lost&spent_min=100000&joined_from=2020-01-01",
    "/members/bulk",
    "/members/tags",
    "/members/tags?view=stages",
    "/members/blocks",
    "/members/duplicates",
    "/members/duplicates?view=history",
    "/members/duplicates?view=rules",
    `/members/${member.member_id}`,
    `/members/${member.member_id}?tab=lots`,
    `/members/${member.member_id}?tab=purchases`,
    ...["timeline", "records", "identity", "notes", "files"].map((tab) => `/members/${member.member_id}?tab=${tab}`),
    "/till",
    `/gate?gate=${venue.entry.gate_id}`,
    "/visits",
    "/points/rules?dock=try",
    "/points/rules/new",
    "/points/seasons?season=new",
    "/points/program",
    "/points/adjustments",
    "/points/households",
    `/points/households/${household_id}`,
    "/ledger",
    `/ledger?transaction=${data[0]?.transaction_id}`,
    "/messages",
    "/nowhere",
  ];
  const platform = [
    "/organisation",
    "/staff",
    "/platform/roles",
    "/platform/roles?view=by_permission",
    "/platform/roles?view=by_route",
    "/platform/roles/new",
    "/platform/holidays?year=2026",
    "/platform/holidays?year=2027",
    "/platform/jobs",
    "/platform/jobs?view=schedules",
    "/platform/imports",
    "/platform/imports/new",
    `/platform/imports/${import_id}`,
    "/platform/exports",
    "/platform/operations",
    "/platform/sandboxes",
    "/platform/keys",
    "/platform/requests",
    "/members/qr-codes",
    "/platform/wechat",
    "/platform/kiosks",
    "/platform/channels",
    "/platform/webhooks",
    `/platform/webhooks/${endpoint.webhook_endpoint_id}`,
  ];
  return { work, trust: TRUST, platform };
}

/** A page opens in the language and at the size of the one before. */
const inTurn = <T>(all: readonly T[], index: number) => (index % 2 === 0 ? all : all.toReversed());

for (const area of ["work", "trust", "platform"] as const) {
  test(`every page of ${area} holds its text in every language, on a desk and on a phone`, async ({ page, site }) => {
    test.setTimeout(300_000);
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(error.message));
    await signIn(page, site);
    const pages = await makeWorld(page, site, area.slice(0, 1));
    for (const [index, url] of pages[area].entries()) {
      await visit(page, url);
      for (const [turn, language] of inTurn(LANGUAGES, index).entries()) {
        await use(page, language);
        for (const size of inTurn(SIZES, index + turn)) {
          await page.setViewportSize(size);
          failures.push(...(await misfits(page)).map((what) => `${url} in ${language} at ${size.width} px ${what}`));
        }
      }
    }
    expect(failures).toEqual([]);
  });
}

test("the language changes at once and stays", async ({ page, site }) => {
  await signIn(page, site);
  await page.getByRole("button", { name: /^语言/ }).click();
  await page.getByRole("menuitem", { name: "한국어" }).click();
  await expect(page.getByRole("heading", { name: "대시보드" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "대시보드" })).toBeVisible();
});

test("the palette finds a member, a page and a command", async ({ page, request, site }) => {
  const member = await newMember(request, site, "宋晚晴");
  await signIn(page, site);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "命令面板" });
  await palette.getByRole("combobox").fill("晚晴");
  await expect(palette.getByRole("option", { name: /宋晚晴/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(member.member_id));
  await expect(palette).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "宋晚晴" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("发放规则");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "发放规则" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("an error says what to do and gives the request id", async ({ page, site }) => {
  await signIn(page, site);
  await page.route("**/v1/members?*", (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({ status: 500, code: "internal", title: "x", detail: "x", request_id: "req-42" }),
    }),
  );
  await page.goto("/members");
  await expect(page.getByRole("alert")).toContainText("req-42");
  await page.unroute("**/v1/members?*");
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
