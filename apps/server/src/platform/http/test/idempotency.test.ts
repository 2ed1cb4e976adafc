import { describe, expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "../../../../test/api.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Auth, Authenticator } from "../auth.ts";
import { type Route, route } from "../route.ts";
import { EVERYBODY } from "../../kernel/reach.ts";
import { NO_MASKS } from "../../kernel/sensitive.ts";

const A = "01890000-0000-7000-8000-00000000000a";
const B = "01890000-0000-7000-8000-00000000000b";

let failing = false;
const zBody = z.strictObject({ amount: z.int(), out_request_no: z.string().optional() });
const counted = (path: string, idempotency: "required" | "optional"): Route =>
  route({
    method: "POST",
    path,
    summary: "Count",
    tag: "test",
    access: { actors: ["api_key"] },
    body: zBody,
    response: { 201: z.object({ run: z.int(), amount: z.int() }) },
    idempotency,
    handler: ({ body, idempotency: once }) =>
      once.run(async (tx) => {
        const [row] = await tx.query<{ n: number }>({
          text: `insert into platform.timer (tenant_id, kind, key, due_at) values ($1, 'test', $2, '2026-05-01')
                 returning (select count(*)::int + 1 from platform.timer where tenant_id = $1) as n`,
          values: [tx.tenant_id, String(Math.random())],
        });
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (failing) throw new AppError("not_found");
        return { body: { run: row?.n ?? 0, amount: body.amount } };
      }),
  });

const tenant = (tenant_id: string): Auth => ({
  actor: "api_key",
  tenant_id,
  mode: "live",
  key_id: tenant_id,
  permissions: new Set(),
  ...EVERYBODY,
  masks: NO_MASKS,
});
const keys: Authenticator = {
  prefixes: ["hy_live_"],
  authenticate: async (_, { token }) => tenant(token === "hy_live_a" ? A : B),
};

const routes = [counted("/v1/counts", "required"), counted("/v1/others", "optional")];
const api = testApi({ routes, authenticators: [keys] });
const post = (path: string, key: string | undefined, body: unknown, token = "hy_live_a") =>
  api.call(`POST ${path}`, { token, body, headers: key === undefined ? {} : { "idempotency-key": key } });

describe("a repeated request", () => {
  test("gets the first answer byte for byte and does nothing again", async () => {
    const first = await post("/v1/counts", "one", { amount: 5 });
    const again = await post("/v1/counts", "one", { amount: 5 });
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
  });

  test("sent twenty times at once runs once", async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => post("/v1/counts", "race", { amount: 1 })));
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get("idempotent-replayed") === null)).toHaveLength(1);
  });

  test("with another body is a mistake", async () => {
    await post("/v1/counts", "two", { amount: 5 });
    const other = await post("/v1/counts", "two", { amount: 6 });
    expect([other.status, other.body["code"]]).toEqual([409, "idempotency_conflict"]);
  });

  test("on another route or by another tenant is another request", async () => {
    const runs = [
      await post("/v1/counts", "three", { amount: 1 }),
      await post("/v1/others", "three", { amount: 1 }),
      await post("/v1/counts", "three", { amount: 1 }, "hy_live_b"),
    ];
    expect(runs.map((reply) => reply.headers.get("idempotent-replayed"))).toEqual([null, null, null]);
  });

  test("after a failure runs again", async () => {
    failing = true;
    expect((await post("/v1/counts", "four", { amount: 1 })).status).toBe(404);
    failing = false;
    const second = await post("/v1/counts", "four", { amount: 1 });
    expect([second.status, second.headers.get("idempotent-replayed")]).toEqual([201, null]);
  });
});

describe("the key", () => {
  test("is required where the route says so, in the header or the body", async () => {
    const none = await post("/v1/counts", undefined, { amount: 1 });
    expect([none.status, none.body["code"]]).toEqual([400, "idempotency_key_required"]);
    const body = { amount: 1, out_request_no: "till-7" };
    const first = await post("/v1/counts", undefined, body);
    expect((await post("/v1/counts", undefined, body)).text).toBe(first.text);
    expect((await post("/v1/others", undefined, { amount: 1 })).status).toBe(201);
  });

  test.each(["with space", "x".repeat(201), "\u00e9"])("%j is malformed", async (key) => {
    const reply = await post("/v1/counts", key, { amount: 1 });
    expect([reply.status, reply.body["code"]]).toEqual([400, "idempotency_key_invalid"]);
  });
});
