import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { SMALL_PDF } from "../../../../test/record-requests.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { createStaff } from "../../access/index.ts";
import { newPhone, register, signInMember } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
let desk: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-10-02T04:00:00Z") });
  const staff = { email: "desk-of-record@example.com", password: PASSWORD, name: "前台小周", role: "front_desk" };
  await api.app.database.write(tenant.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, { ...staff, unit_id: tenant.first.unit_id }),
  );
  desk = await signInAs(api, staff.email);
});

type Row = Record<string, unknown>;

const call = (request: string, body?: object, token = tenant.api_key) =>
  api.call(request, { token, ...(body === undefined ? {} : { body }) });
const rowsOf = async (path: string, token?: string) =>
  (await call(`GET ${path}`, undefined, token)).body["data"] as unknown as Row[];

async function newMember(name = "林知夏") {
  const phone = newPhone();
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const { body } = await register(api, tenant, { name, phone, home_unit_id });
  return { id: String(body["member_id"]), phone };
}

describe("notes", () => {
  test("stand with who wrote them; new words leave the old ones in the history, and the first stays first", async () => {
    const { id } = await newMember();
    const made = await call(`POST /v1/members/${id}/notes`, { body: "喜欢靠窗" }, desk);
    expect([made.status, made.body]).toMatchObject([201, { by: "前台小周", edited_at: null, version: 1 }]);
    await call(`POST /v1/members/${id}/notes`, { body: "素食", pinned: true });
    const path = `/v1/members/${id}/notes/${String(made.body["note_id"])}`;
    const changed = await call(`PATCH ${path}`, { version: 1, body: "喜欢靠窗，带孩子" });
    expect(changed.body).toMatchObject({ body: "喜欢靠窗，带孩子", by: "前台小周", version: 2 });
    expect((await call(`PATCH ${path}`, { version: 1, body: "别的" })).body["code"]).toBe("version_conflict");
    expect((await rowsOf(`/v1/members/${id}/notes`)).map((note) => note["body"])).toEqual(["素食", "喜欢靠窗，带孩子"]);
    expect(await rowsOf(`${path}/history`)).toMatchObject([{ version: 1, body: "喜欢靠窗", by: "前台小周" }]);
    expect((await call(`DELETE ${path}`)).status).toBe(204);
    expect((await call(`GET ${path}/history`)).status).toBe(404);
  });

  test("meant for one unit is not there for who does not see that unit, in the list and in the timeline", async () => {
    const { id } = await newMember();
    const root = toWireId("org_unit", tenant.root_unit_id);
    await call(`POST /v1/members/${id}/notes`, { body: "集团内部", unit_id: root });
    await call(`POST /v1/members/${id}/notes`, { body: "大家都看", unit_id: null });
    const seen = async (token?: string) => [
      (await rowsOf(`/v1/members/${id}/notes`, token)).map((note) => note["body"]),
      (await rowsOf(`/v1/members/${id}/timeline?kinds=note`, token)).map((item) => item["title"]),
    ];
    expect(await seen()).toEqual([
      ["大家都看", "集团内部"],
      ["大家都看", "集团内部"],
    ]);
    expect(await seen(desk)).toEqual([["大家都看"], ["大家都看"]]);
    const refused = await call(`POST /v1/members/${id}/notes`, { body: "写给集团", unit_id: root }, desk);
    expect(refused.status).toBe(404);
  });

  test("of nothing but spaces is refused at its field", async () => {
    const { id } = await newMember();
    const refused = await call(`POST /v1/members/${id}/notes`, { body: "   " });
    expect([refused.status, refused.body["errors"]?.[0]?.["pointer"]]).toEqual([400, "/body"]);
  });
});

