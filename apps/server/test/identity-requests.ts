// Requests about passwords, second factors and sessions that work. Each has a person of its own: they lock, change and
// sign out whom they are about.
import { createStaff } from "../src/modules/access/index.ts";
import { sendPasswordReset } from "../src/modules/access/password-reset.ts";
import { authenticator, enrol, type Enrolled } from "./authenticator.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { PASSWORD, signInAs, toWireId } from "./world.ts";

const NEW_PASSWORD = "a long sentence nobody guesses";

let serial = 0;

interface Colleague {
  email: string;
  staff_id: string;
  token: string;
}

export async function newColleague({ api, tenant }: RequestWorld): Promise<Colleague> {
  const email = `colleague${++serial}@example.com`;
  const input = { email, password: PASSWORD, name: "同事", role: "hq_admin", unit_id: tenant.root_unit_id } as const;
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) => createStaff(tx, api.app.runtime, input));
  return { email, staff_id: toWireId("staff", staff_id), token: await signInAs(api, email) };
}

async function enrolled(world: RequestWorld): Promise<Colleague & Enrolled> {
  const colleague = await newColleague(world);
  return { ...colleague, ...(await enrol(world.api, colleague.token)) };
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
    },
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
