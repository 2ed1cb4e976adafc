// A member on the phone: signs in as visitors do, and is bought for as tills do.
import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { toWireId } from "../apps/server/src/platform/kernel/ids.ts";
import type { Site } from "./site.ts";

/** What the built-in test channel delivered last, read as an operator would in the console. */
export async function newestCode(request: APIRequestContext, site: Site): Promise<string> {
  const headers = { authorization: `Bearer ${site.world.api_key}` };
  const answer = (await (await request.get("/v1/messages?limit=1", { headers })).json()) as {
    data: { body: string }[];
  };
  return /\d{6}/.exec(answer.data[0]?.body ?? "")?.[0] ?? "";
}

/** In Chinese, from the first start: agrees, asks for a code, types it. */
export async function becomeMember(page: Page, request: APIRequestContext, site: Site, phone: string): Promise<void> {
  await page.goto("/m/");
  await page.getByRole("button", { name: "同意", exact: true }).click();
  await page.getByRole("textbox", { name: "手机号" }).fill(phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByText(/验证码已发到/).waitFor();
  await page.getByRole("textbox", { name: "验证码" }).fill(await newestCode(request, site));
  // The page before it, which asks visitors in, may still be on its way out.
  await page.locator(".page--login").getByRole("button", { name: "登录", exact: true }).click();
  await page.getByText("，您好").waitFor();
}

export interface Bought {
  item_name: string;
  amount_fen: number;
}

/** Rings up one item for whoever has this phone number. */
export async function buyFor(request: APIRequestContext, site: Site, phone: string, item: Bought): Promise<void> {
  const { item_name, amount_fen } = item;
  const answer = await request.post("/v1/purchases", {
    headers: { authorization: `Bearer ${site.world.api_key}`, "idempotency-key": randomUUID() },
    data: {
      phone,
      venue_id: toWireId("venue", site.world.first.venue.venue_id),
      lines: [{ item_name, business_type: "dining", quantity: 1, amount_fen }],
      payments: [{ method: "cash", amount_fen }],
    },
  });
  if (answer.status() !== 201) throw new Error(`the till answered ${answer.status()}: ${await answer.text()}`);
}

/** Makes a family of whoever is signed in on the page, and puts points of theirs into its pool, as the front desk would. */
export async function shareWithFamily(
  request: APIRequestContext,
  site: Site,
  page: Page,
  amount: number,
): Promise<void> {
  const stored = await page.evaluate(() => localStorage.getItem("hy.session"));
  const { member_id } = (JSON.parse(stored ?? "{}") as { data: { member_id: string } }).data;
  const post = async (path: string, data: object) => {
    const headers = { authorization: `Bearer ${site.world.api_key}`, "idempotency-key": randomUUID() };
    const answer = await request.post(path, { headers, data });
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const home = await post("/v1/households", { name: "江家", members: [{ member_id, role: "guardian" }] });
  await post("/v1/transfers", {
    from: { member_id },
    to: { household_id: home["household_id"] },
    asset: "points",
    amount,
    kind: "transfer",
    external_id: randomUUID(),
    title: "家庭共享",
  });
}

/** The texts that people are asked for, in Chinese: a version of its own, for other tests of the same world publish other words. */
export async function publishTexts(request: APIRequestContext, site: Site): Promise<void> {
  const headers = { authorization: `Bearer ${site.world.api_key}` };
  const text_version = `2026-11 ${randomUUID().slice(0, 8)}`;
  for (const [purpose, title] of [
    ["marketing", "营销信息接收"],
    ["guardian", "监护人同意书"],
  ] as const) {
    const texts = [{ language: "zh-CN", title, body: `${title}：说明收集什么、用来做什么、如何撤回。` }];
    const answer = await request.put(`/v1/privacy/documents/${purpose}`, {
      headers,
      data: { text_version, texts },
    });
    if (!answer.ok()) throw new Error(`the text was refused: ${await answer.text()}`);
  }
}

const staff_serial = { phone: 15_800_000_000 };
/** A number nobody on the staff has. */
export const newStaffPhone = () => String(++staff_serial.phone + Number(process.env["TEST_WORKER_INDEX"] ?? 0) * 1000);

/** The administrator's phone, as they would set it in the console. */
async function setAdminPhone(request: APIRequestContext, site: Site, phone: string): Promise<void> {
  const { admin } = site.world;
  const signed = await request.post("/v1/sessions", { data: { email: admin.email, password: site.world.password } });
  const { token } = (await signed.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const set = await request.put("/v1/me/phone", { headers, data: { phone, password: site.world.password } });
  if (!set.ok()) throw new Error(`the phone was refused: ${await set.text()}`);
}

/** Signs in on the staff's pages by phone and code. In Chinese. */
export async function becomeStaff(page: Page, request: APIRequestContext, site: Site, phone: string): Promise<void> {
  await setAdminPhone(request, site, phone);
  await page.goto("/m/?staff#/packageStaff/sign-in/index");
  const form = page.locator(".page--staff-sign-in");
  await form.locator("#staff_phone").fill(phone);
  await form.locator(".field__do").click();
  // In any language: the number that the code went to.
  await form.locator("#staff-problem", { hasText: /\d{3} \d{4} \d{4}/ }).waitFor();
  await form.locator("#staff_code").fill(await newestCode(request, site));
  await form.locator(".btn--wide").click();
  await page.locator(".page--staff .today").waitFor();
}

/** A field of the group's own that members fill in. */
export async function askMembers(request: APIRequestContext, site: Site, key: string): Promise<void> {
  const answer = await request.post("/v1/member_fields", {
    headers: { authorization: `Bearer ${site.world.api_key}` },
    data: {
      key,
      type: "choice",
      labels: { "zh-CN": "最爱的项目", en: "What you like to ride most", ko: "가장 좋아하는 놀이기구" },
      options: [{ code: "coaster", labels: { "zh-CN": "过山车", en: "Roller coaster", ko: "롤러코스터" } }],
      shown_to_member: true,
      editable_by_member: true,
    },
  });
  if (!answer.ok()) throw new Error(`the field was refused: ${answer.status()} ${await answer.text()}`);
}
