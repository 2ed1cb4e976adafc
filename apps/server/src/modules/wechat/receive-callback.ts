import { createHash } from "node:crypto";
import type { App } from "../../platform/app.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { type Account, findAccount, open } from "./accounts.ts";
import { noteTold } from "./db/accounts.gen.ts";
import { callbackSignature, decryptCallback, isSameSignature } from "./domain/callback-crypto.ts";
import { noteFollow, noteScan, noteUnfollow } from "./followers.ts";
import { readMessage } from "./read-message.ts";

export interface CallbackQuery {
  signature?: string | undefined;
  msg_signature?: string | undefined;
  timestamp?: string | undefined;
  nonce?: string | undefined;
  encrypt_type?: string | undefined;
}

/** WeChat's clock and ours may differ; what is older was caught on its way and is played again. */
const LEEWAY_MS = 10 * 60_000;

/** An account that is there and takes calls. @throws not_found */
async function accountOf(app: App, tenant_id: string, account_id: string): Promise<Account> {
  const account = await app.database.read(tenant_id, (db) => findAccount(db, account_id));
  if (!account || account.state === "paused") throw new AppError("not_found");
  return account;
}

/** WeChat asks once whether the address is ours. @throws not_found · callback_refused */
export async function checkCallback(
  app: App,
  tenant_id: string,
  account_id: string,
  query: CallbackQuery,
): Promise<void> {
  const account = await accountOf(app, tenant_id, account_id);
  requireSigned(app, tenant_id, account, query, undefined);
}

/** Takes one message: who follows, who left, who scanned. The same told again changes nothing. @throws not_found · callback_refused */
export async function receiveCallback(
  app: App,
  tenant_id: string,
  account_id: string,
  query: CallbackQuery,
  xml: string,
): Promise<void> {
  const account = await accountOf(app, tenant_id, account_id);
  const message = openMessage(app, tenant_id, account, query, xml);
  const { FromUserName: openid = "", Event: event = "", EventKey: event_key = "", CreateTime: created = "" } = message;
  if (message["MsgType"] !== "event" || openid === "") return;
  const digest = createHash("sha256").update([openid, created, event, event_key].join("\n")).digest();
  const now = app.runtime.clock.now();
  await app.database.write(tenant_id, async (tx) => {
    const fresh = await run(tx, noteTold, { tenant_id, account_id, digest, now });
    if (fresh) await act(tx, app, account, { openid, event, event_key });
  });
}

async function act(
  tx: Tx,
  app: App,
  { account_id }: Account,
  { openid, event, event_key }: { openid: string; event: string; event_key: string },
): Promise<void> {
  // The code's words: a follow puts a word of WeChat's before them.
  const scene = event_key.replace(/^qrscene_/, "") || null;
  if (event === "subscribe") await noteFollow(tx, app, { account_id, openid, scene });
  if (event === "unsubscribe") await noteUnfollow(tx, app, { account_id, openid });
  if (event === "SCAN") await noteScan(tx, app, { account_id, openid, scene });
}

function openMessage(
  app: App,
  tenant_id: string,
  account: Account,
  query: CallbackQuery,
  xml: string,
): Readonly<Record<string, string>> {
  const outer = readMessage(xml);
  if (!outer) throw new AppError("callback_refused");
  const { aes_key_cipher, account_id, app_id } = account;
  if (aes_key_cipher === null) {
    requireSigned(app, tenant_id, account, query, undefined);
    return outer;
  }
  // Whoever chose encryption takes nothing in clear: the plain signature does not cover the words.
  const encrypted = outer["Encrypt"] ?? "";
  requireSigned(app, tenant_id, account, query, encrypted);
  const key = open(app.secrets, tenant_id, account_id, "aes_key", aes_key_cipher);
  const plain = decryptCallback(key, app_id, encrypted);
  const inner = plain === undefined ? undefined : readMessage(plain);
  if (!inner) throw new AppError("callback_refused");
  return inner;
}

function requireSigned(
  { secrets, runtime }: App,
  tenant_id: string,
  { account_id, callback_token_cipher }: Account,
  { signature = "", msg_signature = "", timestamp = "", nonce = "" }: CallbackQuery,
  encrypted: string | undefined,
): void {
  const token = open(secrets, tenant_id, account_id, "callback_token", callback_token_cipher);
  const words = [token, timestamp, nonce, ...(encrypted === undefined ? [] : [encrypted])];
  const given = encrypted === undefined ? signature : msg_signature;
  const age_ms = Math.abs(runtime.clock.now().getTime() - Number(timestamp) * 1000);
  const fine = isSameSignature(given, callbackSignature(words)) && age_ms <= LEEWAY_MS;
  if (!fine) throw new AppError("callback_refused");
}
