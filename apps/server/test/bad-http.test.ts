// Headers and addresses that no client of ours sends, and what is hardly HTTP.
import { beforeAll, describe, expect, test } from "vitest";
import { findErrorSpec } from "../src/platform/kernel/errors.ts";
import { testApi } from "./api.ts";
import { type RawReply, requestHead, sendRaw } from "./raw-http.ts";
import { createTestTenant, type TestTenant } from "./world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", REQUEST_TIMEOUT_SECONDS: "1" } });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const head = (line: string, headers?: Record<string, string>) => requestHead(tenant.api_key, line, headers);

/** What is wrong with the answer, in words: nothing when it is a success, or a problem that says so. */
function faultOf(what: string, { status, head: headers, body }: RawReply): string[] {
  const fault = (why: string) => [`${what.slice(0, 80)}: ${why}`];
  if (status === undefined) return fault("is not answered");
  if (status >= 500) return fault(`answered ${status}`);
  if (status < 400) return [];
  if (!/^content-type: application\/problem\+json/im.test(headers)) return fault(`${status} is no problem+json`);
  const problem = JSON.parse(body) as { status: number; code: string };
  return problem.status === status && findErrorSpec(problem.code) ? [] : fault(body);
}

describe("headers", () => {
  const odd: Record<string, string>[] = [
    { authorization: "Bearer" },
    { authorization: "Bearer  " },
    { authorization: `Bearer ${"x".repeat(5_000)}` },
    { authorization: "Basic YTpi" },
    { authorization: "Bearer hy_test_'; drop table access.api_key; --" },
    { authorization: "Bearer hy_ss_\xff\xfe" },
    { authorization: "", cookie: "hy_session=hy_ss_nobody" },
    { authorization: "", cookie: `hy_session=${"x".repeat(9_000)}` },
    { authorization: "", cookie: ";;=;=;hy_session=;hy_session" },
    { "accept-language": "zh-CN;q=nonsense,,;;,*;q=-1" },
    { "accept-language": `${"x-".repeat(3_000)}y` },
    { "accept-encoding": "nothing;q=2, \xff" },
    { "x-http-method-override": "DELETE" },
    { "x-forwarded-for": "not an address, 1.2.3.4:99, [::1" },
    { "x-forwarded-proto": "javascript" },
    { "x-request-id": "\xff".repeat(300) },
    { upgrade: "websocket", connection: "Upgrade" },
    { expect: "200-maybe" },
    { range: "bytes=9-1" },
    { "content-length": "5" },
  ];

  test("however odd, are ignored or refused", async () => {
    const faults: string[] = [];
    for (const headers of odd) {
      const request = head("GET /v1/tenant", { connection: "close", ...headers });
      const reply = await sendRaw(api.base_url, [Buffer.from(request, "latin1")], SOON);
      faults.push(...faultOf(JSON.stringify(headers), reply));
    }
    expect(faults).toEqual([]);
  });

  test("of an Idempotency-Key that is none are refused at the header", async () => {
    const bad = ["", " ", "a b", "鍵", "x".repeat(201), "a,b c"];
    for (const key of bad) {
      const request = head("POST /v1/tags", { "idempotency-key": key, connection: "close", "content-length": "12" });
      const reply = await sendRaw(api.base_url, [Buffer.from(`${request}{"name":"a"}`)]);
      const { errors } = JSON.parse(reply.body) as { errors?: { pointer: string }[] };
      expect([key, reply.status, errors?.[0]?.pointer]).toEqual([key, 400, "#/headers/idempotency-key"]);
    }
    const twice = head("POST /v1/tags", { "idempotency-key": "a\r\nidempotency-key: b", "content-length": "12" });
    expect((await sendRaw(api.base_url, [`${twice}{"name":"a"}`], SOON)).status).toBe(400);
  });
});

const SOON = { give_up_ms: 1_500 };

