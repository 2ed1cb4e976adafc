// What comes and goes as a file: archives that unpack to more than a machine holds, documents that read others, cells that
// a spreadsheet runs, names that are paths, bodies that never end.
import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { bomb, workbook, zip } from "../../src/platform/imports/test/xlsx.ts";
import { testApi } from "../api.ts";
import { sendRaw } from "../raw-http.ts";
import { runJobs } from "../run-jobs.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", REQUEST_TIMEOUT_SECONDS: "5" } });
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
});

const call = (request: string, body?: unknown, by = token) =>
  api.call(request, { token: by, ...(body === undefined ? {} : { body }) });

async function upload(content: Uint8Array | string, name = "people.xlsx"): Promise<string> {
  const response = await fetch(`${api.base_url}/v1/files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
    body: content as Uint8Array<ArrayBuffer>,
  });
  return ((await response.json()) as { file_id: string }).file_id;
}

const begin = async (content: Uint8Array | string, name?: string) =>
  call("POST /v1/imports", { kind: "members", file_id: await upload(content, name) });

/** Brings a file in to its end, and answers its job. */
async function bring(content: Uint8Array | string, name: string) {
  const made = await begin(content, name);
  expect(made.status === 201 ? 201 : made.text).toBe(201);
  const path = `/v1/imports/${String(made.body["import_id"])}`;
  await call(`POST ${path}/start`);
  await runJobs(api.app);
  return (await call(`GET ${path}`)).body["job"] as unknown as { job_id: string; ok: number; failed: number };
}

const SHEET = "xl/worksheets/first.xml";
const sheet = (content: string | Buffer) => zip({ ...parts, [SHEET]: content });
const parts = {
  "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>`,
};
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const table = (...rows: string[][]) =>
  `<worksheet><sheetData>${rows.map((row) => `<row>${row.map(inline).join("")}</row>`).join("")}</sheetData></worksheet>`;
/** Packs badly, so that no ratio gives it away. */
const noise = (bytes: number) => randomBytes(bytes / 2).toString("hex");

describe("an archive", () => {
  test("that is small outside and large inside is refused before it is held", async () => {
    const bombs: Record<string, Buffer> = {
      "much of nothing": bomb(),
      "one text without an end": sheet(`<worksheet><sheetData><row><c><v>${noise(4_000_000)}`),
      "one attribute without an end": sheet(`<worksheet a="${noise(4_000_000)}"/>`),
      "tags within tags": sheet("<a>".repeat(100_000)),
      "texts that nobody asked for": zip({
        ...parts,
        [SHEET]: table(["姓名"]),
        "xl/sharedStrings.xml": `<sst>${`<si><t>${"x".repeat(900_000)}</t></si>`.repeat(40)}</sst>`,
      }),
      "more styles than any book has": zip({
        ...parts,
        [SHEET]: table(["姓名"]),
        "xl/styles.xml": `<styleSheet><cellXfs>${'<xf numFmtId="14"/>'.repeat(70_000)}</cellXfs></styleSheet>`,
      }),
      "more entries than any book has": zip(Object.fromEntries(Array.from({ length: 2_100 }, (_, n) => [`${n}`, ""]))),
    };
    const before = process.memoryUsage().rss;
    for (const [what, content] of Object.entries(bombs))
      expect([what, (await begin(content)).body["code"]]).toEqual([what, "file_too_dense"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  test("looked into by forty at once is shown to some of them, and the others are told to come again", async () => {
    const file_id = await upload(workbook());
    const replies = await Promise.all(
      Array.from({ length: 40 }, () => call("POST /v1/imports", { kind: "members", file_id })),
    );
    const told = replies.filter(({ status }) => status !== 201);
    expect(replies.length - told.length).toBeGreaterThanOrEqual(22);
    for (const { status, body, headers } of told)
      expect([status, body["code"], headers.get("retry-after")]).toEqual([503, "busy", "2"]);
  });

  test("that lies about itself is refused", async () => {
    const whole = workbook();
    const bent = (change: (copy: Buffer) => void) => {
      const copy = Buffer.from(whole);
      change(copy);
      return copy;
    };
    const end = whole.length - 22;
    const lies = {
      "half of one": whole.subarray(0, whole.length / 2),
      "its list stands beyond its end": bent((copy) => copy.writeUInt32LE(0xfffffff0, end + 16)),
      "more entries than its list has": bent((copy) => copy.writeUInt16LE(500, end + 10)),
      "an entry of another method": bent((copy) => copy.writeUInt16LE(97, copy.readUInt32LE(end + 16) + 10)),
      "a sheet that leads out of it": zip({
        "xl/workbook.xml": parts["xl/workbook.xml"],
        "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId7" Target="../../../../etc/passwd"/></Relationships>`,
        "xl/worksheets/sheet1.xml": table(["姓名"]),
      }),
    };
    for (const [what, content] of Object.entries(lies))
      expect([what, (await begin(content)).body["code"]]).toEqual([what, "file_unreadable"]);
  });
});

describe("a document", () => {
  const doctypes = {
    "reads a file": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`,
    "asks a server": `<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:1/">%e;]>`,
    "is a thousand of itself": `<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;"><!ENTITY e "&b;&b;&b;">]>`,
  };
  test.each(Object.entries(doctypes))("that %s is refused", async (_, doctype) => {
    const text = table(["姓名", "手机号"], ["&e;", "13600136777"]);
    const reply = await begin(sheet(doctype + text));
    expect([reply.body["code"], reply.text]).toEqual(["file_unreadable", expect.not.stringContaining("root:")]);
    const strings = `${doctype}<sst><si><t>&e;</t></si></sst>`;
    const other = zip({ ...parts, [SHEET]: text.replace("&e;", "x"), "xl/sharedStrings.xml": strings });
    expect((await begin(other)).body["code"]).toBe("file_unreadable");
  });
});

describe("a cell", () => {
  test("of millions of characters is one row that failed; those around it are brought", async () => {
    const huge = "x".repeat(3_000_000);
    const open = `姓名,手机号\n前一,13611130001\n"${huge},13611130002\n`;
    const job = await bring(open, "open.csv");
    expect(job).toMatchObject({ ok: 1, failed: 1 });
    const told = (await call(`GET /v1/jobs/${job.job_id}/failures`)).body["data"];
    expect(told).toEqual([expect.objectContaining({ row_no: 2, code: "row_broken" })]);
    const long = `姓名,手机号\n前二,13611130003\n${"y".repeat(90_000)},13611130004\n后二,13611130005\n`;
    expect(await bring(long, "long.csv")).toMatchObject({ ok: 2, failed: 1 });
    const cut = sheet(table(["姓名", "手机号"], ["z".repeat(60_000), "13611130006"], ["后三", "13611130007"]));
    expect(await bring(cut, "cut.xlsx")).toMatchObject({ ok: 1, failed: 1 });
  });

  test("that a spreadsheet would run stays a text on every way out", async () => {
    const formulas = ['=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1"];
    const lines = formulas.map((text, n) => `"${text.replaceAll('"', '""')}",1362223000${n},公式`);
    const bad = formulas.map((text) => `"${text.replaceAll('"', '""')}",12,`);
    const job = await bring(`姓名,手机号,标签\n${[...lines, ...bad].join("\n")}\n`, "=cmd.csv");
    expect(job).toMatchObject({ ok: 6, failed: 6 });
    const files = [(await call(`GET /v1/jobs/${job.job_id}/failures_file`)).text, ...(await exported())];
    for (const text of files) {
      const cells = text.split(/\r\n/).flatMap((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
      expect(cells.filter((cell) => /^"?[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
      expect(text).toContain("HYPERLINK");
    }
  });

  /** The list of members as CSV. */
  async function exported(): Promise<string[]> {
    const body = { kind: "members", columns: ["name"], filter: {}, format: "csv", reason: "=1+1" };
    const { export_id } = (await call("POST /v1/exports", body)).body;
    await runJobs(api.app);
    const { file_id } = (await call(`GET /v1/exports/${String(export_id)}`)).body;
    return [(await call(`GET /v1/files/${String(file_id)}/content`)).text.replace("\uFEFF", "")];
  }
});

describe("a name", () => {
  const paths = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/passwd",
    "C:\\x.csv",
    "a\0.csv",
    "a\r\nset-cookie: x=1.csv",
  ];
  test.each(paths)("%j is no name of a file", async (name) => {
    const headers = { "content-type": "text/csv" };
    const reply = await api.call(`POST /v1/files?name=${encodeURIComponent(name)}`, { token, headers, body: "a" });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/query/name" }] } });
  });

  test("comes back in a header that it cannot leave", async () => {
    const name = `a"; filename=evil.html; x='é<script>.csv`;
    const file_id = await upload("姓名\n", name);
    const reply = await call(`GET /v1/files/${file_id}/content`);
    expect(reply.headers.get("content-disposition")).toMatch(
      /^attachment; filename="[\w.() -]*"; filename\*=UTF-8''[\w.%!~-]*$/,
    );
    expect(reply.headers.get("content-type")).toBe("application/octet-stream");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("of somebody else's file opens nothing", async () => {
    const file_id = await upload("姓名\n王\n", "own.csv");
    const key = await createTestKey(api.app, tenant, ["imports:write", "members:write"]);
    expect(await call("POST /v1/imports", { kind: "members", file_id }, key)).toMatchObject({ status: 404 });
    expect((await call(`GET /v1/files/${file_id}/content`, undefined, key)).status).toBe(404);
  });
});

test("a body that never ends is cut off, holds up nobody and leaves nothing", async () => {
  const count = async () => (await api.db.query<{ n: number }>("select count(*)::int as n from platform.file"))[0]?.n;
  const before = await count();
  const head = `POST /v1/files?name=slow.csv HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: text/csv\r\n`;
  const slow = Array.from({ length: 40 }, (_, n) =>
    sendRaw(
      api.base_url,
      n % 2 === 0
        ? [`${head}content-length: 60000000\r\n\r\na`]
        : [`${head}transfer-encoding: chunked\r\n\r\n1\r\na\r\n`],
      { give_up_ms: 20_000 },
    ),
  );
  const started = performance.now();
  for (let n = 0; n < 20; n++) expect((await call("GET /v1/tenant")).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(4_000);
  for (const { status } of await Promise.all(slow)) expect([408, undefined]).toContain(status);
  await expect.poll(count, { timeout: 10_000 }).toBe(before);
});
