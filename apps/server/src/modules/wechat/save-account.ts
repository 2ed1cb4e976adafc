import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { isOutsideUrl, type UrlRules } from "../../platform/net/outside-url.ts";
import {
  type Account,
  type AccountKind,
  findAccountByApp,
  getAccount,
  listAccounts,
  lockAccount,
  seal,
} from "./accounts.ts";

export const MAX_ACCOUNTS = 50;

interface Sealed {
  secret: string;
  callback_token: string;
  /** Null: messages come in clear. */
  aes_key: string | null;
}
export interface NewAccount extends Sealed {
  app_id: string;
  kind: AccountKind;
  name: string;
  api_url: string;
}
export type AccountChange = Partial<Sealed & { name: string; api_url: string; state: "active" | "paused" }> & {
  version: number;
};

export interface AccountWriter {
  by: By;
  rules: UrlRules;
}

/** @throws account_limit · wechat_app_taken · wechat_address_refused */
export async function createAccount(tx: Tx, app: Keyed, input: NewAccount, writer: AccountWriter): Promise<Account> {
  const { tenant_id } = tx;
  const { app_id, kind, name, api_url, ...sealed } = input;
  checkUrl(api_url, writer.rules);
  if ((await listAccounts(tx)).length >= MAX_ACCOUNTS) throw new AppError("account_limit", { maximum: MAX_ACCOUNTS });
  if (await findAccountByApp(tx, app_id)) throw new AppError("wechat_app_taken", { app_id });
  const account_id = app.runtime.ids.next();
  const { secret_cipher, callback_token_cipher, aes_key_cipher } = sealAll(tx, app, account_id, sealed);
  await tx.run(
    sql_builder.insertInto("wechat.account").values({
      tenant_id,
      account_id,
      app_id,
      kind,
      name,
      api_url,
      secret_cipher,
      callback_token_cipher,
      aes_key_cipher,
      created_at: app.runtime.clock.now(),
    }),
  );
  await tell(tx, app, writer, "wechat_account.created", account_id, { after: { app_id, kind, name, api_url } });
  return getAccount(tx, account_id);
}

function sealAll(
  { tenant_id }: Tx,
  { secrets }: Keyed,
  account_id: string,
  { secret, callback_token, aes_key }: Sealed,
) {
  return {
    secret_cipher: seal(secrets, tenant_id, account_id, "secret", secret),
    callback_token_cipher: seal(secrets, tenant_id, account_id, "callback_token", callback_token),
    aes_key_cipher: aes_key === null ? null : seal(secrets, tenant_id, account_id, "aes_key", aes_key),
  };
}

/** What is not given stays. With another secret the token of the old one is forgotten. @throws not_found · version_conflict · wechat_address_refused */
export async function changeAccount(
  tx: Tx,
  app: Keyed,
  account_id: string,
  { version, secret, callback_token, aes_key, ...plain }: AccountChange,
  writer: AccountWriter,
): Promise<Account> {
  const { tenant_id } = tx;
  const before = await lockAccount(tx, account_id);
  if (before.version !== version) throw new AppError("version_conflict", { version: before.version });
  if (plain.api_url !== undefined) checkUrl(plain.api_url, writer.rules);
  const sealed = (column: "secret" | "callback_token" | "aes_key", text: string) =>
    seal(app.secrets, tenant_id, account_id, column, text);
  await tx.run(
    sql_builder
      .updateTable("wechat.account")
      .set({
        ...plain,
        ...(secret === undefined
          ? {}
          : { secret_cipher: sealed("secret", secret), access_token_cipher: null, access_token_expires_at: null }),
        ...(callback_token === undefined ? {} : { callback_token_cipher: sealed("callback_token", callback_token) }),
        ...(aes_key === undefined ? {} : { aes_key_cipher: aes_key === null ? null : sealed("aes_key", aes_key) }),
        version: version + 1,
      })
      .where("tenant_id", "=", tenant_id)
      .where("account_id", "=", account_id),
  );
  const after = await getAccount(tx, account_id);
  const replaced = Object.entries({ secret, callback_token, aes_key }).flatMap(([name, given]) =>
    given === undefined ? [] : [name],
  );
  await tell(tx, app, writer, "wechat_account.updated", account_id, {
    before: auditedOf(before),
    after: { ...auditedOf(after), ...(replaced.length > 0 ? { replaced } : {}) },
  });
  return after;
}

const auditedOf = ({ name, api_url, state }: Account) => ({ name, api_url, state });

/** Its followers stay as they are known; nobody signs in with it any more. @throws not_found */
export async function deleteAccount(tx: Tx, app: Keyed, account_id: string, writer: AccountWriter): Promise<void> {
  const before = await lockAccount(tx, account_id);
  await tx.run(
    sql_builder
      .updateTable("wechat.account")
      .set({ deleted_at: app.runtime.clock.now(), access_token_cipher: null })
      .where("tenant_id", "=", tx.tenant_id)
      .where("account_id", "=", account_id),
  );
  const { app_id, kind, name } = before;
  await tell(tx, app, writer, "wechat_account.deleted", account_id, { before: { app_id, kind, name } });
}

function tell(
  tx: Tx,
  app: Keyed,
  { by }: AccountWriter,
  action: `wechat_account.${string}`,
  id: string,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  return recordAudit(tx, app.runtime, by, { action, subject: { kind: "wechat_account", id }, ...change });
}

function checkUrl(api_url: string, rules: UrlRules): void {
  if (!isOutsideUrl(api_url, rules)) throw new AppError("wechat_address_refused");
}
