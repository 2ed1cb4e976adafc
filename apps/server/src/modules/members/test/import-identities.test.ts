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