describe("files", () => {
  const upload = (id: string, name: string, body: string, token = tenant.api_key) =>
    api.call(`POST /v1/members/${id}/files?name=${encodeURIComponent(name)}`, {
      token,
      body,
      headers: { "content-type": "application/octet-stream" },
    });

  test("are known by their content, come back byte for byte as an attachment, and go", async () => {
    const { id } = await newMember();
    const made = await upload(id, "入会表.exe", SMALL_PDF, desk);
    expect([made.status, made.body]).toMatchObject([
      201,
      { media_type: "application/pdf", size_bytes: SMALL_PDF.length, by: "前台小周", name: "入会表.exe" },
    ]);
    const path = `/v1/members/${id}/files/${String(made.body["member_file_id"])}`;
    const got = await call(`GET ${path}/content`, undefined, desk);
    expect(got.text).toBe(SMALL_PDF);
    expect(got.headers.get("content-disposition")).toMatch(/^attachment;/);
    expect(got.headers.get("content-type")).toBe("application/octet-stream");
    const log = await rowsOf("/v1/audit_log?limit=1&action=member.file_downloaded");
    expect(log[0]).toMatchObject({ action: "member.file_downloaded" });
    expect((await call(`DELETE ${path}`)).status).toBe(204);
    expect((await call(`GET ${path}/content`)).status).toBe(404);
    const [left] = await api.db.query(
      "select count(*)::int as n from platform.file where kind = 'attachment' and tenant_id = $1",
      [tenant.tenant_id],
    );
    expect(left).toEqual({ n: 0 });
  });

  test.each([
    ["a page", "<html><script>alert(1)</script></html>", "file_type_refused"],
    ["a program", "MZ\u0090\u0000", "file_type_refused"],
    ["a picture by name alone", "not a picture.png", "file_type_refused"],
    ["an empty one", "", "file_empty"],
  ])("%s is refused, and nothing of it is kept", async (_what, content, code) => {
    const { id } = await newMember();
    expect((await upload(id, "photo.png", content)).body["code"]).toBe(code);
    expect(await rowsOf(`/v1/members/${id}/files`)).toEqual([]);
  });

  test("of another store's member are not there", async () => {
    const home_unit_id = toWireId("org_unit", tenant.second.unit_id);
    const { body } = await register(api, tenant, { name: "别店", phone: newPhone(), home_unit_id });
    const id = String(body["member_id"]);
    await upload(id, "a.pdf", SMALL_PDF);
    expect((await call(`GET /v1/members/${id}/files`, undefined, desk)).status).toBe(404);
    expect((await upload(id, "b.pdf", SMALL_PDF, desk)).status).toBe(404);
  });
});

