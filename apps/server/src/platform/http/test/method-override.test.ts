import { expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "../../../../test/api.ts";
import { route } from "../route.ts";

const answering = (method: "POST" | "PATCH" | "DELETE") =>
  route({
    method,
    path: "/v1/things",
    summary: "test",
    tag: "test",
    access: { actors: ["public"] },
    body: z.strictObject({ name: z.string() }).optional(),
    response: { 200: z.strictObject({ method: z.string() }) },
    handler: async () => ({ body: { method } }),
  });

const api = testApi({ routes: [answering("POST"), answering("PATCH"), answering("DELETE")] });
const override = (method: string) => ({ "x-http-method-override": method });

test("a caller without PATCH says so in a header", async () => {
  const reply = await api.call("POST /v1/things", { body: { name: "a" }, headers: override("PATCH") });
  expect(reply.body["method"]).toBe("PATCH");
});

test("no other method can be meant, and only POST can mean it", async () => {
  const meant = await api.call("POST /v1/things", { body: { name: "a" }, headers: override("DELETE") });
  expect(meant.body["method"]).toBe("POST");
  const deleted = await api.call("DELETE /v1/things", { headers: override("PATCH") });
  expect(deleted.body["method"]).toBe("DELETE");
});
