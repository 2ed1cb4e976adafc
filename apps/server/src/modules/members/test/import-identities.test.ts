import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { register } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
});

const ID_NUMBER = "11010519491231002X";

async function bring(lines: readonly string[]) {
  const response = await fetch(`${api.base_url}/v1/files?name=ota.csv`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    body: lines.join("\n"),
  });
  const { file_id } = (await response.json()) as { file_id: string };
  const made = await api.call("POST /v1/imports", { token, body: { kind: "members", file_id } });
  const started = await api.call(`POST /v1/imports/${String(made.body["import_id"])}/start`, { token });
  await runJobs(api.app);
  const job = (await api.call(`GET /v1/jobs/${String(started.body["job_id"])}`, { token })).body;
  return { import_id: String(made.body["import_id"]), job };
}

test("people of a file are known by their agency's account, e-mail and employee number, each of them once", async () => {
  const known = String((await register(api, tenant, { name: "白露" })).body["member_id"]);
  const identity = { kind: "email", value: "bailu@yunxiu.example" };
  await api.call(`POST /v1/members/${known}/identities`, { token: tenant.api_key, body: { identity } });
  const { import_id, job } = await bring([
    "姓名,手机号,邮箱,OTA 平台,OTA 账号,工号",
    "白露,,BaiLu@yunxiu.example,,,",
    "江听岚,,,ctrip,M-2048-7781,",
    "江听岚,,,ctrip,M-2048-7781,",
    "周以宁,13800138111,,,,E-1024",
    "林舟,13800138112,not an address,,,",
    "沈知微,,,,M-1,",
    "温言,,,,,",
  ]);
  expect(job).toMatchObject({ state: "done", ok: 4, failed: 3, result: { unchanged: 2 } });
  const find = async (named: object) =>
    (await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { identity: named } })).body;
  expect(await find({ kind: "ota", issuer: "ctrip", value: "M-2048-7781" })).toMatchObject({ name: "江听岚" });
  expect(await find({ kind: "employee_no", value: "e-1024" })).toMatchObject({ name: "周以宁" });
  await api.call(`POST /v1/imports/${import_id}/undo`, { token });
  await runJobs(api.app);
  expect((await find({ kind: "employee_no", value: "e-1024" }))["code"]).toBe("not_found");
  expect(await find(identity)).toMatchObject({ member_id: known });
});

test("an ID number in a file is judged, sealed and one person's; an older card is known", async () => {
  const known = String((await register(api, tenant, { name: "秦越" })).body["member_id"]);
  await api.call(`PATCH /v1/members/${known}`, { token, body: { version: 1, id_number: ID_NUMBER } });
  const { import_id, job } = await bring([
    "姓名,手机号,身份证号,旧卡号",
    `秦越,13800138221,${ID_NUMBER.toLowerCase()},`,
    "宋微,,310101 19900307 8889,VIP 0001024",
    "宋微,,,vip0001024",
    "何川,13800138222,110105194912310021,",
    "何川,13800138222,110105198002301234,",
  ]);
  expect(job).toMatchObject({ state: "done", ok: 3, failed: 2, result: { unchanged: 2 } });
  const { problems } = (await api.call(`GET /v1/imports/${import_id}`, { token })).body;
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: "id_number", code: "id_number_checksum", count: 1 }),
      expect.objectContaining({ field: "id_number", code: "id_number_date", count: 1 }),
    ]),
  );
  const body = { identity: { kind: "card", value: "vip 0001024" } };
  const found = (await api.call("POST /v1/members/identify", { token: tenant.api_key, body })).body;
  expect(found).toMatchObject({ name: "宋微" });
  const page = (await api.call(`GET /v1/members/${String(found["member_id"])}`, { token })).body;
  expect(page).toMatchObject({ id_number_masked: "**************8889", version: 1 });
  await api.call(`POST /v1/imports/${import_id}/undo`, { token });
  await runJobs(api.app);
  expect((await api.call("POST /v1/members/identify", { token: tenant.api_key, body })).body["code"]).toBe("not_found");
});

test("what is wrong by kind says what would be right", async () => {
  const { import_id } = await bring(["姓名,手机号,性别", "白露,13800138331,未知", "秋分,13800138332,未知"]);
  const { problems } = (await api.call(`GET /v1/imports/${import_id}`, { token })).body;
  expect(problems).toMatchObject([
    { field: "sex", code: "not_allowed", count: 2, detail: "只能是：女, 男, 其他, F, M, O" },
  ]);
});
