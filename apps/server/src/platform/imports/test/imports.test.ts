import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { bomb, workbook } from "./xlsx.ts";

const api = testApi();
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
});

const call = (request: string, body?: unknown) =>
  api.call(request, { token, headers: { "accept-language": "zh-CN" }, ...(body === undefined ? {} : { body }) });

async function upload(content: Uint8Array | string, name = "会员.csv"): Promise<string> {
  const response = await fetch(`${api.base_url}/v1/files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
    body: content as Uint8Array<ArrayBuffer>,
  });
  return ((await response.json()) as { file_id: string }).file_id;
}
const begin = async (content: Uint8Array | string, name?: string) =>
  call("POST /v1/imports", { kind: "members", file_id: await upload(content, name) });
const firstRows = async (made: Reply) =>
  (await call(`GET /v1/imports/${String(made.body["import_id"])}/rows`)).body["data"];
interface ShownImport {
  import_id: string;
  state: string;
  jobs: { job_id: string; kind: string; state: string; ok: number; failed: number; result: { unchanged: number } }[];
}
const find = async (import_id: string) => (await call(`GET /v1/imports/${import_id}`)).body as unknown as ShownImport;
async function work(import_id: string, what: "check" | "start" | "undo"): Promise<ShownImport["jobs"][number]> {
  const started = await call(`POST /v1/imports/${import_id}/${what}`);
  expect([started.status, started.text]).toEqual([202, expect.any(String)]);
  await runJobs(api.app);
  const [job] = (await find(import_id)).jobs;
  if (!job) throw new Error("the import has a job");
  return job;
}
const members = async () => {
  const [row] = await api.db.query<{ n: number }>(
    "select count(*)::int as n from members.member where tenant_id = $1",
    [tenant.tenant_id],
  );
  return row?.n ?? 0;
};

describe("members from a file", () => {
  test("map, check, run, once more, undo: nothing is written by a check, nothing twice, what was used stays", async () => {
    const rows = [
      "会员姓名,手机号,会员号,生日,门店,标签",
      "江听岚,138 0013 8001,A1,1990-05-01,happy-valley,常客；亲子",
      "周以宁,1.38001380E+10,A2,33000,欢乐谷,",
      "=HYPERLINK(1),13800138003,A3,1990/13/45,,",
      '"林, 舟",123,A4,,,',
      "无门店,13800138005,A5,,no-such-store,",
      "同号,13800138001,A6,,,",
    ];
    const made = await begin(`\uFEFF${rows.join("\r\n")}\r\n`);
    expect(made.body).toMatchObject({
      state: "mapped",
      format: "csv",
      encoding: "utf-8",
      mapping: { name: 0, phone: 1, external_id: 2, birthday: 3, home_unit: 4, tags: 5 },
      missing: [],
    });
    const import_id = String(made.body["import_id"]);
    const before = await members();
    expect(await work(import_id, "check")).toMatchObject({ state: "done", ok: 2, failed: 4 });
    expect(await members()).toBe(before);
    const checked = await call(`GET /v1/imports/${import_id}`);
    expect(checked.body["problems"]).toEqual(
      expect.arrayContaining([
        { code: "invalid_phone", field: "phone", count: 1, detail: expect.any(String) },
        { code: "invalid_date", field: "birthday", count: 1, detail: expect.any(String) },
      ]),
    );
    const run = await work(import_id, "start");
    expect(run).toMatchObject({ state: "done", ok: 2, failed: 4 });
    expect(await members()).toBe(before + 2);
    const file = await call(`GET /v1/jobs/${run.job_id}/failures_file`);
    const lines = file.text.split("\r\n");
    expect(lines[0]).toBe("会员姓名,手机号,会员号,生日,门店,标签,error_row,error_code,error");
    expect(lines[1]).toMatch(/^'=HYPERLINK\(1\),13800138003,A3,1990\/13\/45,,,3,invalid_date,/);
    expect(lines).toHaveLength(6);

    const again = await begin(`\uFEFF${rows.slice(0, 3).join("\r\n")}\r\n`);
    expect(await work(String(again.body["import_id"]), "start")).toMatchObject({
      ok: 2,
      failed: 0,
      result: { unchanged: 2 },
    });
    expect(await members()).toBe(before + 2);

    const list = await call("GET /v1/members?q=8001");
    const member_id = String(list.body["data"]?.[0]?.["member_id"]);
    await call(`PATCH /v1/members/${member_id}`, { version: 1, name: "江听岚二" });
    expect((await call(`GET /v1/imports/${import_id}/undo_preview`)).body).toEqual({ made: 2, takes_back: 1 });
    expect(await work(import_id, "undo")).toMatchObject({ kind: "import.undo", state: "done", ok: 1, failed: 1 });
    expect(await members()).toBe(before + 1);
    expect(await find(import_id)).toMatchObject({ state: "undone" });
  });

  test("what failed is tried again by itself after the columns were put right, which is remembered", async () => {
    const made = await begin("姓名;甲;乙\n王一;13900139001;x1\n王二;13900139002;x2\n");
    const import_id = String(made.body["import_id"]);
    expect(made.body["missing"]).toEqual([]);
    const map = (phone: number, external_id: number) =>
      call(`PUT /v1/imports/${import_id}/mapping`, {
        columns: [
          { field: "name", column: 0 },
          { field: "phone", column: phone },
          { field: "external_id", column: external_id },
        ],
      });
    expect((await map(2, 1)).status).toBe(200);
    const wrong = await work(import_id, "start");
    expect(wrong).toMatchObject({ ok: 0, failed: 2 });
    expect((await map(1, 2)).status).toBe(200);
    const retried = await call(`POST /v1/jobs/${wrong.job_id}/retry_failed`);
    expect(retried.status).toBe(201);
    await runJobs(api.app);
    const [job] = (await find(import_id)).jobs;
    expect(job).toMatchObject({ state: "done", ok: 2, failed: 0 });
    expect((await begin("姓名;甲;乙\n王三;13900139003;x3\n")).body["mapping"]).toEqual({
      name: 0,
      phone: 1,
      external_id: 2,
    });
    const { body } = await call("GET /v1/import_mappings?kind=members");
    const template = { kind: "members", columns: ["姓名", "甲", "乙"], mapping: { name: 0, phone: 1, external_id: 2 } };
    expect(body["data"]).toEqual([expect.objectContaining(template)]);
  });

  test("tags of rules and archived ones are not given by a file, and the rows that name them are told", async () => {
    const rule = { combinator: "and", rules: [{ field: "spent_365_fen", operator: ">=", value: 20_000 }] };
    expect((await call("POST /v1/tags/automatic", { name: "规则标签", rule })).status).toBe(201);
    const { body: old } = await call("POST /v1/tags", { name: "旧标签" });
    await call(`PATCH /v1/tags/${String(old["tag_id"])}`, { version: 1, archived: true });
    const made = await begin(
      "姓名,手机,标签\n王六,13900139006,规则标签\n王七,13900139007,旧标签\n王八,13900139008,新标签\n",
    );
    const import_id = String(made.body["import_id"]);
    expect(await work(import_id, "start")).toMatchObject({ state: "done", ok: 1, failed: 2 });
    expect((await call(`GET /v1/imports/${import_id}`)).body["problems"]).toEqual(
      expect.arrayContaining([
        { code: "tag_automatic", field: "tags", count: 1, detail: expect.any(String) },
        { code: "tag_archived", field: "tags", count: 1, detail: expect.any(String) },
      ]),
    );
  });

  test("one that failed in its middle is brought back, unless something else was begun meanwhile", async () => {
    const made = await begin("姓名,手机\n王五,13900139005\n");
    const import_id = String(made.body["import_id"]);
    await call(`POST /v1/imports/${import_id}/start`);
    const become = (status: string) =>
      api.db.query("update access.staff set status = $1 where staff_id = $2", [status, tenant.admin.staff_id]);
    await become("disabled");
    await runJobs(api.app);
    await become("active");
    const [failed] = (await find(import_id)).jobs;
    if (!failed) throw new Error("the import has a job");
    expect(failed).toMatchObject({ state: "failed", ok: 0, error: { code: "import_no_longer_allowed" } });
    expect(await find(import_id)).toMatchObject({ state: "done" });
    expect((await call(`POST /v1/jobs/${failed.job_id}/resume`)).status).toBe(200);
    expect(await find(import_id)).toMatchObject({ state: "running" });
    expect((await call(`POST /v1/imports/${import_id}/undo`)).body).toMatchObject({ code: "import_busy" });
    await runJobs(api.app);
    expect((await find(import_id)).jobs[0]).toMatchObject({ state: "done", ok: 1 });
  });
});

describe("how cells are read", () => {
  test("said otherwise, nothing, and by default where they are empty; what comes often is offered", async () => {
    const lines = ["甲,13900139021,B", "乙,13900139022,G", "丙,13900139023,118", "丁,13900139024,", "戊,13900139025,B"];
    const made = await begin(`姓名,手机,等级\n${lines.join("\n")}\n`, "读法.csv");
    const import_id = String(made.body["import_id"]);
    const { body: sample } = await call(`GET /v1/imports/${import_id}/rows`);
    expect(sample["common"]).toEqual([
      [],
      [],
      [
        { text: "B", count: 2 },
        { text: "", count: 1 },
      ],
    ]);
    const told = { field: "tags", column: 2, missing: ["118"], translate: [{ from: "B", to: "银卡" }] };
    const columns = [{ field: "name", column: 0 }, { field: "phone", column: 1 }, told];
    const map = (change: object) =>
      call(`PUT /v1/imports/${import_id}/mapping`, {
        columns,
        defaults: [{ field: "tags", value: "新客" }],
        ...change,
      });
    const twice = {
      ...told,
      translate: [
        { from: "118", to: "x" },
        { from: "B", to: "y" },
        { from: "B", to: "z" },
      ],
    };
    const refused = await map({ columns: [columns[0], twice] });
    const pointers = (refused.body["errors"] as unknown as { pointer: string }[]).map(({ pointer }) => pointer);
    expect([refused.status, pointers]).toEqual([400, ["/columns/1/translate/0/from", "/columns/1/translate/2/from"]]);
    expect((await map({})).body).toMatchObject({
      missing_values: { tags: ["118"] },
      defaults: { tags: "新客" },
      translations: { tags: [{ from: "B", to: "银卡" }] },
    });
    expect(await work(import_id, "start")).toMatchObject({ ok: 5, failed: 0 });
    const tags = await api.db.query(
      `select t.name, count(*)::int as n from members.member_tag mt join members.tag t using (tenant_id, tag_id)
       where t.tenant_id = $1 and t.name = any($2) group by 1 order by 1`,
      [tenant.tenant_id, ["银卡", "G", "新客", "B", "118"]],
    );
    expect(tags).toEqual([
      { name: "G", n: 1 },
      { name: "新客", n: 2 },
      { name: "银卡", n: 2 },
    ]);
    const again = await begin("姓名,手机,等级\n己,13900139026,B\n", "再来.csv");
    expect(again.body["translations"]).toEqual({ tags: [{ from: "B", to: "银卡" }] });
  });

  test("a list of values is told with the words for each", async () => {
    const { body } = await call("GET /v1/import_kinds");
    const kinds = body["data"] as unknown as { kind: string; fields: { name: string; values: object[] }[] }[];
    const fields = kinds.find(({ kind }) => kind === "members")?.fields;
    expect(fields?.find(({ name }) => name === "sex")?.values).toContainEqual({
      value: "female",
      label: "女",
      words: expect.arrayContaining(["f", "女"]),
    });
    expect(fields?.find(({ name }) => name === "name")?.values).toEqual([]);
  });

  test("after many rows the planner knows how many there are", { timeout: 60_000 }, async () => {
    const lines = Array.from({ length: 2_100 }, (_, n) => `人${n},P-${n}`);
    const made = await begin(`姓名,外部编号\n${lines.join("\n")}\n`, "很多.csv");
    expect(await work(String(made.body["import_id"]), "start")).toMatchObject({ ok: 2_100, failed: 0 });
    const known = await api.db.query<{ relname: string; reltuples: number }>(
      `select relname, reltuples::int as reltuples from pg_class
       where oid = any('{members.member, members.name_gram, members.figure, platform.import_effect}'::regclass[])`,
    );
    expect(known).toHaveLength(4);
    for (const { relname, reltuples } of known) expect([relname, reltuples >= 2_100]).toEqual([relname, true]);
  });
});

describe("whose imports", () => {
  test("one's own with its rows; everybody's without them for who sees the whole group's jobs; nobody else's", async () => {
    const import_id = String((await begin("姓名,手机\n王六,13900139006\n", "六.csv")).body["import_id"]);
    const second = await createTestKey(api.app, tenant, ["imports:write", "members:write", "jobs:read"]);
    const store = await createTestKey(api.app, tenant, ["imports:write", "members:write"], tenant.first.unit_id);
    const seen = await api.call(`GET /v1/imports/${import_id}`, { token: second });
    expect(seen).toMatchObject({ status: 200, body: { name: "六.csv", created_by: { mine: false } } });
    const list = await api.call("GET /v1/imports?limit=1", { token: second });
    expect(list.body["data"]).toEqual([
      expect.objectContaining({ import_id, created_by: { name: expect.any(String), mine: false }, job: null }),
    ]);
    for (const [request, token] of [
      [`GET /v1/imports/${import_id}/rows`, second],
      [`POST /v1/imports/${import_id}/start`, second],
      [`POST /v1/imports/${import_id}/undo`, second],
      [`GET /v1/imports/${import_id}`, store],
    ] as const)
      expect([request, (await api.call(request, { token })).status]).toEqual([request, 404]);
    expect((await api.call("GET /v1/imports", { token: store })).body["data"]).toEqual([]);
  });
});

describe("files as they come", () => {
  test("GB18030 from Excel in China, tabs", async () => {
    // 姓名 手机 / 张三
    const content = Buffer.concat([
      Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 9, 0xca, 0xd6, 0xbb, 0xfa, 13, 10]),
      Buffer.from([0xd5, 0xc5, 0xc8, 0xfd, 9]),
      Buffer.from("13700137001\r\n"),
    ]);
    const made = await begin(content);
    expect(made.body).toMatchObject({
      encoding: "gb18030",
      mapping: { name: 0, phone: 1 },
    });
    expect(await firstRows(made)).toEqual([["张三", "13700137001"]]);
  });

  test("XLSX: phones as numbers, days as serials, shared and inline texts", async () => {
    const made = await begin(workbook(), "会员.xlsx");
    expect(made.body).toMatchObject({
      format: "xlsx",
      columns: ["姓名", "手机号", "生日"],
    });
    expect(await firstRows(made)).toEqual([["李四", "13600136001", "1990-05-01"]]);
    expect(await work(String(made.body["import_id"]), "start")).toMatchObject({ ok: 1, failed: 0 });
  });

  test("JSON, an object a line: keys are columns; what is no flat object is that line's failure", async () => {
    const lines = [
      '{"姓名": "赵一", "手机": 13500135001, "性别": null}',
      "",
      '{"姓名": "赵二", "手机": "13500135002", "性别": "F", "生日": "19900501"}',
      '{"姓名": "赵三", "手机": ["13500135003"]}',
      '{"姓名": "赵四", "手机": 13500135004',
      '{"手机": 13500135005, "姓名": "赵五"}',
    ];
    const made = await begin(lines.join("\r\n"), "会员.json");
    expect(made.body).toMatchObject({
      format: "json",
      columns: ["姓名", "手机", "性别", "生日"],
      mapping: { name: 0, phone: 1, sex: 2, birthday: 3 },
    });
    expect((await firstRows(made))?.[0]).toEqual(["赵一", "13500135001", "", ""]);
    const import_id = String(made.body["import_id"]);
    expect(await work(import_id, "start")).toMatchObject({ ok: 3, failed: 2 });
    expect((await call(`GET /v1/imports/${import_id}`)).body["problems"]).toMatchObject([
      { code: "row_broken", count: 1 },
      { code: "row_broken", count: 1 },
    ]);
    expect((await begin("[1, 2]\n", "会员.json")).body).not.toMatchObject({ format: "json" });
  });

  test("a bomb is refused before it is read, and so is what is no table", async () => {
    expect((await begin(bomb(), "会员.xlsx")).body).toMatchObject({ code: "file_too_dense" });
    expect((await begin(workbook().subarray(0, 200), "会员.xlsx")).body).toMatchObject({ code: "file_unreadable" });
    expect((await begin(new Uint8Array(300), "会员.csv")).body).toMatchObject({ code: "file_unreadable" });
  });
});
