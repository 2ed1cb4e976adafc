import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { zCount, zPageOf } from "../../../platform/http/schema.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { IDENTITY_KINDS } from "../domain/identity-value.ts";
import { listOwnIdentities } from "../own-identities.ts";
import { reportLoss } from "../report-loss.ts";

const OWN = { actors: ["member"] } as const;

const zOwnIdentity = z
  .object({
    kind: z.enum([...IDENTITY_KINDS, "id_number"]),
    issuer: z.string().meta({ description: "Whose name it is: an app, a travel site; empty where there is none" }),
    shown: z.string().meta({ description: "As it may be shown: numbers are shortened" }),
  })
  .meta({ id: "OwnIdentity" });

const identities = route({
  method: "GET",
  path: "/v1/member/identities",
  summary: "By what I am known here",
  tag: "member",
  access: OWN,
  response: { 200: zPageOf(zOwnIdentity) },
  handler: async ({ app, auth }) => {
    const me = present(auth.member_id, "the member");
    const data = await app.database.read(auth.tenant_id, (db) => listOwnIdentities(db, app, me));
    return { body: { data, next_cursor: null } };
  },
});

const loss = route({
  method: "POST",
  path: "/v1/member/code/loss",
  summary: "Report a lost phone or a copied code: every code shown before ends, and so does every other session",
  tag: "member",
  access: OWN,
  response: { 200: z.object({ sessions_ended: zCount }) },
  handler: async ({ app, auth, by }) => {
    const member_id = present(auth.member_id, "the member");
    const session_id = present(auth.session_id, "the session");
    const { ended } = await app.database.write(auth.tenant_id, (tx) =>
      reportLoss(tx, app, { member_id, session_id, by }),
    );
    return { body: { sessions_ended: ended } };
  },
});

export const ownIdentityRoutes: Route[] = [identities, loss];