describe("the timeline", () => {
  test("tells of every room, in the language that is asked for, and by kinds", async () => {
    const { id, phone } = await newMember();
    const texts = [{ language: "zh-CN", title: "营销", body: "可以给我发消息。" }];
    await call("PUT /v1/privacy/documents/marketing", { text_version: "m-1", texts });
    await signInMember(api, tenant, phone);
    const said = { member_id: id, purpose: "marketing", text_version: "m-1", action: "granted" };
    const agreed = await call("POST /v1/consents", { ...said, channel: "paper", language: "zh-CN" }, desk);
    expect(agreed.status).toBeLessThan(300);
    await call(`PUT /v1/members/${id}/tier`, { tier_code: "gold", reason: "老客户" });
    await call("POST /v1/households", { name: "林家", members: [{ member_id: id, role: "guardian" }] });
    const tag = await call("POST /v1/tags", { name: "亲子" });
    const { version } = (await call(`GET /v1/members/${id}`)).body;
    await call(`PATCH /v1/members/${id}`, { version, tags: [tag.body["tag_id"]] });
    await call(`POST /v1/members/${id}/identities`, { identity: { kind: "email", value: `${id}@yunxiu.example` } });
    await call(`POST /v1/members/${id}/notes`, { body: "第一行\n第二行" }, desk);
    await api.call(`POST /v1/members/${id}/files?name=a.pdf`, {
      token: desk,
      body: SMALL_PDF,
      headers: { "content-type": "application/pdf" },
    });
    const rows = await rowsOf(`/v1/members/${id}/timeline?limit=200`);
    const titles = Object.fromEntries(rows.map((item) => [String(item["kind"]), item["title"]]));
    expect(rows.map((item) => item["title"])).toEqual(expect.arrayContaining(["同意：入会", "同意：营销信息"]));
    expect(titles).toMatchObject({
      registered: "加入会员",
      tier: expect.stringMatching(/^等级：/),
      household: "加入家庭：林家",
      tag: "加标签：亲子",
      identity: expect.stringMatching(/^绑定邮箱：/),
      note: "第一行",
      file: "文件：a.pdf",
      message: "短信：登录验证码",
      device: expect.stringMatching(/^登录：/),
    });
    const tier = rows.find((item) => item["kind"] === "tier");
    expect(tier?.["facts"]).toEqual([{ label: "原因", value: "老客户" }]);
    const note = rows.find((item) => item["kind"] === "note");
    expect(note).toMatchObject({ by: "前台小周", facts: [{ label: "内容", value: "第一行\n第二行" }] });
    const english = await api.call(`GET /v1/members/${id}/timeline?kinds=tier,household`, {
      token: tenant.api_key,
      headers: { "accept-language": "en" },
    });
    expect(
      (english.body["data"] as unknown as Row[])
        .map((item) => String(item["kind"]))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(["household", "tier"]);
    expect(JSON.stringify(english.body["data"])).toContain("Joined the family");
    const wrong = await call(`GET /v1/members/${id}/timeline?kinds=tier,weather`);
    expect([wrong.status, wrong.body["errors"]?.[0]?.["pointer"]]).toEqual([400, "#/query/kinds"]);
  });

  test("tells of a block and its end, and of a tag that was taken away", async () => {
    const { id } = await newMember();
    const tag = await call("POST /v1/tags", { name: "临时" });
    const version = async () => Number((await call(`GET /v1/members/${id}`)).body["version"]);
    await call(`PATCH /v1/members/${id}`, { version: await version(), tags: [tag.body["tag_id"]] });
    await call(`PATCH /v1/members/${id}`, { version: await version(), tags: [] });
    await call(`POST /v1/members/${id}/blocks`, { scopes: ["gate", "earn"], reason: "多次转借会员码" }, desk);
    await call(`POST /v1/members/${id}/unblock`, { reason: "已说明" }, desk);
    const rows = await rowsOf(`/v1/members/${id}/timeline?kinds=block,tag`);
    const block = rows.find((item) => item["title"] === "限制：入园 · 积分");
    expect(block).toMatchObject({ by: "前台小周", facts: [{ label: "原因", value: "多次转借会员码" }] });
    expect(rows.map((item) => item["title"])).toEqual(
      expect.arrayContaining(["解除限制", "加标签：临时", "去标签：临时"]),
    );
  });

  test("of all kinds pages without losing or doubling a row, also where many happen in one instant", async () => {
    const { id } = await newMember();
    for (let n = 0; n < 12; n++) await call(`POST /v1/members/${id}/notes`, { body: `备注 ${n}` });
    const all = await rowsOf(`/v1/members/${id}/timeline?limit=200`);
    const paged: Row[] = [];
    let cursor = "";
    do {
      const { body } = await call(`GET /v1/members/${id}/timeline?limit=3${cursor}`);
      paged.push(...(body["data"] as unknown as Row[]));
      cursor = body["next_cursor"] ? `&cursor=${String(body["next_cursor"])}` : "";
    } while (cursor !== "");
    expect(paged).toEqual(all);
    expect(all).toHaveLength(13);
  });

  test("a merge is told once, with its points and the other's name, and an undone one again on both sides", async () => {
    const [winner, loser] = [await newMember("顾清越"), await newMember("顾清悦")];
    await call(`POST /v1/members/${loser.id}/notes`, { body: "写在另一份上" });
    const merged = await call("POST /v1/members/merges", {
      winner_id: winner.id,
      loser_id: loser.id,
      reason: "同一人",
    });
    const kinds = "kinds=merge,note,registered";
    const told = await rowsOf(`/v1/members/${winner.id}/timeline?${kinds}`);
    expect(told.map((item) => String(item["kind"])).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "merge",
      "note",
      "registered",
      "registered",
    ]);
    expect(told.find((item) => item["kind"] === "merge")).toMatchObject({ other: { name: "顾清悦" } });
    await call(`POST /v1/members/merges/${String(merged.body["merge_id"])}/undo`, { reason: "不是" });
    expect((await rowsOf(`/v1/members/${winner.id}/timeline?kinds=merge`)).map((item) => item["title"])).toEqual([
      "撤销合并，对方恢复独立",
      "并入了另一份资料",
    ]);
    expect(await rowsOf(`/v1/members/${loser.id}/timeline?kinds=merge,note`)).toMatchObject([
      { kind: "merge", title: "撤销合并，恢复独立", other: { name: "顾清越" } },
      { kind: "note" },
    ]);
  });
});

test("whoever leaves takes their notes and files along; the copy of their data holds them until then", async () => {
  const { id } = await newMember();
  await call(`POST /v1/members/${id}/notes`, { body: "不能给别人看的话" });
  await api.call(`POST /v1/members/${id}/files?name=card.pdf`, {
    token: tenant.api_key,
    body: SMALL_PDF,
    headers: { "content-type": "application/pdf" },
  });
  const of = [tenant.tenant_id, "%不能给别人看的话%"];
  const count = "select count(*)::int as n from members.note where tenant_id = $1 and body like $2";
  expect(await api.db.query(count, of)).toEqual([{ n: 1 }]);
  const { eraseMember } = await import("../erase-member.ts");
  const { parseWireId } = await import("../../../platform/kernel/ids.ts");
  const member_id = parseWireId("member", id) ?? "";
  await api.app.database.write(tenant.tenant_id, (tx) =>
    eraseMember(tx, api.app, { member_id, addresses: [], about: [member_id], needles: [] }),
  );
  expect(await api.db.query(count, of)).toEqual([{ n: 0 }]);
  expect(await rowsOf(`/v1/members/${id}/files`)).toEqual([]);
  const refused = await call(`POST /v1/members/${id}/notes`, { body: "还想写" });
  expect(refused.body["code"]).toBe("member_erased");
});
