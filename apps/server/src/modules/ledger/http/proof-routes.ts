import { Readable } from "node:stream";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { bind } from "../../../platform/db/sql.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPage, zPageOf, zQueryInt } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import * as sql from "../db/proof.gen.ts";
import { toPublicKey } from "../domain/block.ts";
import { listAudits, queueAudit } from "../proof/audit-tenant.ts";
import { exportLedger } from "../proof/export-ledger.ts";
import { listNewestBlocks, listProofKeys } from "../proof/read-blocks.ts";
import { readChainState, readProof } from "../proof/read-proof.ts";
import { proofKey } from "../proof/seal-blocks.ts";
import { findTransaction } from "../read.ts";
import { getVisibleTransaction } from "../visible-transaction.ts";
import { zAudit, zBlock, zKeys, zLedgerStatus, zProof } from "./proof-schema.ts";
import { READ } from "./transaction-routes.ts";
import { showAudit, showBlock, showProof, showStatus } from "./show-proof.ts";

/** The book as a whole. */
const BOOK = { actors: ["staff", "api_key"], permission: "ledger:read" } as const;
const zBlockPosition = z.tuple([z.int().min(1)]).transform(([block_no]) => block_no);
const zAuditPosition = z.tuple([z.uuid()]).transform(([audit_id]) => audit_id);

const status = route({
  method: "GET",
  path: "/v1/ledger/status",
  summary: "Where the proof of the book stands, and what the last audit found",
  tag: "ledger",
  access: BOOK,
  response: { 200: zLedgerStatus },
  handler: async ({ app, auth }) => ({
    body: await app.database.read(auth.tenant_id, async (db) =>
      showStatus(await readChainState(db), await listProofKeys(db, app)),
    ),
  }),
});

const audits = route({
  method: "GET",
  path: "/v1/ledger/audits",
  summary: "Audits of the book, newest first",
  description: "Findings name accounts of the whole group: a caller whose scope is narrower sees how many there are.",
  tag: "ledger",
  access: BOOK,
  query: zPage,
  response: { 200: zPageOf(zAudit) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const before = readCursor(query.cursor, zAuditPosition) ?? null;
    const rows = await app.database.read(auth.tenant_id, (db) => listAudits(db, before, query.limit + 1));
    const seen = rows.map((row) => (auth.scope === "all" ? row : { ...row, findings: null }));
    return { body: pageOf(seen, query.limit, (row) => [row.audit_id], showAudit) };
  },
});

const auditRequest = route({
  method: "POST",
  path: "/v1/ledger/audits",
  summary: "Ask for an audit now; the worker makes it",
  description: "One that is waiting already is answered as it is.",
  tag: "ledger",
  access: { actors: ["staff", "api_key"], permission: "ledger:write" },
  audit: ["ledger_audit.requested"],
  response: { 202: zAudit },
  handler: async ({ app, auth, by }) => {
    const asked = await app.database.write(auth.tenant_id, async (tx) => {
      const audit = await queueAudit(tx, app.runtime);
      const subject = { kind: "audit", id: audit.audit_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "ledger_audit.requested", subject });
      return audit;
    });
    return { body: showAudit(asked) };
  },
});

const blocks = route({
  method: "GET",
  path: "/v1/ledger/blocks",
  summary: "Blocks of the chain, newest first",
  tag: "ledger",
  access: BOOK,
  query: zPage,
  response: { 200: zPageOf(zBlock) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const before = readCursor(query.cursor, zBlockPosition) ?? null;
    return app.database.read(auth.tenant_id, async (db) => {
      const [rows, keys] = [await listNewestBlocks(db, before, query.limit + 1), await listProofKeys(db, app)];
      return { body: pageOf(rows, query.limit, (block) => [block.header.block_no], showBlock(keys)) };
    });
  },
});

const proof = route({
  method: "GET",
  path: "/v1/transactions/:transaction_id/proof",
  summary: "The inclusion proof of a transaction's entries",
  description: "Entries of owners outside the caller's scope are left out.",
  tag: "ledger",
  access: READ,
  params: z.strictObject({ transaction_id: wireId("transaction") }),
  response: { 200: zProof },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { transaction_id } }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const { hidden_accounts } = await getVisibleTransaction(db, transaction_id, auth);
      const found = await readProof(db, transaction_id);
      const isVisible = (account_id: string | null) => account_id === null || !hidden_accounts.has(account_id);
      return { body: showProof(transaction_id, found, await listProofKeys(db, app), isVisible) };
    }),
});

const ownProof = route({
  method: "GET",
  path: "/v1/member/transactions/:transaction_id/proof",
  summary: "The inclusion proof of the member's own entries of a transaction",
  tag: "member",
  access: { actors: ["member"] },
  params: z.strictObject({ transaction_id: wireId("transaction") }),
  response: { 200: zProof },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { transaction_id } }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const transaction = await findTransaction(db, transaction_id);
      const entries = transaction?.entries.filter((entry) => entry.owner_id === auth.member_id) ?? [];
      if (entries.length === 0) throw new AppError("not_found");
      const own = new Set<string | null>(entries.map((entry) => entry.account_id));
      const found = await readProof(db, transaction_id);
      const isOwn = (account_id: string | null) => own.has(account_id);
      return { body: showProof(transaction_id, found, await listProofKeys(db, app), isOwn) };
    }),
});

const keys = route({
  method: "GET",
  path: "/v1/ledger/keys",
  summary: "The public keys with which blocks were and are signed, as a JWK set",
  tag: "ledger",
  access: { actors: ["public"] },
  response: { 200: zKeys },
  handler: async ({ app }) => ({ body: { keys: await publicKeys(app) } }),
});

async function publicKeys(app: App) {
  const rows = await app.database.call<sql.ListProofKeysRow>(bind(sql.listProofKeys, {}));
  const known = rows.map((row) => toPublicKey(row.key_id, row.public_key));
  const current = proofKey(app.secrets);
  if (known.some((key) => key.kid === current.key_id)) return known;
  return [...known, toPublicKey(current.key_id, current.public_key)];
}

const bookExport = route({
  method: "GET",
  path: "/v1/ledger/export",
  summary: "The sealed book as lines of JSON, for ./dev verify-ledger",
  description: "A signed manifest, then each block with its entries. Needs the whole group as scope.",
  tag: "ledger",
  access: BOOK,
  query: z.strictObject({
    from_block: zQueryInt(1, 1_000_000_000).optional(),
    to_block: zQueryInt(1, 1_000_000_000).optional(),
  }),
  response: { 200: z.string() },
  produces: "application/x-ndjson",
  errors: ["block_not_found", "whole_group_only"],
  handler: async ({ app, auth, query, signal }) => {
    if (auth.scope !== "all") throw new AppError("whole_group_only");
    const lines = await exportLedger(app, auth.tenant_id, query);
    const name = `attachment; filename="ledger-${auth.tenant_id}.ndjson"`;
    return { raw: Readable.from(lines, { signal }), headers: { "content-disposition": name } };
  },
});

export const proofRoutes: Route[] = [status, audits, auditRequest, blocks, proof, ownProof, keys, bookExport];
