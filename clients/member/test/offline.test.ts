import path from "node:path";
import { expect, test } from "vitest";
import { readQr } from "./harness/read-qr.ts";
import { start, until } from "./harness/program.ts";
import { find, hasClass, text } from "./harness/tree.ts";

const dist = path.join(import.meta.dirname, "../dist/weapp");
const button = (label: string) => (node: Parameters<ReturnType<typeof hasClass>>[0]) =>
  hasClass("tap")(node) && text(node) === label;

function signedIn(): Map<string, unknown> {
  const now_ms = Date.now();
  const at = (offset_ms: number) => new Date(now_ms + offset_ms).toISOString();
  const points = {
    available: 2860,
    pending: 1139,
    pending_from: "2026-10-09",
    expiring: { amount: 500, on: "2026-12-31" },
  };
  const profile = {
    member_id: "mbr_1",
    name: "江听岚",
    card_no: "8806202604175523",
    phone_masked: null,
    joined_at: "2026-04-17T10:00:00+08:00",
    points,
  };
  return new Map<string, unknown>([
    ["hy.session", { token: "hy_ms_kept", tenant_id: "ten_1", member_id: "mbr_1" }],
    ["hy.member", { profile, as_of_ms: now_ms - 60_000 }],
    [
      "hy.codes",
      {
        codes: [{ code: "HY1.kept", valid_from: at(-20_000), valid_until: at(40_000) }],
        ahead_ms: 0,
        fetched_at_ms: now_ms,
      },
    ],
  ]);
}

test("without a network the kept code is shown, scans, and is said to be so", async () => {
  const program = start(dist, { storage: signedIn() });
  const page = program.open("pages/code/index");
  await until(() => text(page.tree()).includes("没有网络，码照常可用"));
  const drawn = text(page.tree());
  expect(drawn).toContain("8806 2026 0417 5523");
  expect(drawn).toContain("2,860");
  expect(drawn).toMatch(/\d+ 秒后更新/);
  const picture = find(page.tree(), hasClass("qr__dots"));
  expect(picture?.attr["ariaLabel"]).toBe("会员二维码");
  expect(readQr(String(picture?.attr["src"]))).toBe("HY1.kept");
  expect(program.log.errors).toEqual([]);
  page.hide();
});

test("without a network figures stay, marked with their time, and lists say what to do", async () => {
  const program = start(dist, { storage: signedIn() });
  const page = program.open("pages/points/index");
  await until(() => text(page.tree()).includes("加载失败"));
  expect(text(page.tree())).toContain("还没更新，这是");
  expect(text(page.tree())).toContain("2,860");
  expect(find(page.tree(), button("重试"))).toBeDefined();
});

test.each([
  ["zh_CN", "登录后使用会员卡"],
  ["en", "Sign in to use your card"],
  ["ko_KR", "로그인하고 회원 카드 사용"],
])("a phone that speaks %s is answered in its language", async (language, words) => {
  const page = start(dist, { language }).open("pages/home/index");
  await expect.poll(() => text(page.tree())).toContain(words);
});

test("a tap switches the language, keeps it, and renames title and tabs", async () => {
  const program = start(dist);
  const page = program.open("pages/me/index");
  await until(() => text(page.tree()).includes("大字模式"));
  page.tap(button("한국어"));
  await until(() => text(page.tree()).includes("큰 글씨"));
  expect(program.storage.get("hy.locale")).toBe("ko");
  const said = JSON.stringify(program.log.calls);
  for (const word of ["홈", "회원 코드", "포인트", "마이"]) expect(said).toContain(`"text":"${word}"`);
  expect(program.log.calls.filter(([name]) => name === "setNavigationBarTitle").at(-1)?.[1]?.["title"]).toBe("마이");
});

test("large type is kept and enlarges the page", async () => {
  const program = start(dist);
  const page = program.open("pages/me/index");
  await until(() => find(page.tree(), hasClass("setting--row")));
  page.tap(hasClass("setting--row"));
  await until(() => find(page.tree(), hasClass("page--large")));
  expect(program.storage.get("hy.type_size")).toBe("large");
});

test("the first start offers to sign in; refusing leaves one free to browse and sends nothing", async () => {
  const program = start(dist);
  program.open("pages/home/index");
  await until(() =>
    program.log.calls.some(([name, options]) => name === "navigateTo" && String(options?.["url"]).includes("login")),
  );
  const login = program.open("pages/login/index");
  await until(() => text(login.tree()).includes("登录会用到这些信息"));
  login.tap(button("不同意"));
  await until(() =>
    program.log.calls.some(([name, options]) => name === "switchTab" && String(options?.["url"]).includes("home")),
  );
  expect(program.storage.has("hy.consent")).toBe(false);
  const again = start(dist, { storage: program.storage });
  again.open("pages/home/index");
  await new Promise((done) => setTimeout(done, 100));
  expect(again.log.calls.some(([name]) => name === "navigateTo")).toBe(false);
});

test("signing out forgets everything personal on this phone", async () => {
  const program = start(dist, { storage: signedIn() });
  const page = program.open("pages/me/index");
  await until(() => text(page.tree()).includes("江听岚"));
  page.tap(button("退出登录"));
  await until(() => text(page.tree()).includes("会被清除"));
  page.tap(button("退出"));
  await until(() => text(page.tree()).includes("未登录"));
  expect([...program.storage.keys()].filter((key) => key !== "hy.tenant")).toEqual([]);
});
