// The member's pages on a phone, over the real server.
import type { Page } from "@playwright/test";
import { becomeMember, buyFor, shareWithFamily } from "./member-phone.ts";
import { expect, test } from "./site.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const tab = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name, exact: true });
const serial = { phone: 13_700_000_000 };
/** A number nobody in this site has. */
const newPhone = () => String(++serial.phone + Number(process.env["TEST_WORKER_INDEX"] ?? 0) * 1000);

test("a purchase shows as points, and the row opens its arithmetic", async ({ page, request, site }) => {
  const phone = newPhone();
  await becomeMember(page, request, site, phone);
  await buyFor(request, site, phone, { item_name: "湖畔餐厅午餐", amount_fen: 12_345 });
  await tab(page, "积分").click();
  const row = page.getByRole("button", { name: /湖畔餐厅午餐/ });
  await expect(row).toContainText("+123");
  await expect(row).toHaveAttribute("aria-expanded", "false");
  await row.click();
  await expect(row).toHaveAttribute("aria-expanded", "true");
  const steps = page.locator(".calc");
  await expect(steps).toContainText("¥123.45");
  await expect(steps).toContainText("每元积分× 1");
  await expect(steps).toContainText("得到积分123");
  await expect(steps).toContainText(/积分规则第 \d+ 版流水号 txn_/);
  await expect(row).toContainText("实付 ¥123.45。");
  await steps.getByRole("button", { name: "核对凭证" }).click();
  await expect(steps.getByRole("status")).toContainText(/等待封存|已封存第 \d+ 块/);
  await page.getByRole("tab", { name: "使用" }).click();
  await expect(page.getByRole("heading", { name: "这一类还没有记录" })).toBeVisible();
});

test("the member code outlives the network, and says so", async ({ page, request, site, context }) => {
  await becomeMember(page, request, site, newPhone());
  await tab(page, "会员码").click();
  const code = page.getByRole("img", { name: "会员二维码" });
  await expect(code).toBeVisible();
  await expect(page.getByText(/\d+ 秒后更新/)).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText("没有网络，码照常可用")).toBeVisible();
  await expect(code).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText("没有网络，码照常可用")).toBeHidden();
});

test("refusing leads to browsing; nothing was sent, and sign-in asks again", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.goto("/m/");
  const refuse = page.getByRole("button", { name: "不同意" });
  const agree = page.getByRole("button", { name: "同意", exact: true });
  const [no, yes] = [await refuse.boundingBox(), await agree.boundingBox()];
  // The same to the pixel: the sheet is still sliding in, in fractions of one.
  expect(Math.abs((no?.width ?? 0) - (yes?.width ?? -9))).toBeLessThan(0.5);
  expect(Math.abs((no?.height ?? 0) - (yes?.height ?? -9))).toBeLessThan(0.5);
  await refuse.click();
  await expect(page.getByRole("heading", { name: "登录后使用会员卡" })).toBeVisible();
  expect(asked.filter((one) => one.startsWith("POST"))).toEqual([]);
  const sign_in = page.getByRole("button", { name: "登录", exact: true });
  // The page that was left slides away before it is gone.
  await expect(sign_in).toHaveCount(1);
  await sign_in.click();
  await expect(page.getByRole("dialog", { name: "登录会用到这些信息" })).toBeVisible();
});

test("the code field takes what the phone offers to fill in", async ({ page }) => {
  await page.goto("/m/");
  await page.getByRole("button", { name: "同意", exact: true }).click();
  const code = page.getByRole("textbox", { name: "验证码" });
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await expect(code).toHaveAttribute("inputmode", "numeric");
  await code.fill(" 12-34 56 ");
  await expect(code).toHaveValue("123456");
  const phone = page.getByRole("textbox", { name: "手机号" });
  await phone.fill("+86 139-0571-2048");
  await expect(phone).toHaveValue("139 0571 2048");
});

test("a name is changed, the language switches at once, and signing out forgets", async ({ page, request, site }) => {
  await becomeMember(page, request, site, newPhone());
  await tab(page, "我的").click();
  await page.getByRole("button", { name: "修改 姓名" }).click();
  await page.getByRole("textbox", { name: "姓名" }).fill("江听岚");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("main").getByText("江听岚", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "한국어" }).click();
  await expect(tab(page, "포인트")).toBeVisible();
  await expect(page).toHaveTitle("마이");
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await page.getByRole("button", { name: "로그아웃" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "로그아웃" }).click();
  await expect(page.getByRole("heading", { name: "로그인하지 않음" })).toBeVisible();
  await page.reload();
  await tab(page, "회원 코드").click();
  await expect(page.getByRole("heading", { name: "로그인하고 회원 코드 표시" })).toBeVisible();
});

test("each batch of points has its place, and the family's pool tells who put what in", async ({
  page,
  request,
  site,
}) => {
  const phone = newPhone();
  await becomeMember(page, request, site, phone);
  await buyFor(request, site, phone, { item_name: "湖畔餐厅午餐", amount_fen: 12_345 });
  await shareWithFamily(request, site, page, 23);
  await tab(page, "积分").click();
  await expect(page.getByRole("button", { name: /家庭共享/ })).toContainText("放进家庭积分池，到期日不变。");
  await page.getByRole("button", { name: "看到期明细" }).click();
  const lots = page.locator(".page--lots");
  await expect(lots.getByRole("listitem")).toContainText(/湖畔餐厅午餐100.*到期共 123/);
  await lots.getByRole("tab", { name: "家庭" }).click();
  await expect(lots.getByRole("listitem")).toContainText(/23.*我放入/);
  await page.goto("/m/?family#/pages/me/index");
  await expect(page.getByRole("heading", { name: "江家" })).toBeVisible();
  await expect(page.getByRole("link", { name: /家庭积分池/ })).toContainText("23");
  await expect(page.getByText("放入 23，还剩 23")).toBeVisible();
});
