// Requests about passwords, second factors and sessions that work. Each has a person of its own: they lock, change and
// sign out whom they are about.
import { sendPasswordReset } from "../src/modules/access/password-reset.ts";
import { getPerson } from "../src/modules/access/people.ts";
import { confirmTotp, offerTotp } from "../src/modules/access/second-factor.ts";
import { openSession } from "../src/modules/access/sessions.ts";
import { SYSTEM } from "../src/platform/audit/by.ts";
import { parseWireId } from "../src/platform/kernel/ids.ts";
import { authenticator, type Enrolled } from "./authenticator.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { PASSWORD, toWireId } from "./world.ts";

const NEW_PASSWORD = "a long sentence nobody guesses";

let serial = 0;

interface Colleague {
  email: string;
  staff_id: string;
  session_id: string;
  token: string;
}

/** With the administrator's password, whose hash is copied: hashing it anew for each would be dear. */
export async function newColleague({ api, tenant }: RequestWorld): Promise<Colleague> {
  const email = `colleague${++serial}@example.com`;
  const { app } = api;
  await api.db.query(
    `insert into access.person (person_id, email, password_hash, created_at)
     select $1, $2, p.password_hash, p.created_at from access.person p where p.email = $3`,
    [app.runtime.ids.next(), email, tenant.admin.email],
  );
  const staff_id = app.runtime.ids.next();
  await api.db.query(
    `insert into access.staff (tenant_id, staff_id, person_id, email, name, role_id, unit_id, created_at)
     select s.tenant_id, $1, p.person_id, p.email, '同事', s.role_id, s.unit_id, p.created_at
     from access.person p, access.staff s where p.email = $2 and s.tenant_id = $3 and s.staff_id = $4`,
    [staff_id, email, tenant.tenant_id, tenant.admin.staff_id],
  );
  const session = await app.database.write(tenant.tenant_id, (tx) =>
    openSession(tx, app.runtime, { staff_id, transport: "bearer", user_agent: "" }),
  );
  return { email, staff_id: toWireId("staff", staff_id), ...session };
}

/** With a second factor that is on; the code used for it is used up. */
async function enrolled(world: RequestWorld): Promise<Colleague & Enrolled> {
  const colleague = await newColleague(world);
  const { app } = world.api;
  const { tenant_id } = world.tenant;
  const staff_id = parseWireId("staff", colleague.staff_id) ?? "";
  const person = await app.database.read(tenant_id, (db) => getPerson(db, staff_id));
  const holder = { person, staff_id, session_id: colleague.session_id };
  const phone = authenticator((await offerTotp(app, holder)).secret);
  const code = phone.code(app.runtime.clock.now());
  const { recovery_codes } = await confirmTotp(app, tenant_id, holder, code, SYSTEM);
  return { ...colleague, app: phone, recovery_codes };
}

/** A recovery code: a code of the app may be used up within its half minute. */
const proof = ({ recovery_codes }: Enrolled) => ({ password: PASSWORD, code: recovery_codes[0] ?? "" });

async function ownSession({ api }: RequestWorld, token: string): Promise<string> {
  const { body } = await api.call("GET /v1/sessions", { token });
  return String(body["data"]?.[0]?.["session_id"]);
}

/** The token behind the # of the newest link that was mailed about this. */
export async function mailedToken(
  { api, tenant }: Pick<RequestWorld, "api" | "tenant">,
  kind: string,
): Promise<string> {
  const { body } = await api.call("GET /v1/messages?limit=200", { token: tenant.api_key });
  const mails = body["data"] as unknown as { kind: string; body: string }[];
  return /#(hy_\w+_[\w-]+)/.exec(mails.find((mail) => mail.kind === kind)?.body ?? "")?.[1] ?? "";
}

/** Runs the waiting job of every reset that was asked for, as the worker does. */
export async function deliverResets({ api }: Pick<RequestWorld, "api">): Promise<void> {
  const rows = await api.db.query<{ reset_id: string }>(
    "select reset_id from access.password_reset where token_hash is null and person_id is not null",
  );
  for (const { reset_id } of rows) await sendPasswordReset(api.app, reset_id);
}

async function resetToken(world: RequestWorld): Promise<string> {
  const { email } = await newColleague(world);
  await world.api.call("POST /v1/password_resets", { body: { email } });
  await deliverResets(world);
  return mailedToken(world, "password_reset");
}

