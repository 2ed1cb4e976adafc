// Published files through the wizard's routes, counted as their publishers count them. Skipped where the files are absent.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../../../test/api.ts";
import { sharedDir } from "../../../../test/bad-texts.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { keepStatistics } from "../../../../test/statistics.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";

const api: TestApi = testApi();
keepStatistics(api.db);
const starbucks = path.join(sharedDir, "data/starbucks_rewards/profile.json");
const hillstrom = path.join(sharedDir, "data/hillstrom/hillstrom.csv");
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
});

const call = (request: string, body?: unknown) => api.call(request, { token, ...(body === undefined ? {} : { body }) });

interface Mapping {
  columns: { field: string; column: number; missing?: string[] }[];
  defaults?: { field: string; value: string }[];
}

async function bring(name: string, content: string, mapping: Mapping) {
  const response = await fetch(`${api.base_url}/v1/files?name=${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    body: content,
  });
  const { file_id } = (await response.json()) as { file_id: string };
  const made = await call("POST /v1/imports", { kind: "members", file_id });
  const import_id = String(made.body["import_id"]);
  const mapped = await call(`PUT /v1/imports/${import_id}/mapping`, mapping);
  if (mapped.status !== 200) throw new Error(mapped.text);
  await call(`POST /v1/imports/${import_id}/start`);
  await runJobs(api.app);
  const { body } = await call(`GET /v1/imports/${import_id}`);
  return (body["jobs"] as unknown as { state: string; ok: number; failed: number }[])[0];
}
const count = async (query: string) => (await call(`GET /v1/members/count?${query}`)).body;
async function number(sql: string): Promise<number> {
  const [row] = await api.db.query<{ n: number }>(sql, [tenant.tenant_id]);
  return row?.n ?? 0;
}

describe.runIf(existsSync(starbucks) && existsSync(hillstrom))("published files", () => {
  test("17,000 customers: an age of 118 and no sex are missing", { timeout: 300_000 }, async () => {
    const label = { "zh-CN": "年龄", en: "Age", ko: "나이" };
    const field = await call("POST /v1/member_fields", { key: "age", type: "number", labels: label });
    expect([field.status, field.text]).toEqual([201, expect.any(String)]);
    const people = readFileSync(starbucks, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string | number | null>);
    const lines = people.map((one) => [one["id"], one["gender"] ?? "", one["age"], one["became_member_on"]].join(","));
    const job = await bring("profile.csv", `id,gender,age,became_member_on\n${lines.join("\n")}\n`, {
      columns: [
        { field: "external_id", column: 0 },
        { field: "sex", column: 1 },
        { field: "fields.age", column: 2, missing: ["118"] },
        { field: "joined_at", column: 3 },
      ],
      defaults: [{ field: "name", value: "会员" }],
    });
    expect(job).toMatchObject({ state: "done", ok: 17_000, failed: 0 });
    expect(await count("sex=female")).toEqual({ count: 6_129, estimated: false });
    expect(await count("sex=male")).toEqual({ count: 8_484, estimated: false });
    expect(await count("sex=other")).toEqual({ count: 212, estimated: false });
    expect(await count("sex=none")).toEqual({ count: 2_175, estimated: false });
    expect(await number("select count(*)::int as n from members.field_value where tenant_id = $1")).toBe(14_825);
  });

  test("64,000 people without a number of their own are named by their row", { timeout: 600_000 }, async () => {
    const job = await bring("hillstrom.csv", readFileSync(hillstrom, "utf8"), {
      columns: [{ field: "tags", column: 8 }],
      defaults: [
        { field: "name", value: "客户 {row}" },
        { field: "external_id", value: "hillstrom-{row}" },
      ],
    });
    expect(job).toMatchObject({ state: "done", ok: 64_000, failed: 0 });
    const of = (tag: string) =>
      number(
        `select count(*)::int as n from members.member_tag mt join members.tag t using (tenant_id, tag_id) where mt.tenant_id = $1 and t.name = '${tag}'`,
      );
    expect([await of("Mens E-Mail"), await of("Womens E-Mail"), await of("No E-Mail")]).toEqual([
      21_307, 21_387, 21_306,
    ]);
  });
});
