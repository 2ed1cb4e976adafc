import { type Route, route } from "../../../platform/http/route.ts";
import { getPolicy, setPolicy } from "../policy.ts";
import { zPolicy, zPolicyInput } from "./identity-schema.ts";

const tag = "access";

const reading = route({
  method: "GET",
  path: "/v1/access_policy",
  summary: "What the tenant demands of its people at sign-in",
  tag,
  access: { actors: ["staff"], permission: "staff:read" },
  response: { 200: zPolicy },
  handler: async ({ app, auth }) => ({ body: await app.database.read(auth.tenant_id, getPolicy) }),
});

const writing = route({
  method: "PUT",
  path: "/v1/access_policy",
  summary: "Say which roles need a second factor",
  audit: ["access_policy.updated"],
  description: "Whoever lacks one is asked to set it up before anything else, at their next request.",
  tag,
  access: { actors: ["staff"], permission: "roles:write" },
  body: zPolicyInput,
  response: { 200: zPolicy },
  errors: ["version_conflict"],
  handler: async ({ app, auth, body, by }) => ({
    body: await app.database.write(auth.tenant_id, (tx) => setPolicy(tx, app.runtime, body, by)),
  }),
});

export const policyRoutes: Route[] = [reading, writing];
