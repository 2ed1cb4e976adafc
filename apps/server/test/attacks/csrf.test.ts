// A foreign page makes a signed-in browser send something: the cookie comes along, our own page's header does not.
import { beforeAll, describe, expect, test } from "vitest";
import { type Route, routeName } from "../../src/platform/http/route.ts";
import { routes } from "../../src/roles/routes.ts";
import { type Reply, testApi } from "../api.ts";
import { createTestTenant, PASSWORD, type TestTenant } from "../world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
const console_client = { "x-huiyou-client": "console" };
let tenant: TestTenant;
let cookie: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  const reply = await signInByCookie(console_client);
  cookie = cookieOf(reply);
});

const signInByCookie = (headers: Record<string, string>) =>
  api.call("POST /v1/sessions", {
    body: { email: tenant.admin.email, password: PASSWORD, transport: "cookie" },
    headers,
  });
const cookieOf = (reply: Reply) => (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];

const writes = routes.filter((route) => route.method !== "GET" && route.access.actors.includes("staff"));
const address = ({ method, path }: Route) => `${method} ${path.replace(/:\w+/g, "x")}`;

describe("a cookie without our page's header", () => {
  test.each(writes.map((route) => [routeName(route), route] as const))("%s", async (_, route) => {
    const forms: Record<string, string>[] = [
      {},
      { "content-type": "text/plain" },
      { "content-type": "application/x-www-form-urlencoded" },
      { ...console_client, "sec-fetch-site": "cross-site" },
      { ...console_client, "sec-fetch-site": "same-site" },
    ];
    for (const headers of forms) {
      const reply = await api.call(address(route), { body: "{}", headers: { cookie, ...headers } });
      expect(codeOf(reply)).toEqual([403, "csrf_refused"]);
    }
  });

  test("still reads, and is still alive afterwards", async () => {
    expect((await api.call("GET /v1/session", { headers: { cookie } })).status).toBe(200);
  });
});

describe("signing a visitor in as somebody else", () => {
  test("takes our page's header", async () => {
    expect(codeOf(await signInByCookie({}))).toEqual([403, "csrf_refused"]);
  });

  test("is not told to other origins: nothing is shared with them", async () => {
    const origin = "https://evil.example";
    const headers = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "x-huiyou-client",
    };
    for (const request of ["OPTIONS /v1/sessions", "OPTIONS /v1/members", "GET /v1/session"]) {
      const reply = await api.call(request, { headers: { ...headers, cookie } });
      const shared = [...reply.headers.keys()].filter((name) => name.startsWith("access-control-"));
      expect([request, shared]).toEqual([request, []]);
    }
  });
});
