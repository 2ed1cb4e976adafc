import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { createAddressRules } from "../../../platform/net/address-rules.ts";
import { publicUrl } from "../../../platform/public-url.ts";
import { type Account, getAccount, listAccounts } from "../accounts.ts";
import {
  type AccountChange,
  type AccountWriter,
  changeAccount,
  createAccount,
  deleteAccount,
} from "../save-account.ts";
import { zAccount, zAccountChange, zNewAccount } from "./schema.ts";

const READS = { actors: ["staff", "api_key"], permission: "channels:read" } as const;
const WRITES = { actors: ["staff", "api_key"], permission: "channels:write" } as const;
const zPath = z.strictObject({ wechat_account_id: wireId("wechat_account") });

function writerOf({ app, auth, by }: { app: App; auth: Auth; by: Caller }): AccountWriter {
  return { by, rules: { mode: auth.mode, addresses: createAddressRules(app.config.WEBHOOK_ALLOW) } };
}

function show({ config }: App, tenant_id: string, row: Account) {
  const wechat_account_id = toWireId("wechat_account", row.account_id);
  return {
    wechat_account_id,
    app_id: row.app_id,
    kind: row.kind,
    name: row.name,
    api_url: row.api_url,
    state: row.state,
    callback_url: publicUrl(config, `/v1/wechat/callbacks/${toWireId("tenant", tenant_id)}/${wechat_account_id}`),
    is_encrypted: row.aes_key_cipher !== null,
    last_error: row.last_error_at && {
      code: row.last_error_code ?? "",
      text: row.last_error_text ?? "",
      at: row.last_error_at.toISOString(),
    },
    last_success_at: row.last_success_at?.toISOString() ?? null,
    version: row.version,
    created_at: row.created_at.toISOString(),
  };
}

const list = route({
  method: "GET",
  path: "/v1/wechat_accounts",
  summary: "Mini-programs and official accounts, oldest first",
  tag: "wechat",
  access: READS,
  response: { 200: zPageOf(zAccount) },
  handler: async ({ app, auth }) => {
    const rows = await app.database.read(auth.tenant_id, listAccounts);
    return { body: { data: rows.map((row) => show(app, auth.tenant_id, row)), next_cursor: null } };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/wechat_accounts",
  summary: "Add a mini-program or an official account",
  tag: "wechat",
  access: WRITES,
  audit: ["wechat_account.created"],
  body: zNewAccount,
  response: { 201: zAccount },
  errors: ["account_limit", "wechat_app_taken", "wechat_address_refused"],
  handler: async (request) => {
    const { app, auth, body } = request;
    const row = await app.database.write(auth.tenant_id, (tx) => createAccount(tx, app, body, writerOf(request)));
    return { status: 201, body: show(app, auth.tenant_id, row) };
  },
});

const one = route({
  method: "GET",
  path: "/v1/wechat_accounts/:wechat_account_id",
  summary: "One mini-program or official account",
  tag: "wechat",
  access: READS,
  params: zPath,
  response: { 200: zAccount },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const row = await app.database.read(auth.tenant_id, (db) => getAccount(db, params.wechat_account_id));
    return { body: show(app, auth.tenant_id, row) };
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/wechat_accounts/:wechat_account_id",
  summary: "Change or pause a WeChat account",
  tag: "wechat",
  access: WRITES,
  audit: ["wechat_account.updated"],
  params: zPath,
  body: zAccountChange,
  response: { 200: zAccount },
  errors: ["not_found", "version_conflict", "wechat_address_refused"],
  handler: async (request) => {
    const { app, auth, params, body } = request;
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const row = await app.database.write(auth.tenant_id, (tx) =>
      // Without the fields that were left out; the version is always there.
      changeAccount(tx, app, params.wechat_account_id, given as AccountChange, writerOf(request)),
    );
    return { body: show(app, auth.tenant_id, row) };
  },
});

const deletion = route({
  method: "DELETE",
  path: "/v1/wechat_accounts/:wechat_account_id",
  summary: "Delete a WeChat account; its followers stay as they are known",
  tag: "wechat",
  access: WRITES,
  audit: ["wechat_account.deleted"],
  params: zPath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async (request) => {
    const { app, auth, params } = request;
    await app.database.write(auth.tenant_id, (tx) =>
      deleteAccount(tx, app, params.wechat_account_id, writerOf(request)),
    );
    return {};
  },
});

export const accountRoutes: Route[] = [list, creation, one, change, deletion];
