import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zText } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { changeOwner, startHandover } from "../change-owner.ts";
import { getMemberHead } from "../member-head.ts";
import { zMemberPath } from "./list-routes.ts";
import { zMember } from "./schema.ts";
import { namingOf, showHead } from "./show.ts";

const ASSIGNERS = { actors: ["staff", "api_key"], permission: "members:assign" } as const;
const zReason = zText(200);

const ownerChange = route({
  method: "PUT",
  path: "/v1/members/:member_id/owner",
  summary: "Say who of the staff looks after a member",
  description: "The new owner is in office, may see members, and works within the caller's data scope.",
  tag: "members",
  access: ASSIGNERS,
  audit: ["member.owner_changed"],
  params: zMemberPath,
  body: z.strictObject({
    owner_staff_id: wireId("staff").nullable().meta({ description: "Null: nobody" }),
    reason: zReason.optional(),
  }),
  response: { 200: zMember },
  errors: ["not_found", "member_erased", "owner_unfit"],
  handler: async ({ app, auth, by, params, body, language }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const { owner_staff_id, reason } = body;
    const head = await app.database.write(auth.tenant_id, async (tx) => {
      await changeOwner(tx, app, { ...params, owner_staff_id, reason }, { reach: auth, by });
      // A customer given away is no longer the giver's to see, but the answer still tells them of it.
      return getMemberHead(tx, app, params.member_id, EVERYBODY);
    });
    return { body: showHead(naming, head, language) };
  },
});

const handover = route({
  method: "POST",
  path: "/v1/customer_handovers",
  summary: "Hand all customers of one colleague over to another",
  description:
    "Those whom the caller reaches; done by a job, whose progress is under /v1/jobs. Sent again it moves whoever is left.",
  tag: "members",
  access: ASSIGNERS,
  audit: ["staff.customers_handed_over"],
  body: z.strictObject({ from_staff_id: wireId("staff"), to_staff_id: wireId("staff"), reason: zReason }),
  response: { 202: z.object({ job_id: wireIdOut("job"), customers: zCount }).meta({ id: "CustomerHandover" }) },
  errors: ["not_found", "owner_unfit"],
  idempotency: "optional",
  handler: ({ app, auth, by, body, idempotency }) =>
    idempotency.run(async (tx) => {
      const { job_id, customers } = await startHandover(tx, app, body, { reach: auth, by });
      return { status: 202, body: { job_id: toWireId("job", job_id), customers } };
    }),
});

export const ownerRoutes: Route[] = [ownerChange, handover];
