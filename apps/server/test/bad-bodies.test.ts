// Bodies that no client of ours sends.
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "./api.ts";
import { NOT_JSON, readJsonSuite, STRANGE_JSON } from "./bad-json.ts";
import { sharedDir } from "./bad-texts.ts";
import { requestHead, sendRaw } from "./raw-http.ts";
import { createTestTenant, type TestTenant } from "./world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", REQUEST_TIMEOUT_SECONDS: "1" } });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const head = (line: string, headers?: Record<string, string>) => requestHead(tenant.api_key, line, headers);

const MIB = 1024 * 1024;

async function post(body: string | Uint8Array, headers: Record<string, string> = {}, path = "/v1/tags") {
  const response = await fetch(api.base_url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${tenant.api_key}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : Buffer.from(body),
  });
  const text = await response.text();
  const problem = response.headers.get("content-type")?.startsWith("application/problem+json");
  const code = problem ? (JSON.parse(text) as { code: string }).code : undefined;
  return { status: response.status, code, text };
}

describe("a body", () => {
  test("that is not JSON is refused as such", async () => {
    for (const body of NOT_JSON) {
      const { status, code } = await post(body);
      expect([status, code, body.toString().slice(0, 60)]).toEqual([
        400,
        "malformed_json",
        body.toString().slice(0, 60),
      ]);
    }
  });

  test("of strange JSON is refused at its field, with a bounded answer", async () => {
    for (const body of STRANGE_JSON) {
      const { status, code, text } = await post(body);
      const deep = code === "malformed_json"; // nested deeper than the parser goes
      expect([status, deep ? "invalid_request" : code, body.slice(0, 60)]).toEqual([
        400,
        "invalid_request",
        body.slice(0, 60),
      ]);
      expect(text.length).toBeLessThan(20_000);
    }
  });

  const suite = readJsonSuite();
  const where = suite.length > 0 ? `${suite.length} files` : `${sharedDir} has no JSONTestSuite: set SHARED_DIR`;
  test.skipIf(suite.length === 0)(`of the public JSON suite is read as the suite says (${where})`, async () => {
    for (const { name, bytes } of suite) {
      const { status, code } = await post(bytes);
      const read = code !== "malformed_json" && code !== "body_too_large";
      expect([name, status < 500]).toEqual([name, true]);
      if (!name.startsWith("i_")) expect([name, read]).toEqual([name, name.startsWith("y_") || bytes.length === 0]);
    }
  });

  test("of another kind is not taken", async () => {
    const kinds = [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/merge-patch+json",
      "application/jsonp",
      "application",
      "*/*",
      "application/json/x",
      "",
    ];
    for (const kind of kinds) {
      const { status, code } = await post('{"name":"a"}', { "content-type": kind });
      expect([kind, status, code]).toEqual([kind, 415, "media_type_not_supported"]);
    }
    for (const encoding of ["gzip", "br", "x-nothing"]) {
      const { status } = await post('{"name":"a"}', { "content-encoding": encoding });
      expect([encoding, status]).toEqual([encoding, 415]);
    }
    expect((await post('{"name":"好"}', { "content-type": "application/json; charset=utf-8" })).status).toBe(201);
  });

  test("larger than its route takes is cut off, announced or not", async () => {
    const large = `{"name":"${"x".repeat(MIB)}"}`;
    expect(await post(large)).toMatchObject({ status: 413, code: "body_too_large" });
    expect((await post(large, {}, "/v1/members/bulk")).code).toBe("invalid_request");
    expect(await post("x".repeat(8 * MIB + 1), {}, "/v1/members/bulk")).toMatchObject({ status: 413 });
    const announced = await sendRaw(api.base_url, [head("POST /v1/tags", { "content-length": "99999999999" })]);
    expect(announced.status).toBe(413);
    const chunks = Array.from({ length: 20 }, () => `${(64 * 1024).toString(16)}\r\n${"x".repeat(64 * 1024)}\r\n`);
    const flood = await sendRaw(api.base_url, [head("POST /v1/tags", { "transfer-encoding": "chunked" }), ...chunks]);
    // Cut off in the middle of a flood, a client may lose the answer with the connection.
    expect(flood.status ?? 413).toBe(413);
  });

  test("that comes in drops is taken while it keeps to its time, and cut off when it does not", async () => {
    const body = JSON.stringify({ name: "一滴一滴" });
    const length = String(Buffer.byteLength(body));
    const drops = [...body].map((drop) => Buffer.from(drop));
    const start = head("POST /v1/tags", { "content-length": length, connection: "close" });
    expect((await sendRaw(api.base_url, [start, ...drops], { pause_ms: 10 })).status).toBe(201);
    const [never, half] = await Promise.all([
      sendRaw(api.base_url, [start, ...drops.slice(0, 5)], { give_up_ms: 15_000 }),
      sendRaw(api.base_url, ["POST /v1/tags HTTP/1.1\r\nhost: x\r\nauthor"], { give_up_ms: 15_000 }),
    ]);
    expect([never.status, half.status]).toEqual([408, 408]);
    expect(JSON.parse(never.body)).toMatchObject({ status: 408, code: "request_timeout" });
  });
});