async function newInvitation(world: RequestWorld): Promise<string> {
  const email = `invited${++serial}@example.com`;
  const { body } = await world.api.call("POST /v1/invitations", {
    token: world.staff_token,
    body: { email, name: "新同事", role_id: await roleId(world, "front_desk"), unit_id: world.unit_id },
  });
  return String(body["invitation_id"]);
}

async function roleId({ api, staff_token }: RequestWorld, code: string): Promise<string> {
  const { body } = await api.call("GET /v1/roles", { token: staff_token });
  const roles = body["data"] as unknown as { code: string; role_id: string }[];
  return roles.find((role) => role.code === code)?.role_id ?? "";
}

async function invitationToken(world: RequestWorld): Promise<string> {
  await newInvitation(world);
  return mailedToken(world, "invitation");
}

export const identity: Record<string, Builder> = {
  "POST /v1/sessions/second_step": async (world) => {
    const { email, recovery_codes } = await enrolled(world);
    const { body } = await world.api.call("POST /v1/sessions", { body: { email, password: PASSWORD } });
    return { body: { challenge: String(body["challenge"]), code: recovery_codes[1] ?? "" } };
  },
  "DELETE /v1/sessions": async (world) => ({ token: (await newColleague(world)).token }),
  "POST /v1/me/password": async (world) => ({
    token: (await newColleague(world)).token,
    body: { current_password: PASSWORD, password: NEW_PASSWORD },
  }),
  "POST /v1/me/totp": async (world) => ({ token: (await newColleague(world)).token, body: { password: PASSWORD } }),
  "POST /v1/me/totp/confirm": async (world) => {
    const { token } = await newColleague(world);
    const { body } = await world.api.call("POST /v1/me/totp", { token, body: { password: PASSWORD } });
    const code = authenticator(String(body["secret"])).code(world.api.app.runtime.clock.now());
    return { token, body: { code } };
  },
  "POST /v1/me/totp/disable": async (world) => {
    const colleague = await enrolled(world);
    return { token: colleague.token, body: proof(colleague) };
  },
  "POST /v1/me/recovery_codes": async (world) => {
    const colleague = await enrolled(world);
    return { token: colleague.token, body: proof(colleague) };
  },
  "POST /v1/password_resets": () => ({ body: { email: `nobody${++serial}@example.com` } }),
  "POST /v1/password_resets/complete": async (world) => ({
    body: { token: await resetToken(world), password: NEW_PASSWORD },
  }),
  "PUT /v1/access_policy": async ({ api, staff_token }) => {
    const { body } = await api.call("GET /v1/access_policy", { token: staff_token });
    return { body: { totp_roles: [], version: Number(body["version"]) } };
  },
  "GET /v1/staff/{staff_id}/sessions": async (world) => ({
    params: { staff_id: (await newColleague(world)).staff_id },
  }),
  "DELETE /v1/staff/{staff_id}/sessions": async (world) => ({
    params: { staff_id: (await newColleague(world)).staff_id },
  }),
  "DELETE /v1/staff/{staff_id}/sessions/{session_id}": async (world) => {
    const { staff_id, token } = await newColleague(world);
    return { params: { staff_id, session_id: await ownSession(world, token) } };
  },
  "POST /v1/staff/{staff_id}/totp/reset": async (world) => ({
    params: { staff_id: (await enrolled(world)).staff_id },
    body: { reason: "手机遗失" },
  }),
  "POST /v1/invitations": async (world) => ({
    body: {
      email: `invited${++serial}@example.com`,
      name: "新同事",
      role_id: await roleId(world, "front_desk"),
      unit_id: world.unit_id,
      language: "ko",
      reason: "暑期加人",
    },
    shows: ({ invitation_id }) => [`/v1/audit_log?limit=5&subject_id=${String(invitation_id)}`],
  }),
  "POST /v1/invitations/lookup": async (world) => ({ body: { token: await invitationToken(world) } }),
  "POST /v1/invitations/accept": async (world) => ({
    body: { token: await invitationToken(world), password: NEW_PASSWORD },
  }),
  "POST /v1/invitations/{invitation_id}/resend": async (world) => ({
    params: { invitation_id: await newInvitation(world) },
  }),
  "DELETE /v1/invitations/{invitation_id}": async (world) => ({
    params: { invitation_id: await newInvitation(world) },
  }),
};
