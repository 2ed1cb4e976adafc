// What every console test does: be signed in, and arrange the world through the public API.
import type { APIRequestContext, Page } from "@playwright/test";
import { toWireId } from "../apps/server/test/world.ts";
import type { Site } from "./site.ts";

type Person = "admin" | "manager" | "operator";

/** A session of their own in this browser, without going through the door: that is tried in sign-in.spec.ts. */
export async function startSession(page: Page, site: Site, who: Person = "admin"): Promise<void> {
  const answer = await page.request.post("/v1/sessions", {
    data: { email: site.world[who].email, password: site.world.password, transport: "cookie" },
    headers: { "x-huiyou-client": "console" },
  });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}: ${await answer.text()}`);
}

/** Signed in, at a page of the console. */
export async function signIn(page: Page, site: Site, who: Person = "admin", url = "/"): Promise<void> {
  await startSession(page, site, who);
  await page.goto(url);
  if (url === "/") await page.getByRole("heading", { name: "工作台" }).waitFor();
  else await page.locator(".main").waitFor();
}

/** Calls the API with the tenant's own key; a test that cannot arrange its world stops here. */
export function arrange(request: APIRequestContext, site: Site) {
  return async <T>(
    method: "GET" | "POST" | "PATCH" | "PUT",
    url: string,
    data?: object,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const answer = await request.fetch(url, {
      method,
      headers: { authorization: `Bearer ${site.world.api_key}`, ...headers },
      ...(data ? { data } : {}),
    });
    if (!answer.ok()) throw new Error(`${method} ${url} answered ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

let serial = 0;

/** A phone number nobody else in this run has. */
export const freshPhone = (): string =>
  `139${String(process.pid % 10_000).padStart(4, "0")}${String(++serial).padStart(4, "0")}`;

const unitOf = (site: Site, store: "first" | "second"): string => toWireId("org_unit", site.world[store].unit_id);

/** A venue that is open whenever the test runs, with a way in, a way out and a ride. */
export async function openVenue(request: APIRequestContext, site: Site, code: string) {
  const call = arrange(request, site);
  const name = `全天馆 ${code}`;
  const venue = await call<{ venue_id: string }>("POST", "/v1/venues", {
    parent_unit_id: toWireId("org_unit", site.world.root_unit_id),
    name,
    code,
    business_type: "ticket",
    opens_at: "00:00",
    closes_at: "24:00",
    map: { width: 800, height: 600 },
  });
  const gate = (suffix: string, kind: string, label: string, x: number) =>
    call<{ gate_id: string }>("POST", "/v1/gates", {
      venue_id: venue.venue_id,
      code: `${code}-${suffix}`,
      name: label,
      kind,
      x,
      y: 200,
    });
  const entry = await gate("in", "entry", "东门", 100);
  const ride = await gate("ride", "attraction", "云霄飞车", 420);
  return { venue_id: venue.venue_id, name, entry, ride };
}

export async function newMember(
  request: APIRequestContext,
  site: Site,
  name: string,
  store: "first" | "second" = "first",
) {
  const phone = freshPhone();
  const member = await arrange(request, site)<{ member_id: string; card_no: string }>("POST", "/v1/members", {
    name,
    phone,
    home_unit_id: unitOf(site, store),
    source: "import",
  });
  return { ...member, name, phone };
}

export async function buy(
  request: APIRequestContext,
  site: Site,
  member_id: string,
  venue_id: string,
  amounts_fen: number[],
): Promise<void> {
  const total = amounts_fen.reduce((sum, fen) => sum + fen, 0);
  const lines = amounts_fen.map((amount_fen, i) => ({
    item_name: `日场票 ${i + 1}`,
    business_type: "ticket",
    quantity: 1,
    amount_fen,
  }));
  const body = { member_id, venue_id, lines, payments: [{ method: "wechat", amount_fen: total }] };
  await arrange(request, site)("POST", "/v1/purchases", body, { "idempotency-key": crypto.randomUUID() });
}
