// Whoever joins at a kiosk: a phone, what is asked, the terms, and a card of their own.
import { arrange, freshPhone } from "./console.ts";
import {
  CARD,
  JOIN,
  leave,
  openKiosk,
  pairedKiosk,
  provePhone,
  publishTerms,
  scan,
  touchDigits,
  touchTile,
} from "./kiosk.ts";
import { expect, test } from "./site.ts";

test("a phone that nobody has joins after the terms, and binds a card that says who they are from then on", async ({
  browser,
  request,
  site,
}) => {
  await publishTerms(request, site);
  const { token } = await pairedKiosk(request, site);
  const page = await openKiosk(browser, site, token);
  const phone = freshPhone();
  await page.locator(".attract__all").click();
  await touchTile(page, JOIN);
  await provePhone(page, request, site, phone);
  await page.getByRole("textbox", { name: "怎么称呼您？" }).fill("欧阳听岚");
  await page.keyboard.press("Enter");
  const join = page.getByRole("button", { name: "同意并注册" });
  await expect(join).toBeDisabled();
  const terms = page.locator(".term", { hasText: "会员服务协议" });
  await terms.getByRole("button", { name: "阅读全文" }).click();
  const reader = page.getByRole("dialog");
  await expect(reader).toContainText("第 1 页，共");
  await reader.getByRole("button", { name: "下一页" }).click();
  await expect(reader).toContainText("第 2 页");
  await reader.getByRole("button", { name: "关闭" }).click();
  // The same box twice is as if it had not been touched.
  await terms.getByRole("button", { name: "我已阅读并同意" }).click();
  await terms.getByRole("button", { name: "我已阅读并同意" }).click();
  await expect(join).toBeDisabled();
  await terms.getByRole("button", { name: "我已阅读并同意" }).click();
  await join.click();
  await expect(page.getByRole("heading", { name: "注册成功，欢迎您" })).toBeVisible();
  await expect(page.locator(".me")).toContainText("欧**岚");
  await page.getByRole("button", { name: "首页" }).click();
  await touchTile(page, CARD);
  await scan(page, "GYM 5501");
  await expect(page.getByRole("heading", { name: "卡已绑定" })).toBeVisible();
  await leave(page);
  await scan(page, "gym5501");
  await expect(page.locator(".me")).toBeVisible();
  await page.close();
});

test("who joins is asked what the group wants to know at kiosks, one question a screen", async ({
  browser,
  request,
  site,
}) => {
  await publishTerms(request, site);
  const call = arrange(request, site);
  const field = (key: string, type: string, more: object) =>
    call<{ field_id: string }>("POST", "/v1/member_fields", {
      key,
      type,
      required_on: ["kiosk"],
      is_sensitive: false,
      shown_to_member: true,
      editable_by_member: true,
      searchable: false,
      ...more,
    });
  const named = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
  const fields = [
    await field("kiosk_ride", "choice", {
      labels: named("最爱项目", "Favourite ride", "좋아하는 놀이기구"),
      options: [
        { code: "coaster", labels: named("过山车", "Coaster", "롤러코스터") },
        { code: "boat", labels: named("漂流船", "Boat", "보트") },
      ],
    }),
    await field("kiosk_wedding", "date", { labels: named("结婚纪念日", "Wedding day", "결혼기념일"), options: [] }),
  ];
  try {
    const { token } = await pairedKiosk(request, site);
    const page = await openKiosk(browser, site, token);
    await page.locator(".attract__all").click();
    await touchTile(page, JOIN);
    await provePhone(page, request, site, freshPhone());
    await page.getByRole("button", { name: "跳过" }).click();
    await expect(page.getByRole("heading", { name: "最爱项目" })).toBeVisible();
    const next = page.getByRole("button", { name: "下一步" });
    await expect(next).toBeDisabled();
    await page.getByRole("button", { name: "过山车" }).click();
    await next.click();
    // There is no such day: the server says so, and the question stands there again.
    await touchDigits(page, "20180230");
    await next.click();
    const agree = async () => {
      await page.locator(".term", { hasText: "会员服务协议" }).getByRole("button", { name: "我已阅读并同意" }).click();
      await page.getByRole("button", { name: "同意并注册" }).click();
    };
    await agree();
    await expect(page.getByRole("heading", { name: "结婚纪念日" })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText("YYYY-MM-DD");
    await page.getByRole("button", { name: "清空" }).click();
    await touchDigits(page, "20180520");
    await expect(page.locator(".proof__field")).toHaveText("2018-05-20");
    await next.click();
    await agree();
    await expect(page.getByRole("heading", { name: "注册成功，欢迎您" })).toBeVisible();
    await page.close();
  } finally {
    for (const { field_id } of fields) await call("POST", `/v1/member_fields/${field_id}/archive`);
  }
});
