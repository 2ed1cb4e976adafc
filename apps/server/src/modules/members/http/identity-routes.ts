import type { App } from "../../../platform/app.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { parseWireId, toWireId } from "../../../platform/kernel/ids.ts";
import { maskName } from "../../../platform/kernel/mask-name.ts";
import { phoneTail } from "../../../platform/kernel/phone.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { reachesUnit } from "../../../platform/kernel/reach.ts";
import { getTenant, getUnit, tenantNow } from "../../org/index.ts";
import { isBornAfter } from "../birth.ts";
import { type IdentityKind, maskIdentity } from "../domain/identity-value.ts";
import { defaultName } from "../domain/sms-text.ts";
import { noteClaim } from "../duplicates/find.ts";
import { findOrCreateByIdentity } from "../find-or-create.ts";
import { refreshCompleteness } from "../fields/completeness.ts";
import { readFieldInput } from "../fields/field-input.ts";
import { setFieldValues } from "../fields/values.ts";
import { getMember } from "../find-member.ts";
import { addIdentity, removeIdentity } from "../identities.ts";
import { type KnownName, listNames } from "../list-names.ts";
import { zFindOrCreate, zFound, zIdentities, zIdentity, zIdentityPath, zNewIdentity } from "./identity-schema.ts";
import { zMemberPath } from "./list-routes.ts";
import { type Naming, namingOf } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

function showName(naming: Naming) {
  return ({ identity_id, merged_from, since, ...name }: KnownName) => ({
    ...name,
    identity_id: identity_id && toWireId("identity", identity_id),
    merged_from: merged_from && toWireId("member", merged_from),
    since: naming.time(since),
  });
}

const list = route({
  method: "GET",
  path: "/v1/members/:member_id/identities",
  summary: "Everything by which a member is found: their numbers, and what other systems call them",
  tag: "members",
  access: READERS,
  params: zMemberPath,
  response: { 200: zIdentities },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const names = await app.database.read(auth.tenant_id, async (db) => {
      const { member_id } = await getMember(db, app, params.member_id, auth);
      return listNames(db, app, member_id);
    });
    return { body: { data: names.map(showName(naming)) } };
  },
});

/** What both have been given is worth a look: the refusal itself leaves no trace. */
async function noteTaken(app: App, tenant_id: string, error: unknown, member_id: string, kind: IdentityKind) {
  if (!(error instanceof AppError) || error.code !== "identity_taken") return;
  const told = error.data["member_id"];
  const holder = typeof told === "string" ? parseWireId("member", told) : undefined;
  if (holder !== undefined) await noteClaim(app, tenant_id, [member_id, holder], kind);
}

const addition = route({
  method: "POST",
  path: "/v1/members/:member_id/identities",
  summary:
    "Give a member another name: an openid, an agency's account, an e-mail, an employee number, a second phone …",
  description:
    "Saying the same again answers 200. What somebody else has is refused with identity_taken; the two then wait among the duplicates.",
  tag: "members",
  access: WRITERS,
  audit: ["member.identity_added"],
  params: zMemberPath,
  body: zNewIdentity,
  response: { 201: zIdentity, 200: zIdentity },
  errors: ["not_found", "identity_taken", "member_erased"],
  idempotency: "optional",
  handler: async ({ app, auth, params, body, by, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const { member_id } = params;
    const { identity, verified: is_verified } = body;
    try {
      return await idempotency.run(async (tx) => {
        const source = auth.actor === "staff" ? "front_desk" : "api";
        const done = await addIdentity(tx, app, { member_id, identity, source, is_verified }, auth);
        const after = { kind: identity.kind, issuer: identity.issuer, shown: maskIdentity(identity), is_verified };
        const subject = { kind: "member", id: member_id } as const;
        if (done.added) await recordAudit(tx, app.runtime, by, { action: "member.identity_added", subject, after });
        const name = (await listNames(tx, app, member_id)).find((one) => one.identity_id === done.identity_id);
        if (!name) throw new Error("an identity that was given is there");
        return { status: done.added ? 201 : 200, body: showName(naming)(name) };
      });
    } catch (error) {
      await noteTaken(app, auth.tenant_id, error, member_id, identity.kind);
      throw error;
    }
  },
});

const removal = route({
  method: "DELETE",
  path: "/v1/members/:member_id/identities/:identity_id",
  summary: "Take a name away: whoever shows it next is not this member",
  tag: "members",
  access: WRITERS,
  audit: ["member.identity_removed"],
  params: zIdentityPath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, params, by }) => {
    await app.database.write(auth.tenant_id, async (tx) => {
      const { kind, issuer, shown } = await removeIdentity(tx, app, params, auth);
      const subject = { kind: "member", id: params.member_id } as const;
      const before = { kind, issuer, shown };
      await recordAudit(tx, app.runtime, by, { action: "member.identity_removed", subject, before });
    });
    return { status: 204 };
  },
});

const findOrCreate = route({
  method: "POST",
  path: "/v1/members/find_or_create",
  summary: "The member who is called this, registered now if there is none",
  description:
    "201 when they are new, 200 when they were known. Any number of callers may ask for the same person at once: one member results. A person known by phone gets the other name as well; all else is written only of somebody new.",
  tag: "members",
  access: WRITERS,
  audit: ["member.registered"],
  body: zFindOrCreate,
  response: { 201: zFound, 200: zFound },
  errors: ["not_found", "identities_disagree", "external_id_taken", "born_in_future", "name_or_number"],
  idempotency: "optional",
  handler: ({ app, auth, body, by, idempotency, language }) =>
    idempotency.run(async (tx) => {
      const { identity, verified: is_verified, birthday: birth, name, phone, fields: given, ...facts } = body;
      if (!reachesUnit(auth, body.home_unit_id)) throw new AppError("not_found");
      await getUnit(tx, body.home_unit_id);
      if (!identity && phone === undefined) throw new AppError("name_or_number");
      const tenant = await getTenant(tx);
      const now = tenantNow(tenant, app.runtime);
      if (birth && isBornAfter(birth, businessDateOf(now, tenant.time_zone))) throw new AppError("born_in_future");
      const source = auth.actor === "staff" ? ("front_desk" as const) : ("api" as const);
      const tail = phone === undefined ? toWireId("event", app.runtime.ids.next()).slice(-4) : phoneTail(phone);
      const called = name ?? defaultName(language, tail);
      const member = { ...facts, name: called, phone, birth, source, owner_staff_id: auth.staff_id, joined_at: now };
      const wanted = { identity: identity && { value: identity, is_verified }, member };
      const found = await findOrCreateByIdentity(tx, app, wanted, auth);
      // Only somebody new has to have what the form requires.
      const form = found.created && auth.actor === "staff" ? "front_desk" : "system";
      const fields = await readFieldInput(tx, { given, form, language });
      if (found.created) {
        await setFieldValues(tx, app, [{ member_id: found.member_id, change: fields }]);
        if (fields.size > 0) await refreshCompleteness(tx, [found.member_id]);
        const subject = { kind: "member", id: found.member_id } as const;
        const after = { name: maskName(called), home_unit_id: body.home_unit_id, source };
        await recordAudit(tx, app.runtime, by, { action: "member.registered", subject, after });
      }
      return {
        status: found.created ? 201 : 200,
        body: { member_id: toWireId("member", found.member_id), created: found.created },
      };
    }),
});

export const identityRoutes: Route[] = [list, addition, removal, findOrCreate];
