import { EVERYBODY, reachesUnit } from "../../../platform/kernel/reach.ts";
import type { App } from "../../../platform/app.ts";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { BULK_BODY_LIMIT, type Route, route } from "../../../platform/http/route.ts";
import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { AppError, findErrorSpec, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getTenant, getUnit, tenantNow } from "../../org/index.ts";
import { isBornAfter } from "../birth.ts";
import { getMember, type Member } from "../find-member.ts";
import { maskName } from "../../../platform/kernel/mask-name.ts";
import { getMemberHead } from "../member-head.ts";
import { readFieldInput } from "../fields/field-input.ts";
import { refreshCompleteness } from "../fields/completeness.ts";
import { setFieldValues } from "../fields/values.ts";
import { type LineResult, registerLines } from "../register-lines.ts";
import { registerMember } from "../register-member.ts";
import { updateMember } from "../update-member.ts";
import { zMemberPath } from "./list-routes.ts";
import { zBulk, zBulkResults, zMember, zMemberPatch, zNewMember } from "./schema.ts";
import { maskedPhone, type Naming, namingOf, showHead } from "./show.ts";

const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

/** A unit that is not there, or not for this caller. */
async function requireUnit(db: Db, auth: Auth, unit_id: string): Promise<void> {
  if (!reachesUnit(auth, unit_id)) throw new AppError("not_found");
  await getUnit(db, unit_id);
}

interface Asked {
  app: App;
  auth: Auth;
  naming: Naming;
  language: Language;
}

async function headOf(tx: Tx, { app, auth, naming, language }: Asked, member_id: string) {
  return showHead(naming, await getMemberHead(tx, app, member_id, auth), language);
}

const registration = route({
  method: "POST",
  path: "/v1/members",
  summary: "Register a member",
  tag: "members",
  access: WRITERS,
  audit: ["member.registered"],
  body: zNewMember,
  response: { 201: zMember },
  errors: ["not_found", "phone_taken", "external_id_taken", "joined_in_future", "born_in_future"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency, language }) => {
    // Before the transaction: whoever holds a connection must not wait for a second one.
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      await requireUnit(tx, auth, body.home_unit_id);
      const tenant = await getTenant(tx);
      const now = tenantNow(tenant, app.runtime);
      const { birthday: birth, fields: given, ...facts } = body;
      const form = auth.actor === "staff" ? "front_desk" : "system";
      const fields = await readFieldInput(tx, { given, form, language });
      const joined_at = body.joined_at ?? now;
      if (joined_at > now) throw new AppError("joined_in_future");
      if (birth && isBornAfter(birth, businessDateOf(now, tenant.time_zone))) throw new AppError("born_in_future");
      const source = body.source ?? (auth.actor === "staff" ? "front_desk" : "api");
      const member_id = await registerMember(
        tx,
        app,
        { ...facts, owner_staff_id: auth.staff_id, birth, source, joined_at },
        auth,
      );
      await setFieldValues(tx, app, [{ member_id, change: fields }]);
      if (fields.size > 0) await refreshCompleteness(tx, [member_id]);
      const subject = { kind: "member", id: member_id } as const;
      const after = { name: maskName(body.name), home_unit_id: body.home_unit_id, source };
      await recordAudit(tx, app.runtime, by, { action: "member.registered", subject, after });
      return { body: await headOf(tx, { app, auth, naming, language }, member_id) };
    });
  },
});

const bulkRegistration = route({
  method: "POST",
  path: "/v1/members/bulk",
  summary: "Register up to 1000 members",
  description:
    "Each line has a result of its own. A line whose external_id is known is unchanged, so a file can be sent again. What is wrong with a line's own fields is told with a pointer at each.",
  tag: "members",
  access: { actors: ["api_key"], permission: "members:write" },
  body: zBulk,
  body_limit: BULK_BODY_LIMIT,
  response: { 200: zBulkResults },
  idempotency: "optional",
  handler: ({ app, auth, body, idempotency, language }) =>
    idempotency.run(async (tx) => {
      const lines = body.members.map(({ birthday: birth, fields, ...member }) => ({
        member: { ...member, birth },
        fields,
      }));
      const results = await registerLines(tx, app, lines, { reach: auth, language });
      return { body: { results: results.map(showResult(language)) } };
    }),
});

function showResult(language: Language) {
  return (result: LineResult, index: number) => {
    if (result.status !== "failed") return { index, ...result, member_id: toWireId("member", result.member_id) };
    const told = "errors" in result ? { errors: result.errors } : {};
    const code = "errors" in result ? "invalid_request" : result.error;
    const detail = findErrorSpec(code)?.detail[language] ?? fieldText(language, code);
    return { index, status: result.status, error: { code, detail, ...told } };
  };
}

const change = route({
  method: "PATCH",
  path: "/v1/members/:member_id",
  summary: "Change, block or unblock a member",
  description: "`version` is the one that was read; somebody else's change in between answers version_conflict.",
  tag: "members",
  access: WRITERS,
  audit: ["member.updated"],
  params: zMemberPath,
  body: zMemberPatch,
  response: { 200: zMember },
  errors: [
    "not_found",
    "version_conflict",
    "reason_required",
    "born_in_future",
    "phone_taken",
    "id_number_taken",
    "member_erased",
  ],
  handler: async ({ app, auth, by, params, body, language }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const changed = await app.database.write(auth.tenant_id, async (tx) => {
      const { version, tags, birthday: birth, fields: given, ...facts } = body;
      if (body.home_unit_id !== undefined) await requireUnit(tx, auth, body.home_unit_id);
      const target = { member_id: params.member_id, reach: auth, version, by };
      const before = await getMember(tx, app, params.member_id, auth);
      const form = auth.actor === "staff" ? "front_desk" : "system";
      const fields = given && (await readFieldInput(tx, { given, form, member_id: before.member_id, language }));
      await updateMember(tx, app, target, { ...facts, birth, tag_ids: tags, fields });
      const after = await getMember(tx, app, params.member_id, EVERYBODY);
      await recordAudit(tx, app.runtime, by, {
        action: "member.updated",
        subject: { kind: "member", id: params.member_id },
        ...changes(auditedOf(before), {
          ...auditedOf(after),
          ...(tags ? { tags } : {}),
          // What somebody has in a field is theirs: that it changed is enough.
          ...(given ? { fields: Object.keys(given) } : {}),
        }),
        reason: body.reason ?? null,
      });
      return headOf(tx, { app, auth, naming, language }, params.member_id);
    });
    return { body: changed };
  },
});

/** What the log may keep of a member: no number and no name in clear. */
const auditedOf = ({ phone, name, status, home_unit_id, language, sex, id_number_masked, birthday }: Member) => ({
  name: maskName(name),
  phone: maskedPhone(phone),
  id_number: id_number_masked,
  born_in: birthday?.slice(0, 4) ?? null,
  status,
  home_unit_id,
  language,
  sex,
});

export const registrationRoutes: Route[] = [registration, bulkRegistration, change];
