import { z } from "zod";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { PURPOSES } from "../../consents/index.ts";
import { putRegistrationPolicy, readRegistrationPolicy } from "../registration-policy.ts";

/** What can be said at a till: a face or a child's guardian wants more than a word there. */
export const TILL_PURPOSES = [
  "membership",
  "marketing",
  "profiling",
  "partners",
] as const satisfies readonly (typeof PURPOSES)[number][];

const fields = {
  version: z.int().min(0),
  at_purchase: z
    .enum(["off", "with_consent"])
    .meta({ description: "Whether a purchase may register an unknown phone" }),
  consent_channel: z
    .enum(["front_desk", "paper"])
    .meta({ description: "How the yes is given: said at the counter, or signed on paper" }),
};

const zPolicyIn = z.strictObject({
  ...fields,
  purposes: z
    .array(z.enum(TILL_PURPOSES))
    .min(1)
    .max(TILL_PURPOSES.length)
    .refine((purposes) => purposes.includes("membership"), { params: { code: "membership_needed" } })
    .transform((purposes) => [...new Set(purposes)])
    .meta({ description: "What the till asks for; membership is always among them" }),
});
const zPolicy = z.object({ ...fields, purposes: z.array(z.enum(PURPOSES)) }).meta({ id: "RegistrationPolicy" });

const read = route({
  method: "GET",
  path: "/v1/registration_policy",
  summary: "Whether a purchase may register an unknown phone, and what is asked for then",
  tag: "members",
  access: { actors: ["staff", "api_key"] },
  response: { 200: zPolicy },
  handler: async ({ app, auth }) => ({ body: await app.database.read(auth.tenant_id, readRegistrationPolicy) }),
});

const change = route({
  method: "PUT",
  path: "/v1/registration_policy",
  summary: "Say whether purchases register unknown phones, and how their consent is written down",
  tag: "members",
  access: { actors: ["staff", "api_key"], permission: "privacy:write" },
  audit: ["registration_policy.updated"],
  body: zPolicyIn,
  response: { 200: zPolicy },
  errors: ["version_conflict"],
  handler: async ({ app, auth, body, by }) => {
    const policy = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await readRegistrationPolicy(tx);
      await putRegistrationPolicy(tx, app.runtime, body);
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const told = changes({ ...before }, { ...body });
      await recordAudit(tx, app.runtime, by, { action: "registration_policy.updated", subject, ...told });
      return readRegistrationPolicy(tx);
    });
    return { body: policy };
  },
});

export const registrationPolicyRoutes: Route[] = [read, change];
