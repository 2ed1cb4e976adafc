// The staff's pages on a handheld, over the real server.
import { randomUUID } from "node:crypto";
import { toWireId } from "../apps/server/src/platform/kernel/ids.ts";
import { openVenue } from "./console.ts";
import { becomeStaff, newestCode, newStaffPhone } from "./member-phone.ts";
import { readPoster } from "./read-poster.ts";
import { expect, test } from "./site.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const serial = { phone: 13_500_000_000 };
const newPhone = () => String(++serial.phone + Number(process.env["TEST_WORKER_INDEX"] ?? 0) * 1000);

test("staff sign in by phone, register a visitor with their consent, and find them again", async ({
  page,
  request,
  site,
}) => {
  await becomeStaff(page, request, site, newStaffPhone());
  const registered = page.locator(".today__one").first();
  await expect(registered).toContainText("登记会员");
  const before = Number.parseInt(await registered.innerText(), 10);
  const phone = newPhone();
  await page.getByRole("link", { name: /登记会员/ }).click();
  const form = page.locator(".page--staff-register");
  await form.getByRole("textbox", { name: "手机号" }).fill(phone);
  await form.getByRole("textbox", { name: "姓名" }).fill("江听岚");
  await form.getByRole("button", { name: "登记", exact: true }).click();
  await expect(form).toContainText("请顾客阅读后当面同意");
  await form.getByRole("switch").click();
  await form.getByRole("button", { name: "登记", exact: true }).click();
  await expect(form.getByRole("heading", { name: "已登记 江听岚" })).toBeVisible();

  await page.goto("/m/?again#/packageStaff/lookup/index");
  const found = page.locator(".page--staff-lookup");
  await found.getByRole("textbox", { name: "查找" }).fill(phone);
  await found.getByRole("button", { name: "查找" }).click();
  await expect(found.locator(".card")).toContainText("江听岚");
  await expect(found.locator(".card")).not.toContainText(phone);

  await page.goto("/m/?home#/packageStaff/home/index");
  await expect(registered).toHaveText(`${before + 1}登记会员`);
});

test("a gate's verdict fills the screen: admitted, then stopped with who, when and where", async ({
  page,
  request,
  site,
}) => {
  const headers = { authorization: `Bearer ${site.world.api_key}`, "idempotency-key": randomUUID() };
  const { venue_id } = await openVenue(request, site, `s${newPhone()}`);
  const gate = { venue_id, code: `n${newPhone()}`, name: "北门 1 号闸", kind: "entry" };
  expect((await request.post("/v1/gates", { headers, data: gate })).ok()).toBe(true);
  const phone = newPhone();
  const home_unit_id = toWireId("org_unit", site.world.first.unit_id);
  await request.post("/v1/members", { headers, data: { name: "江听岚", phone, home_unit_id } });
  const tenant_id = toWireId("tenant", site.world.tenant_id);
  await request.post("/v1/member/sms_codes", { data: { tenant_id, phone } });
  const messages = (await (
    await request.get("/v1/messages?limit=1", { headers: { authorization: headers.authorization } })
  ).json()) as { data: { body: string }[] };
  const code = /\d{6}/.exec(messages.data[0]?.body ?? "")?.[0];
  const signed = await request.post("/v1/member/sessions", { data: { tenant_id, phone, code, consents: [] } });
  const { token } = (await signed.json()) as { token: string };
  const shown = await request.get("/v1/member/code", { headers: { authorization: `Bearer ${token}` } });
  const { codes } = (await shown.json()) as { codes: { code: string }[] };

  await becomeStaff(page, request, site, newStaffPhone());
  await page.getByRole("link", { name: /^检票/ }).click();
  await page
    .getByRole("link", { name: /北门 1 号闸/ })
    .last()
    .click();
  const field = page.getByRole("textbox", { name: "会员码" });
  const scan = async () => {
    await field.fill(codes[0]?.code ?? "");
    await field.press("Enter");
  };
  await scan();
  const verdict = page.locator(".verdict");
  await expect(verdict.getByRole("heading", { name: "放行" })).toBeVisible();
  await expect(verdict).toHaveCSS("background-color", "rgb(44, 122, 102)");
  await expect(verdict).toContainText("服务器");
  await page.getByRole("button", { name: "下一位" }).click();
  await expect(verdict).toBeHidden();
  await scan();
  await expect(verdict.getByRole("heading", { name: "拦下" })).toBeVisible();
  await expect(verdict).toHaveCSS("background-color", "rgb(184, 56, 42)");
  await expect(verdict).toContainText("第一次");
  await expect(verdict).toContainText("北门 1 号闸");
});

