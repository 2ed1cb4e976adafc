import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zInstantOut, zPageOf, zText } from "../../../platform/http/schema.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getTenant } from "../../org/index.ts";
import { deleteSandbox, resetSandbox } from "../change-sandbox.ts";
import { createSandbox } from "../create-sandbox.ts";
import { listSandboxes, type Sandbox } from "../sandboxes.ts";

const zDemo = z.enum(["none", "small"]);

const zSandbox = z
  .object({
    sandbox_id: wireIdOut("tenant"),
    name: z.string(),
    demo: zDemo,
    state: z.enum(["making", "ready", "failed", "deleting"]),
    error: z.string().nullable(),
    /** Where its test clock stands. */
    test_now: zInstantOut.nullable(),
    created_at: zInstantOut,
    made_at: zInstantOut.nullable(),
    /** The caller opened it and can switch to it. */
    mine: z.boolean(),
  })
  .meta({ id: "Sandbox" });

const zMadeSandbox = z.object({ sandbox_id: wireIdOut("tenant"), api_key: z.string() }).meta({ id: "MadeSandbox" });

const access = { actors: ["staff"], permission: "sandboxes:write" } as const;
const params = z.strictObject({ sandbox_id: wireId("tenant") });

function show(sandbox: Sandbox, test_now: Date | null, auth: Auth) {
  const { sandbox_id, name, demo, state, error, created_at, made_at } = sandbox;
  return {
    mine: sandbox.created_by === auth.staff_id,
    sandbox_id: toWireId("tenant", sandbox_id),
    name,
    demo,
    state,
    error,
    test_now: test_now?.toISOString() ?? null,
    created_at: created_at.toISOString(),
    made_at: made_at?.toISOString() ?? null,
  };
}

/** Null while it is not there any more. */
async function clockOf({ database }: App, sandbox_id: string): Promise<Date | null> {
  return database.read(sandbox_id, getTenant).then(
    ({ test_now }) => test_now,
    () => null,
  );
}

const list = route({
  method: "GET",
  path: "/v1/sandboxes",
  summary: "The tenant's sandboxes, with their clocks",
  tag: "sandboxes",
  access,
  response: { 200: zPageOf(zSandbox) },
  handler: async ({ app, auth }) => {
    const sandboxes = await app.database.read(auth.tenant_id, listSandboxes);
    const data = await Promise.all(sandboxes.map(async (one) => show(one, await clockOf(app, one.sandbox_id), auth)));
    return { body: { data, next_cursor: null } };
  },
});

const create = route({
  method: "POST",
  path: "/v1/sandboxes",
  summary: "Open a sandbox: a tenant of its own with a test clock, the caller as its administrator, and a first key",
  description:
    "The key is shown once. Filling goes on after the answer: the sandbox is ready when its state says so, within seconds. " +
    "`small` brings venues, rules and 200 members with a month of their lives; `none` only the points programme and the tiers.",
  tag: "sandboxes",
  access,
  audit: ["sandbox.created"],
  body: z.strictObject({ name: zText(100), demo: zDemo }),
  response: { 201: zMadeSandbox },
  errors: ["live_tenant_only", "sandbox_limit"],
  handler: async ({ app, auth, body, by }) => {
    const staff_id = present(auth.staff_id, "a member of staff");
    const { sandbox_id, api_key } = await createSandbox(app, { tenant_id: auth.tenant_id, staff_id, ...body }, by);
    return { status: 201, body: { sandbox_id: toWireId("tenant", sandbox_id), api_key } };
  },
});

const reset = route({
  method: "POST",
  path: "/v1/sandboxes/:sandbox_id/reset",
  summary: "Empty a sandbox and fill it anew; its people and keys stay, its clock stands at now",
  tag: "sandboxes",
  access,
  audit: ["sandbox.reset"],
  params,
  body: z.strictObject({ demo: zDemo.optional() }),
  response: { 202: zSandbox },
  errors: ["not_found", "sandbox_busy"],
  handler: async ({ app, auth, params: { sandbox_id }, body, by }) => {
    const change = { sandbox_id, demo: body.demo };
    const sandbox = await app.database.write(auth.tenant_id, (tx) => resetSandbox(tx, app.runtime, change, by));
    return { status: 202, body: show(sandbox, await clockOf(app, sandbox_id), auth) };
  },
});

const remove = route({
  method: "DELETE",
  path: "/v1/sandboxes/:sandbox_id",
  summary: "Delete a sandbox with everything in it",
  tag: "sandboxes",
  access,
  audit: ["sandbox.deleted"],
  params,
  response: { 204: zNothing },
  errors: ["not_found", "sandbox_busy"],
  handler: async ({ app, auth, params: { sandbox_id }, by }) => {
    await app.database.write(auth.tenant_id, (tx) => deleteSandbox(tx, app.runtime, sandbox_id, by));
    return { status: 204 };
  },
});

export const routes: Route[] = [list, create, reset, remove];
