import net from "node:net";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Reply, testApi } from "../../../../test/api.ts";
import { AppError } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import type { Authenticator } from "../auth.ts";
import { pageOf, readCursor } from "../pages.ts";
import { type Route, route, zNothing } from "../route.ts";
import { wireId, wireIdOut, zFen, zInstant, zPage, zPageOf, zText } from "../schema.ts";
import { EVERYBODY } from "../../kernel/reach.ts";
import { NO_MASKS } from "../../kernel/sensitive.ts";

const zNote = z.object({ member_id: wireIdOut("member"), text: z.string(), fen: z.int() });
const zLine = z.strictObject({ quantity: z.int().min(1) });
const zNumbers = z.tuple([z.int()]);

const routes: Route[] = [
  route({
    method: "POST",
    path: "/v1/notes/:member_id",
    // There is no book of members behind it.
    finds_persons: true,
    summary: "Write a note",
    tag: "test",
    access: { actors: ["api_key"] },
    params: z.strictObject({ member_id: wireId("member") }),
    body: z.strictObject({
      text: zText(20),
      fen: zFen,
      at: zInstant.optional(),
      kind: z.enum(["a", "b"]).optional(),
      lines: z.array(zLine).max(3).optional(),
      any: z.unknown().optional(),
    }),
    response: { 201: zNote },
    handler: async ({ params, body }) => ({
      body: { member_id: toWireId("member", params.member_id), text: body.text, fen: body.fen, secret: "not declared" },
    }),
  }),
  route({
    method: "GET",
    path: "/v1/numbers",
    summary: "Ten numbers",
    tag: "test",
    access: { actors: ["public"] },
    query: zPage,
    response: { 200: zPageOf(z.int()) },
    handler: async ({ query }) => {
      const [after] = readCursor(query.cursor, zNumbers) ?? [0];
      const rest = Array.from({ length: 10 }, (_, index) => index + 1).filter((number) => number > after);
      const rows = rest.slice(0, query.limit + 1);
      return {
        body: pageOf(
          rows,
          query.limit,
          (row) => [row],
          (row) => row,
        ),
      };
    },
  }),
  route({
    method: "GET",
    path: "/v1/failures/:kind",
    summary: "Fail",
    tag: "test",
    access: { actors: ["public"] },
    params: z.strictObject({ kind: z.string() }),
    response: { 200: z.object({ number: z.int() }), 204: zNothing },
    handler: async ({ params }) => {
      if (params.kind === "bug") throw new Error("the password is hunter2");
      if (params.kind === "database") throw Object.assign(new Error("gone"), { code: "57P01" });
      if (params.kind === "shape") return { body: { number: "seven" } } as never;
      throw new AppError("not_found", { available: 3 });
    },
  }),
];

const key: Authenticator = {
  prefixes: ["hy_test_"],
  authenticate: async (_, { token }) =>
    token === "hy_test_good"
      ? {
          actor: "api_key",
          tenant_id: "",
          mode: "live",
          key_id: "k",
          permissions: new Set(),
          ...EVERYBODY,
          masks: NO_MASKS,
        }
      : undefined,
};

const api = testApi({ routes, authenticators: [key], environment: { RATE_LIMIT_PUBLIC: "40" } });
const token = "hy_test_good";
const member_id = "mbr_01k9ztw3e8f5tb2m6qh4x7ncav";
const note = (body: unknown, headers: Record<string, string> = {}) =>
  api.call(`POST /v1/notes/${member_id}`, { token, body, headers });
const errorsOf = (reply: Reply) =>
  (reply.body["errors"] as unknown as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);

