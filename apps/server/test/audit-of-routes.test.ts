// Every write that staff can make says what it leaves in the audit log; made by a person, it leaves it.
import { beforeAll, describe, expect, test } from "vitest";
import { type Route, routeName } from "../src/platform/http/route.ts";
import { routes } from "../src/roles/routes.ts";
import { createStaff } from "../src/modules/access/index.ts";
import { testApi } from "./api.ts";
import { createRequestWorld, type RequestWorld } from "./request-world.ts";
import { buildRequest } from "./requests.ts";
import { PASSWORD, signInAs } from "./world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let world: RequestWorld;
/** A second person of the head office, who may also say yes to what the first asked for. */
let colleague: string;
beforeAll(async () => {
  world = await createRequestWorld(api);
  const { tenant_id, root_unit_id: unit_id } = world.tenant;
  const email = "colleague-of-the-log@example.com";
  await api.app.database.write(tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, { email, password: PASSWORD, name: "同事", role: "hq_admin", unit_id }),
  );
  colleague = await signInAs(api, email);
});

const writes = routes.filter(({ method, access }) => method !== "GET" && access.actors.includes("staff"));
const recorded = writes.filter(({ audit }) => audit !== undefined && !("none" in audit));

test("a write by staff declares what it records, or why nothing", () => {
  expect(writes.filter(({ audit }) => audit === undefined).map(routeName)).toEqual([]);
  for (const { audit } of writes) if (audit && "none" in audit) expect(audit.none).not.toBe("");
});

interface Entry {
  action: string;
  actor: string;
  actor_id: string;
  ip: string;
}

/** Entries of any tenant: who changes to another tenant is told of there. */
const entriesOf = (request_id: string, name: string) =>
  api.db.query<Entry>(
    "select action, actor, actor_id, ip from platform.audit_entry where request_id = $1 and route = $2 and actor = 'staff'",
    [request_id, name],
  );

describe("made by a person it stands in the log, in the same transaction", () => {
  test.each(recorded.map((route) => [routeName(route), route] as const))("%s", async (name, route: Route) => {
    const request = await buildRequest(route, world, colleague);
    const query = request.query ? `?${new URLSearchParams(request.query).toString()}` : "";
    const reply = await api.call(`${route.method} ${request.path}${query}`, {
      headers: request.headers,
      ...(request.token === undefined ? {} : { token: request.token }),
      ...(request.upload === undefined ? {} : { body: request.upload }),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    expect(reply.status < 300 ? "done" : reply.text).toBe("done");
    const entries = await entriesOf(String(reply.headers.get("x-request-id")), name);
    const declared = entries.filter(({ action }) => (route.audit as readonly string[]).includes(action));
    expect(declared.length > 0 ? "recorded" : JSON.stringify(entries)).toBe("recorded");
    for (const { actor_id, ip } of entries) expect([actor_id, ip]).not.toContain(null);
  });
});
