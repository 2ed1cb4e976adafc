import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../../test/world.ts";

const api = testApi();
let tenant: TestTenant;
let admin: string;
let manager: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  manager = await signInAs(api, tenant.manager.email);
});

const save = (body: object, token = admin) =>
  api.call("POST /v1/member_views", { token, body: { filter: {}, columns: [], ...body } });
const names = async (token: string) =>
  ((await api.call("GET /v1/member_views", { token })).body["data"] as unknown as { name: string }[]).map(
    (one) => one.name,
  );

test("one's own are one's own until they are shared, with a role or at a unit", async () => {
  const unit_id = toWireId("org_unit", tenant.first.unit_id);
  const other = toWireId("org_unit", tenant.second.unit_id);
  await save({
    name: "我的",
    filter: { lifecycle: "sleeping", no_visit_since: "2026-01-01" },
    columns: ["phone", "tier"],
  });
  await save({ name: "欢乐谷", share: { unit_id } });
  await save({ name: "海洋馆", share: { unit_id: other } });
  const root = toWireId("org_unit", tenant.root_unit_id);
  await save({ name: "全集团", share: { unit_id: root } });
  const roles = (await api.call("GET /v1/roles", { token: admin })).body["data"] as unknown as {
    role_id: string;
    code: string;
  }[];
  const role_id = roles.find((role) => role.code === "store_manager")?.role_id;
  await save({ name: "店长", share: { role_id } });
  expect(await names(admin)).toEqual(["我的", "欢乐谷", "海洋馆", "全集团", "店长"]);
  expect(await names(manager)).toEqual(["欢乐谷", "全集团", "店长"]);
  await save({ name: "自己的", share: null }, manager);
  expect((await names(manager))[0]).toBe("自己的");
  const beyond = await save({ name: "越权", share: { unit_id: other } }, manager);
  expect([beyond.body["code"], beyond.body["errors"]?.[0]?.["pointer"]]).toEqual(["not_found", "/share/unit_id"]);
});

test("changed under its version by its owner alone, refused twice under a name, deleted", async () => {
  const made = await save({ name: "待改", share: { unit_id: toWireId("org_unit", tenant.first.unit_id) } });
  const path = `/v1/member_views/${String(made.body["view_id"])}`;
  const change = (body: object, token = admin) => api.call(`PATCH ${path}`, { token, body });
  expect((await change({ version: 1, name: "改过", sort: "joined_at" })).body).toMatchObject({
    name: "改过",
    sort: "joined_at",
    version: 2,
  });
  expect((await change({ version: 1, name: "晚了" })).body["code"]).toBe("version_conflict");
  expect((await change({ version: 2, name: "别人" }, manager)).body["code"]).toBe("not_found");
  expect((await api.call(`DELETE ${path}`, { token: manager })).status).toBe(404);
  expect((await save({ name: "改过" })).body["code"]).toBe("view_taken");
  const wrong = await save({ name: "找人", filter: { q: "13800138000" } });
  expect([wrong.status, wrong.body["errors"]?.[0]]).toEqual([
    400,
    expect.objectContaining({ pointer: "/filter/q", code: "unknown_field" }),
  ]);
  expect((await api.call(`DELETE ${path}`, { token: admin })).status).toBe(204);
  expect(await names(manager)).not.toContain("改过");
});