describe("what is hardly HTTP", () => {
  const host = "host: huiyou\r\n";
  const tags = `POST /v1/tags HTTP/1.1\r\n${host}content-type: application/json\r\n`;
  const requests: (string | Uint8Array)[] = [
    "\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "GET /\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    `BREW /v1/tenant HTTP/1.1\r\n${host}\r\n`,
    `CONNECT huiyou:443 HTTP/1.1\r\n${host}\r\n`,
    `TRACE / HTTP/1.1\r\n${host}\r\n`,
    `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
    `GET http://elsewhere.example/v1/tenant HTTP/1.1\r\n${host}\r\n`,
    `GET / HTTP/1.1\r\n${host}bad header: 1\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}bad\u0000: 1\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}x: a\u0000b\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}folded: a\r\n b\r\n\r\n`,
    `GET / HTTP/1.1\n${host}\n`,
    `GET / HTTP/1.1\r\n${host}x: ${"x".repeat(100_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}${"x: y\r\n".repeat(5_000)}\r\n`,
    `GET /${"x".repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
    `${tags}content-length: 2\r\ncontent-length: 3\r\n\r\n{}x`,
    `${tags}content-length: -1\r\n\r\n{}`,
    `${tags}content-length: 2, 2\r\n\r\n{}`,
    `${tags}content-length: 9e9\r\n\r\n{}`,
    `${tags}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${tags}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    `${tags}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `${tags}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    `${tags}transfer-encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n`,
    `${tags}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n0\r\n\r\n`,
    Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc]), // a TLS greeting
    Buffer.alloc(2_000, 0xff),
  ];

  test("gets a refusal and a closed connection", async () => {
    const replies = await Promise.all(requests.map((request) => sendRaw(api.base_url, [request], SOON)));
    const answered = [...replies.entries()].filter(([, reply]) => reply.status !== undefined);
    expect(answered.flatMap(([index, reply]) => faultOf(String(requests[index]), reply))).toEqual([]);
    // The others may still become a request.
    expect(requests.length - answered.length).toBeLessThan(5);
    // Node's own refusal, without a word.
    expect((await sendRaw(api.base_url, ["GET / HTTP/1.1\r\n\r\n"], SOON)).status).toBe(400);
    expect((await api.call("GET /healthz")).status).toBe(200);
  });
});

describe("addresses", () => {
  const paths = [
    "//",
    "/v1//tenant",
    "/v1/tenant/",
    "/v1/tenant;x=1",
    "/V1/TENANT",
    "/v1/../v1/tenant",
    "/v1/%2e%2e/%2e%2e/etc/passwd",
    "/v1/members/%00",
    "/v1/members/%zz",
    "/v1/members/%",
    "/v1/members/%c0%af",
    "/v1/members/%ed%a0%80",
    "/v1/members/%ff%fe",
    "/v1/members/a%2fb",
    "/v1/members/..%5c..%5cwindows",
    "/v1/members/__proto__",
    `/v1/members/${"x".repeat(290)}`,
    `/v1/members/${"x".repeat(400)}`,
    "/v1/members/mbr_00000000000000000000000000",
    "/v1/members/mbr_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/members/mbr_8zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/members/:member_id",
    "/v1/members/*",
    "/v1/members/\xff",
    "/v1/tenant%0d%0aset-cookie:%20a=b",
  ];
  const queries = [
    "?limit=1&limit=2",
    "?limit[]=1",
    "?limit[a]=1",
    "?limit=%",
    "?limit=%ff",
    "?limit=１０",
    "?limit=1e1",
    "?limit=99999999999999999999",
    "?limit=+1",
    "?cursor=",
    "?cursor=%00",
    "?cursor=bnVsbA",
    "?cursor=W10",
    "?cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsMV0",
    "?cursor=WyI5OTk5LTEyLTMxVDIzOjU5OjU5WiIsIjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSJd",
    "?q=%00",
    "?q=%25%25%5f%5c",
    "?__proto__=1",
    "?constructor[prototype][x]=1",
    "?=1",
    "?&&&",
    "?limit",
    `?${"a=1&".repeat(3_000)}`,
    `?q=${"x".repeat(9_000)}`,
    "?q=' or 1=1 --",
    "#fragment",
  ];

  test("however odd, lead somewhere or nowhere, never into a failure", async () => {
    const lists = ["members", "purchases", "admissions", "messages", "staff"];
    const odd = [...paths, ...lists.flatMap((list) => queries.map((query) => `/v1/${list}${query}`))];
    const faults: string[] = [];
    for (const address of odd) faults.push(...faultOf(address, await getLatin(address)));
    expect(faults).toEqual([]);
  });

  const getLatin = (address: string) =>
    sendRaw(api.base_url, [Buffer.from(head(`GET ${address}`, { connection: "close" }), "latin1")], SOON);
});
