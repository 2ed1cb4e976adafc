import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { findDocument, listConsents, listStandings, type NewConsent, recordConsent } from "../../consents/index.ts";
import { getMember, personIds } from "../../members/index.ts";
import { revealMember } from "../reveal-member.ts";
import { zConsents, zMemberPath, zNewConsent, zOwnConsent, zReveal, zRevealed } from "./schema.ts";
import { showConsents } from "./show.ts";

async function consentsOf(db: Db, member_id: string) {
  const standing = await listStandings(db, member_id);
  // What was said under an id that was merged into theirs is theirs as well; each has a chain of its own.
  const said = await Promise.all((await personIds(db, member_id)).map((id) => listConsents(db, id)));
  const history = said.flat().toSorted((a, b) => a.recorded_at.getTime() - b.recorded_at.getTime());
  return showConsents(standing, history);
}

/** A yes is to a text that is kept here; a no needs none. */
async function say(tx: Tx, app: App, input: NewConsent, by: Caller): Promise<void> {
  const { purpose, action, text_version, member_id } = input;
  if (action === "granted") {
    const known =
      text_version === undefined ? undefined : await findDocument(tx, purpose, text_version, input.language);
    if (!known) throw new AppError("document_unknown", { text_version: text_version ?? "" });
  }
  const said = await recordConsent(tx, app, input);
  if (!said.recorded) return;
  await recordAudit(tx, app.runtime, by, {
    action: action === "granted" ? "consent.granted" : "consent.withdrawn",
    subject: { kind: "member", id: member_id },
    after: { purpose, text_version, channel: input.channel },
  });
}

const READ = { actors: ["staff", "api_key"], permission: "members:read" } as const;

const consentList = route({
  method: "GET",
  path: "/v1/consents",
  summary: "What a member has agreed to, with the whole history and its proofs",
  tag: "privacy",
  access: READ,
  query: z.strictObject({ member_id: wireId("member") }),
  response: { 200: zConsents },
  errors: ["not_found"],
  handler: async ({ app, auth, query }) => ({
    body: await app.database.read(auth.tenant_id, async (db) => {
      await getMember(db, app, query.member_id, auth);
      return consentsOf(db, query.member_id);
    }),
  }),
});

const consentRecord = route({
  method: "POST",
  path: "/v1/consents",
  summary: "Write down a yes or a no that a member gave on paper, by phone or at the desk",
  audit: ["consent.granted", "consent.withdrawn"],
  tag: "privacy",
  access: { actors: ["staff", "api_key"], permission: "members:write" },
  body: zNewConsent,
  response: { 200: zConsents },
  errors: ["not_found", "document_unknown", "consent_is_membership"],
  idempotency: "optional",
  handler: ({ app, auth, body, language, by, idempotency }) =>
    idempotency.run(async (tx) => {
      const member = await getMember(tx, app, body.member_id, auth, { lock: true });
      if (member.erased_at) throw new AppError("member_erased");
      const who = { actor: by.actor, actor_id: by.actor_id, ip: null };
      await say(tx, app, { ...body, ...who, language: body.language ?? member.language ?? language }, by);
      return { body: await consentsOf(tx, body.member_id) };
    }),
});

const ownConsents = route({
  method: "GET",
  path: "/v1/member/consents",
  summary: "What I have agreed to, and when",
  tag: "member",
  access: { actors: ["member"] },
  response: { 200: zConsents },
  handler: async ({ app, auth }) => ({
    body: await app.database.read(auth.tenant_id, (db) => consentsOf(db, present(auth.member_id, "the member"))),
  }),
});

const ownConsent = route({
  method: "POST",
  path: "/v1/member/consents",
  summary: "Agree to a text, or take a consent back",
  tag: "member",
  access: { actors: ["member"] },
  body: zOwnConsent,
  response: { 200: zConsents },
  errors: ["document_unknown", "consent_is_membership"],
  handler: async ({ app, auth, body, language, by, ip }) => {
    const member_id = present(auth.member_id, "the member");
    const said = { ...body, member_id, channel: "app", language, actor: "member", actor_id: member_id, ip } as const;
    return {
      body: await app.database.write(auth.tenant_id, async (tx) => {
        await say(tx, app, said, by);
        return consentsOf(tx, member_id);
      }),
    };
  },
});

const reveal = route({
  method: "POST",
  path: "/v1/members/:member_id/reveal",
  summary: "See a phone or ID number in full, with a reason that is kept",
  audit: ["member.revealed"],
  tag: "privacy",
  access: { actors: ["staff", "api_key"], permission: "members:reveal" },
  params: zMemberPath,
  body: zReveal,
  response: { 200: zRevealed },
  errors: ["not_found"],
  // A person looks at one case at a time; whoever copies a list is slowed down and stands out.
  limit_per_minute: 30,
  handler: async ({ app, auth, params, body, by }) => ({
    body: await app.database.write(auth.tenant_id, (tx) =>
      revealMember(tx, app, { ...params, ...body, reach: auth, by }),
    ),
  }),
});

export const consentRoutes: Route[] = [consentList, consentRecord, ownConsents, ownConsent, reveal];
