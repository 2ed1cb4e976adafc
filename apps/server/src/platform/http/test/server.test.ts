import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "../../../../test/api.ts";
import { registerRoutes } from "../register.ts";
import { type Route, route } from "../route.ts";

const home = mkdtempSync(path.join(os.tmpdir(), "huiyou-site-"));
const web = path.join(home, "web");
const member = path.join(home, "member");
mkdirSync(path.join(web, "assets"), { recursive: true });
mkdirSync(member);
writeFileSync(path.join(home, "outside.txt"), "secret");
writeFileSync(path.join(web, "index.html"), "<title>console</title>");
writeFileSync(path.join(web, "screen.html"), "<title>screen</title>");
writeFileSync(path.join(web, "assets/index-AbCd1234.js"), `export const text = "${"x".repeat(5000)}";`);
writeFileSync(path.join(web, ".built-from"), "stamp");
afterAll(() => rmSync(home, { recursive: true }));

const sites = [
  { prefix: "/", root: web, build: "./dev start" },
  { prefix: "/m/", root: member, build: "./dev start" },
];
const api = testApi({ routes: [], sites });

describe("the clients", () => {
  const page = (address: string) => api.call(`GET ${address}`, { headers: { accept: "text/html" } });

  test("every path of the console's own router is its page, safe in a frame's reach", async () => {
    for (const address of ["/", "/members/mbr_1"]) {
      const reply = await page(address);
      expect([reply.status, reply.text]).toEqual([200, "<title>console</title>"]);
      expect(reply.headers.get("cache-control")).toBe("no-cache");
      expect(reply.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
    expect((await page("/screen/venue-1")).text).toBe("<title>screen</title>");
  });

  test("hashed files are kept for ever and sent compressed", async () => {
    const headers = { "accept-encoding": "br" };
    const reply = await api.call("GET /assets/index-AbCd1234.js", { headers });
    expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(reply.headers.get("content-encoding")).toBe("br");
    expect(reply.headers.get("content-type")).toContain("javascript");
  });

  test("a file is packed once for all, and not sent again to whoever has it", async () => {
    const load = (headers: Record<string, string>) => api.call("GET /assets/index-AbCd1234.js", { headers });
    const gzip = await load({ "accept-encoding": "br;q=0, gzip" });
    expect([gzip.headers.get("content-encoding"), gzip.headers.get("vary")]).toEqual(["gzip", "accept-encoding"]);
    const etag = gzip.headers.get("etag") ?? "";
    expect((await load({ "accept-encoding": "gzip", "if-none-match": etag })).status).toBe(304);
    expect((await load({ "accept-encoding": "br", "if-none-match": etag })).status).toBe(200);
    const plain = await load({ "accept-encoding": "identity" });
    expect([plain.headers.get("content-encoding"), plain.text.length]).toEqual([null, 5_023]);
  });

  test("nothing outside the build is served, and a missing script is not a page", async () => {
    for (const address of [
      "/../outside.txt",
      "/%2e%2e/outside.txt",
      "/..%2foutside.txt",
      "/.built-from",
      "/assets/none.js",
      "/v1/x",
    ]) {
      const reply = await page(address);
      expect(reply.text).not.toContain("secret");
      expect(reply.text).not.toContain("stamp");
      if (!address.includes("..") && !address.includes("%2e")) expect(reply.status).toBe(404);
    }
  });

  test("a client that is not built yet says how", async () => {
    const reply = await page("/m/");
    expect([reply.status, reply.text]).toEqual([503, expect.stringContaining("./dev start")]);
    const slash = await fetch(`${api.base_url}/m`, { redirect: "manual" });
    expect([slash.status, slash.headers.get("location")]).toEqual([308, "/m/"]);
  });
});

describe("for operators", () => {
  test("liveness, readiness and figures", async () => {
    expect((await api.call("GET /healthz")).body).toEqual({ status: "ok" });
    expect((await api.call("GET /readyz")).body).toEqual({ status: "ready", reasons: [] });
    const figures = (await api.call("GET /metrics")).text;
    expect(figures).toContain('huiyou_http_request_seconds_count{method="GET",route="/healthz",status="200"}');
    expect(figures).toMatch(/huiyou_database_connections\{state="idle"\} \d/);
  });

  test("figures are for the same network, and behind a proxy nobody told us of there is none", async () => {
    const reply = await api.call("GET /metrics", { headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(reply.status).toBe(404);
  });

  test("a database that lacks a migration is not ready", async () => {
    const fresh = testApiBehind;
    expect((await fresh.call("GET /readyz")).body).toMatchObject({ reasons: ["1 migrations are missing"] });
  });

  test("the documentation works without the internet", async () => {
    const reply = await api.call("GET /docs");
    expect(reply.text).not.toMatch(/https?:\/\//);
    for (const file of reply.text.match(/\/docs\/[\w.-]+/g) ?? []) {
      expect([file, (await api.call(`GET ${file}`)).status]).toEqual([file, 200]);
    }
    expect((await api.call("GET /openapi.json")).body).toMatchObject({ openapi: "3.1.0" });
  });
});

const testApiBehind = testApi({ routes: [] });
beforeAll(async () => {
  await testApiBehind.db.query("delete from platform.migration where name like '%0010%'");
});

describe("closing", () => {
  let release: (() => void) | undefined;
  const slow = route({
    method: "GET",
    path: "/v1/slow",
    summary: "Slow",
    tag: "test",
    access: { actors: ["public"] },
    response: { 200: z.object({ done: z.boolean() }) },
    handler: async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { body: { done: true } };
    },
  });
  const closable = testApi({ routes: [slow] });

  test("finishes what runs and takes nothing new", async () => {
    const running = closable.call("GET /v1/slow");
    await expect.poll(() => release !== undefined).toBe(true);
    const closed = closable.server.close();
    await expect(closable.call("GET /healthz")).rejects.toThrow(/ECONN|hang up/);
    release?.();
    expect((await running).body).toEqual({ done: true });
    await closed;
  });
});

describe("a route that is not sound stops the server", () => {
  const sound = {
    method: "POST",
    path: "/v1/x",
    summary: "x",
    tag: "x",
    access: { actors: ["staff"] },
    audit: { none: "a trial" },
    response: { 200: z.object({}) },
    handler: async () => ({ body: {} }),
  } as const;
  const start = (...routes: Route[]) => registerRoutes(fastify(), {} as never, {} as never, routes);

  test.each([
    ["declares no access", { access: undefined }],
    ["declares no access", { access: { actors: [] } }],
    ["is malformed", { access: { actors: ["staff"], permission: "everything" } }],
    ["is not registered", { errors: ["no_such_code"] }],
    ["is not strict", { body: z.object({ a: z.string() }) }],
    ["is not strict", { body: z.strictObject({ list: z.array(z.object({ a: z.string() })).optional() }) }],
    ["declares no response", { response: {} }],
    ["leaves in the audit log", { audit: undefined }],
  ])("%s", (why, change) => {
    expect(() => start({ ...route(sound), ...change } as unknown as Route)).toThrow(why);
    expect(() => start(route(sound))).not.toThrow();
  });

  test("declared twice", () => {
    expect(() => start(route(sound), route(sound))).toThrow("declared twice");
  });
});