describe("what comes in", () => {
  test("is answered with what is declared, and nothing more", async () => {
    const reply = await note({ text: "好", fen: 5, at: "2026-05-01T10:00:00+08:00" });
    expect([reply.status, reply.body]).toEqual([201, { member_id, text: "好", fen: 5 }]);
    expect(reply.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("every mistake is named at once, by pointer", async () => {
    const body = { text: "", fen: 1.5, at: "yesterday", kind: "c", lines: [{ quantity: 0, extra: 1 }, 7], unknown: 1 };
    const reply = await api.call("POST /v1/notes/mbr_x?no=1", { token, body });
    expect(reply.status).toBe(400);
    expect(reply.headers.get("content-type")).toContain("application/problem+json");
    expect(new Set(errorsOf(reply).map(String))).toEqual(
      new Set([
        "#/path/member_id,invalid_id",
        "#/query/no,unknown_field",
        "/text,too_short",
        "/fen,not_integer",
        "/at,invalid_time",
        "/kind,not_allowed",
        "/lines/0/quantity,too_small",
        "/lines/0/extra,unknown_field",
        "/lines/1,wrong_type",
        "/unknown,unknown_field",
      ]),
    );
  });

  test.each([
    ["zh-CN", "请求内容有误", "必填"],
    ["en-GB,en;q=0.8", "The request is not valid", "Is required"],
    ["fr;q=0.9, ko;q=0.8, en;q=0.2", "요청이 올바르지 않습니다", "필수 항목입니다"],
    ["fr", "请求内容有误", "必填"],
  ])("is refused in the caller's language (%s)", async (language, title, detail) => {
    const reply = await note({ fen: 1 }, { "accept-language": language });
    expect(reply.body).toMatchObject({ title, errors: [{ pointer: "/text", code: "required", detail }] });
  });

  test.each([
    ['{"text":"a\\u0000b","fen":1}', [["/text", "text_has_nul"]]],
    ['{"text":"a\\ud800b","fen":1}', [["/text", "text_not_well_formed"]]],
    ['{"text":"ok","fen":1,"any":{"deep":["\\udfff"]}}', [["/any/deep/0", "text_not_well_formed"]]],
    ['{"text":"ok","fen":9007199254740993}', [["/fen", "too_big"]]],
    ['{"text":"ok","fen":1,"__proto__":{"admin":true}}', [["/__proto__", "unknown_field"]]],
    ["[]", [["", "wrong_type"]]],
    ["null", [["", "wrong_type"]]],
    ["", [["", "required"]]],
  ])("%s is refused where it is wrong", async (body, errors) => {
    const reply = await note(body);
    expect(reply.status).toBe(400);
    expect(errorsOf(reply)).toEqual(errors);
  });

  test("nesting has an end", async () => {
    const deep = `{"text":"ok","fen":1,"any":${"[".repeat(5000)}${"]".repeat(5000)}}`;
    expect(errorsOf(await note(deep))[0]?.[1]).toBe("too_deep");
  });

  test.each(["{", '{"text":"a",}', '{"text":"a\u0000"}', "\ufeff{}", "NaN"])("%j is not JSON", async (body) => {
    const reply = await note(body);
    expect([reply.status, reply.body["code"]]).toEqual([400, "malformed_json"]);
  });

  test("broken UTF-8, other media types and large bodies are refused", async () => {
    const send = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
      fetch(`${api.base_url}/v1/notes/${member_id}`, {
        method: "POST",
        body,
        headers: { "content-type": type, authorization: `Bearer ${token}` },
      });
    const broken = await send(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "application/json");
    expect([broken.status, ((await broken.json()) as { code: string }).code]).toEqual([400, "malformed_json"]);
    expect((await send("a=1", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await send("{}", "text/plain")).status).toBe(415);
    const large = await send(JSON.stringify({ text: "x".repeat(1024 * 1024 + 10) }), "application/json");
    expect([large.status, await large.json()]).toMatchObject([413, { code: "body_too_large", limit_bytes: 1_048_576 }]);
  });

  test("text comes back byte for byte", async () => {
    for (const text of ["e\u0301", "👩‍👩‍👧", "\u202eabc", " a\t\n ", "'; drop table", "\u007f\u0080"]) {
      expect((await note({ text, fen: 0 })).body["text"]).toBe(text);
    }
  });
});

describe("what goes wrong", () => {
  test("a bug tells its number and nothing of its inside", async () => {
    for (const kind of ["bug", "shape"]) {
      const reply = await api.call(`GET /v1/failures/${kind}`);
      expect([reply.status, reply.body["code"]]).toEqual([500, "internal_error"]);
      expect(reply.body["request_id"]).toBe(reply.headers.get("x-request-id"));
      expect(reply.text).not.toMatch(/hunter2|number|stack/);
    }
  });

  test("a lost database asks to come back; a refusal carries its data", async () => {
    const lost = await api.call("GET /v1/failures/database");
    expect([lost.status, lost.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await api.call("GET /v1/failures/none")).body).toMatchObject({ status: 404, available: 3 });
  });

  test("unknown addresses and methods", async () => {
    expect((await api.call("GET /v1/nothing")).body).toMatchObject({ status: 404, code: "route_not_found" });
    const put = await api.call("PUT /v1/numbers", { body: {} });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect((await api.call("GET /v1/%zz")).status).toBe(400);
    expect((await api.call("POST /v1/notes/x", { body: "{" })).status).toBe(401);
  });

  test("what is not HTTP gets an answer and the door", async () => {
    const { port } = new URL(api.base_url);
    const answer = await new Promise<string>((resolve) => {
      const socket = net.connect(Number(port), "127.0.0.1", () => socket.write("HELLO\r\n\r\n"));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString();
      });
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 .*malformed_request/s);
  });
});

describe("lists", () => {
  test("are walked by the cursor, which is checked", async () => {
    const seen: number[] = [];
    let cursor = "";
    do {
      const reply = await api.call(`GET /v1/numbers?limit=4${cursor}`);
      seen.push(...(reply.body["data"] as unknown as number[]));
      const next = reply.body["next_cursor"] as unknown as string | null;
      cursor = next === null ? "" : `&cursor=${next}`;
    } while (cursor !== "");
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const bad of ["x", "W10", encodeURIComponent("§")]) {
      const reply = await api.call(`GET /v1/numbers?cursor=${bad}`);
      expect([reply.status, reply.body["code"]]).toEqual([400, "cursor_invalid"]);
    }
    expect(errorsOf(await api.call("GET /v1/numbers?limit=0"))).toEqual([["#/query/limit", "too_small"]]);
    expect(errorsOf(await api.call("GET /v1/numbers?limit=1e3"))).toEqual([["#/query/limit", "not_integer"]]);
  });
});

describe("limits", () => {
  test("an address that hammers is told when to come back; a key is not its neighbour", async () => {
    let reply = await api.call("GET /v1/numbers");
    for (let i = 0; i < 60 && reply.status !== 429; i++) reply = await api.call("GET /v1/numbers");
    expect(reply.body).toMatchObject({ code: "rate_limited" });
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(reply.headers.get("ratelimit-remaining")).toBe("0");
    expect((await note({ text: "still here", fen: 0 })).status).toBe(201);
    expect((await api.call("GET /healthz")).status).toBe(200);
  });
});
