import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zInstant, zInstantOut, zPage, zPageOf, zText } from "../../../platform/http/schema.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { blockMember, unblockMember } from "../blocks/block-member.ts";
import { type Blocked, listBlocked, listBlocksOf, type PastBlock } from "../blocks/list-blocks.ts";
import { BLOCK_SCOPES, type BlockScope } from "../domain/blocks.ts";
import { zMemberPath } from "./list-routes.ts";
import { zBlockScope as zScope, zMemberRow } from "./schema.ts";
import { type Naming, namingOf, showRow } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

const terms = { block_id: wireIdOut("member_block"), scopes: z.array(zScope), reason: z.string() };
const times = { blocked_at: zInstantOut, until: zInstantOut.nullable(), by_name: z.string().nullable() };

const zBlock = z
  .object({
    ...terms,
    ...times,
    by_merge: z.boolean(),
    ended_at: zInstantOut.nullable(),
    end_reason: z.string().nullable(),
    ended_by_name: z.string().nullable(),
    ended_by_itself: z.boolean(),
  })
  .meta({ id: "MemberBlock" });
const zBlocked = z.object({ ...terms, ...times, member: zMemberRow }).meta({ id: "BlockedMember" });

/** The column's check allows no other words. */
const scopesOf = (scopes: readonly string[]) => scopes as BlockScope[];

const showBlock = (naming: Naming) => (block: PastBlock) => ({
  block_id: toWireId("member_block", block.block_id),
  scopes: scopesOf(block.scopes),
  reason: block.reason,
  blocked_at: naming.time(block.blocked_at),
  until: naming.maybe(block.until),
  by_name: block.actor_name,
  by_merge: block.by_merge,
  ended_at: naming.maybe(block.ended_at),
  end_reason: block.end_reason,
  ended_by_name: block.end_actor_name,
  ended_by_itself: block.end_actor === "system",
});

const showBlocked = (naming: Naming, language: Language) => {
  const row = showRow(naming, language);
  return ({ block_id, scopes, reason, blocked_at, until, actor_name, member }: Blocked) => ({
    block_id: toWireId("member_block", block_id),
    scopes: scopesOf(scopes),
    reason,
    blocked_at: naming.time(blocked_at),
    until: naming.maybe(until),
    by_name: actor_name,
    member: row(member),
  });
};

const zPosition = z.tuple([z.uuid()]).transform(([id]) => id);

const blocked = route({
  method: "GET",
  path: "/v1/members/blocks",
  summary: "Who is blocked now, newest first",
  tag: "members",
  access: READERS,
  query: zPage.extend({ scope: zScope.optional() }),
  response: { 200: zPageOf(zBlocked) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const before = readCursor(query.cursor, zPosition);
    const naming = await namingOf(app, auth.tenant_id);
    const filter = { reach: auth, scope: query.scope, before, limit: query.limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listBlocked(db, app, filter));
    return { body: pageOf(rows, query.limit, (row) => [row.block_id], showBlocked(naming, language)) };
  },
});

const history = route({
  method: "GET",
  path: "/v1/members/:member_id/blocks",
  summary: "Every block a member has had, newest first",
  tag: "members",
  access: READERS,
  params: zMemberPath,
  response: { 200: zPageOf(zBlock) },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listBlocksOf(db, app, params.member_id, auth));
    return { body: { data: rows.map(showBlock(naming)), next_cursor: null } };
  },
});

const zNewBlock = z.strictObject({
  scopes: z.array(zScope).min(1).max(BLOCK_SCOPES.length).meta({ description: "What they are kept from" }),
  reason: zText(200).meta({ description: "Shown to staff at gate and till, never to the member" }),
  until: zInstant.optional().meta({ description: "When it ends by itself; left out: never" }),
});

const block = route({
  method: "POST",
  path: "/v1/members/:member_id/blocks",
  summary: "Keep a member from the gate, earning, spending or signing in; replaces a block that stands",
  tag: "members",
  access: WRITERS,
  audit: ["member.blocked"],
  params: zMemberPath,
  body: zNewBlock,
  response: { 201: z.object({ block_id: wireIdOut("member_block") }) },
  errors: ["not_found", "member_erased", "block_ends_in_past"],
  idempotency: "optional",
  handler: ({ app, auth, params, body, by, idempotency }) =>
    idempotency.run(async (tx) => {
      const { scopes, reason, until = null } = body;
      const target = { member_id: params.member_id, reach: auth };
      const block_id = await blockMember(tx, app, by, target, { scopes, reason, until });
      const subject = { kind: "member", id: params.member_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "member.blocked", subject, after: { scopes, until }, reason });
      return { body: { block_id: toWireId("member_block", block_id) } };
    }),
});

const unblock = route({
  method: "POST",
  path: "/v1/members/:member_id/unblock",
  summary: "End the block that stands",
  tag: "members",
  access: WRITERS,
  audit: ["member.unblocked"],
  params: zMemberPath,
  body: z.strictObject({ reason: zText(200) }),
  response: { 200: z.object({ member_id: wireIdOut("member"), status: z.literal("active") }) },
  errors: ["not_found", "not_blocked"],
  handler: async ({ app, auth, params, body, by }) => {
    const { member_id } = params;
    await app.database.write(auth.tenant_id, async (tx) => {
      await unblockMember(tx, app, by, { member_id, reach: auth }, body.reason);
      const subject = { kind: "member", id: member_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "member.unblocked", subject, reason: body.reason });
    });
    return { body: { member_id: toWireId("member", member_id), status: "active" as const } };
  },
});

export const blockRoutes: Route[] = [blocked, history, block, unblock];
