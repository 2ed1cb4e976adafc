// Requests of a live tenant's administrator about its sandboxes; the world's own tenant is a sandbox itself.
import { parseWireId } from "../src/platform/kernel/ids.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { createTestTenant, signInAs } from "./world.ts";

interface Live {
  readonly tenant_id: string;
  readonly token: string;
}

const lives = new WeakMap<RequestWorld, Map<string, Promise<Live>>>();

/** One for each route of a world; it has room for another sandbox whenever it is asked for. */
async function liveAdmin(world: RequestWorld, route: string): Promise<Live> {
  const known = lives.get(world) ?? new Map<string, Promise<Live>>();
  lives.set(world, known);
  const made = known.get(route) ?? openLive(world);
  known.set(route, made);
  const live = await made;
  await world.api.db.query("delete from sandboxes.sandbox where tenant_id = $1", [live.tenant_id]);
  return live;
}

async function openLive({ api }: RequestWorld): Promise<Live> {
  const { tenant_id, admin } = await createTestTenant(api.app);
  return { tenant_id, token: await signInAs(api, admin.email) };
}

/** One that is not being worked on. */
async function idleSandbox(world: RequestWorld, route: string) {
  const { token } = await liveAdmin(world, route);
  const made = await world.api.call("POST /v1/sandboxes", { token, body: { name: "沙盒", demo: "none" } });
  const sandbox_id = String(made.body["sandbox_id"]);
  const idle = "update sandboxes.sandbox set state = 'ready' where sandbox_id = $1";
  await world.api.db.query(idle, [parseWireId("tenant", sandbox_id)]);
  return { token, params: { sandbox_id } };
}

export const sandboxRequests: Record<string, Builder> = {
  "POST /v1/sandboxes": async (world) => {
    const { token } = await liveAdmin(world, "create");
    return { token, body: { name: "集成测试", demo: "none" }, shows: () => ["/v1/sandboxes"] };
  },
  "POST /v1/sandboxes/{sandbox_id}/reset": async (world) => ({
    ...(await idleSandbox(world, "reset")),
    body: { demo: "none" },
  }),
  "DELETE /v1/sandboxes/{sandbox_id}": async (world) => idleSandbox(world, "delete"),
};
