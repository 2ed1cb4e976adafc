// Every page of the member client, as a visitor and as staff see it: three languages, usual and large type.
import type { BrowserContext } from "@playwright/test";
import type { DemoAccess } from "../dev/demo.ts";

/** The client's own version of its texts: with another one it asks again. */
export const CLIENT_TEXT_VERSION = "2026-11-20";

const MEMBER = ["home", "code", "points", "me", "visits", "lots", "policy", "profile", "birthday", "identities"];
const STAFF = ["home", "sign-in", "gate", "lookup", "register", "poster"];

/** Name of the picture → address behind `/m/#`. */
export const MEMBER_PAGES: readonly (readonly [name: string, at: string])[] = [
  ...[...MEMBER, "family", "privacy", "loss", "login"].map(
    (page) => [`member-${page}`, `/pages/${page}/index`] as const,
  ),
  ...STAFF.map((page) => [`staff-${page}`, `/packageStaff/${page}/index`] as const),
];

interface MemberSession {
  token: string;
  tenant_id: string;
  member_id: string;
}

/** What a phone keeps of a member and of somebody on the staff. */
export interface Kept {
  member: MemberSession;
  staff: Record<string, unknown>;
}

/** As a visitor would: asks for a code, which the console's outbox shows. */
export async function memberSession(
  context: BrowserContext,
  base_url: string,
  access: DemoAccess,
): Promise<MemberSession> {
  const { tenant_id } = access.live;
  const { phone } = access.member;
  const asked = await context.request.post(`${base_url}/v1/member/sms_codes`, { data: { tenant_id, phone } });
  if (!asked.ok()) throw new Error(`the code was refused: ${await asked.text()}`);
  const messages = await context.request.get(`${base_url}/v1/messages?limit=1`);
  const { data } = (await messages.json()) as { data: { body: string }[] };
  const code = /\d{6}/.exec(data[0]?.body ?? "")?.[0];
  const consents = [{ purpose: "membership", text_version: CLIENT_TEXT_VERSION }];
  const session = await context.request.post(`${base_url}/v1/member/sessions`, {
    data: { tenant_id, phone, code, consents },
  });
  if (!session.ok()) throw new Error(`member sign-in answered ${await session.text()}`);
  const { token, member } = (await session.json()) as { token: string; member: { member_id: string } };
  return { token, tenant_id, member_id: member.member_id };
}

interface Signed {
  token: string;
  staff: { staff_id: string; name: string };
  role: { name: string };
  scope: { unit_id: string; name: string };
  permissions: string[];
}

/** The store manager, as the staff's pages keep a session. */
export async function staffSession(
  context: BrowserContext,
  base_url: string,
  access: DemoAccess,
): Promise<Kept["staff"]> {
  const answer = await context.request.post(`${base_url}/v1/sessions`, { data: access.store_manager });
  if (!answer.ok()) throw new Error(`the manager's sign-in answered ${await answer.text()}`);
  const { token, staff, role, scope, permissions } = (await answer.json()) as Signed;
  return { token, staff, role: role.name, unit: { unit_id: scope.unit_id, name: scope.name }, permissions };
}

/** Puts both sessions, the language and the type size where Taro keeps them in a browser. */
export async function furnishPhone(
  phone: BrowserContext,
  kept: Kept,
  settings: { language: string; large: boolean },
): Promise<void> {
  const stored = {
    "hy.session": kept.member,
    "hy.staff": kept.staff,
    "hy.consent": CLIENT_TEXT_VERSION,
    "hy.welcome": "seen",
    "hy.locale": settings.language,
    ...(settings.large ? { "hy.type_size": "large" } : {}),
  };
  await phone.addInitScript((entries) => {
    for (const [key, data] of Object.entries(entries)) localStorage.setItem(key, JSON.stringify({ data }));
  }, stored);
}