test("without a network nothing turns green: the amber page says so, and the same scan goes on", async ({
  page,
  request,
  site,
  context,
}) => {
  const headers = { authorization: `Bearer ${site.world.api_key}`, "idempotency-key": randomUUID() };
  const venue_id = toWireId("venue", site.world.first.venue.venue_id);
  await request.post("/v1/gates", { headers, data: { venue_id, code: `o${newPhone()}`, name: "南门", kind: "entry" } });
  await becomeStaff(page, request, site, newStaffPhone());
  await page.getByRole("link", { name: /^检票/ }).click();
  await page.getByRole("link", { name: /南门/ }).last().click();
  const field = page.getByRole("textbox", { name: "会员码" });
  await context.setOffline(true);
  await field.fill("HY1.nothing");
  await field.press("Enter");
  await expect(page.locator(".offline")).toContainText("离线");
  await expect(page.locator(".verdict")).toHaveCount(0);
  await context.setOffline(false);
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.locator(".offline")).toHaveCount(0);
});

test("who is not on the staff is sent to the sign-in of staff", async ({ page }) => {
  for (const name of ["home", "gate", "lookup", "register", "poster"]) {
    await page.goto(`/m/?${name}#/packageStaff/${name}/index`);
    await expect(page.getByRole("heading", { name: "先以员工身份登录" }).last()).toBeVisible();
  }
});

test("one's own poster is a picture whose code leads to joining at this store", async ({
  page,
  request,
  site,
  browser,
}) => {
  await becomeStaff(page, request, site, newStaffPhone());
  await page.getByRole("link", { name: /我的海报/ }).click();
  const poster = page.getByRole("img", { name: /注册二维码/ });
  await expect(poster).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "保存图片" }).click();
  // As large as a phone shows it.
  const address = (await readPoster(page, await download, 3)) ?? "";
  expect(address).toMatch(/[?&]qr=[0-9a-z]{10}/);

  const phone = newPhone();
  const visitor = await browser.newPage({ viewport: { width: 390, height: 844 }, baseURL: site.base_url });
  // The address is the installation's public one; this site has another port.
  await visitor.goto(address.replace(/^https?:\/\/[^/]+/, ""));
  await visitor.getByRole("button", { name: "同意", exact: true }).click();
  await visitor.getByRole("textbox", { name: "手机号" }).fill(phone);
  await visitor.getByRole("button", { name: "获取验证码" }).click();
  await visitor.getByText(/验证码已发到/).waitFor();
  await visitor.getByRole("textbox", { name: "验证码" }).fill(await newestCode(request, site));
  await visitor.getByRole("button", { name: "登录", exact: true }).click();
  await expect(visitor.getByText("，您好")).toBeVisible();
  const headers = { authorization: `Bearer ${site.world.api_key}` };
  const found = (await (await request.get(`/v1/members?q=${phone}`, { headers })).json()) as {
    data: { member_id: string }[];
  };
  const member = (await (await request.get(`/v1/members/${found.data[0]?.member_id}`, { headers })).json()) as object;
  expect(member).toMatchObject({ source: "qr", owner_staff_id: toWireId("staff", site.world.admin.staff_id) });
  await visitor.close();
});
