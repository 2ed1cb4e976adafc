import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import { type Account, getAccount, open, seal } from "./accounts.ts";
import { claimRefresh } from "./db/accounts.gen.ts";
import { appKeyOf } from "./line.ts";
import { noteAccount } from "./account-health.ts";
import { fetchStableToken, type WechatLine, WechatRefusal } from "./wechat-api.ts";

/** WeChat gives a new token when the old one has five minutes left, and both work meanwhile. */
const RENEW_BEFORE_MS = 5 * 60_000;
const REFRESH_MS = 20_000;
const POLL_MS = 100;

/** Codes by which WeChat says that a token is no longer good. */
const STALE = new Set(["40001", "40014", "42001"]);

/**
 * Calls with the account's token; with a new one when WeChat says that this one is no longer good.
 * @throws WechatRefusal
 */
export async function withToken<T>(
  app: App,
  line: WechatLine,
  tenant_id: string,
  account_id: string,
  call: (access_token: string) => Promise<T>,
): Promise<T> {
  const token = await readToken(app, line, tenant_id, account_id, undefined);
  try {
    return await call(token);
  } catch (error) {
    if (!(error instanceof WechatRefusal) || !STALE.has(error.code)) throw error;
    return call(await readToken(app, line, tenant_id, account_id, token));
  }
}

/** `refused`: the token that no longer works; whoever fetched another meanwhile has already mended it. */
async function readToken(
  app: App,
  line: WechatLine,
  tenant_id: string,
  account_id: string,
  refused: string | undefined,
): Promise<string> {
  const gives_up_at = performance.now() + line.timeout_ms;
  for (;;) {
    const account = await app.database.read(tenant_id, (db) => getAccount(db, account_id));
    const known = livingToken(app, tenant_id, account);
    const is_good = known !== undefined && known.token !== refused;
    if (is_good && known.left_ms > RENEW_BEFORE_MS) return known.token;
    if (await claim(app, tenant_id, account)) return refresh(app, line, tenant_id, account, refused !== undefined);
    // Somebody fetches it. A token that still lives serves meanwhile.
    if (is_good) return known.token;
    if (performance.now() > gives_up_at) throw new WechatRefusal("timeout", "");
    await sleep(POLL_MS, undefined, { signal: line.signal });
  }
}

function livingToken({ secrets, runtime }: App, tenant_id: string, account: Account) {
  const { access_token_cipher, access_token_expires_at, account_id } = account;
  const left_ms = (access_token_expires_at?.getTime() ?? 0) - runtime.clock.now().getTime();
  if (access_token_cipher === null || left_ms <= 0) return undefined;
  return { token: open(secrets, tenant_id, account_id, "access_token", access_token_cipher), left_ms };
}

/** Whether this process is the one that fetches. Whoever died while fetching is waited for no longer than the claim lasts. */
async function claim({ database, runtime }: App, tenant_id: string, account: Account): Promise<boolean> {
  const { account_id, access_token_expires_at: seen } = account;
  const now = runtime.clock.now();
  const until = new Date(now.getTime() + REFRESH_MS);
  return database.write(
    tenant_id,
    async (tx) => (await run(tx, claimRefresh, { tenant_id, account_id, now, until, seen })) !== undefined,
  );
}

async function refresh(
  app: App,
  line: WechatLine,
  tenant_id: string,
  account: Account,
  force: boolean,
): Promise<string> {
  const { account_id } = account;
  try {
    const fetched = await fetchStableToken(line, appKeyOf(app, tenant_id, account), force);
    const expires_at = new Date(app.runtime.clock.now().getTime() + fetched.expires_in_seconds * 1000);
    const access_token_cipher = seal(app.secrets, tenant_id, account_id, "access_token", fetched.access_token);
    await app.database.write(tenant_id, (tx) =>
      tx.run(
        sql_builder
          .updateTable("wechat.account")
          .set({ access_token_cipher, access_token_expires_at: expires_at, refreshing_until: null })
          .where("tenant_id", "=", tenant_id)
          .where("account_id", "=", account_id),
      ),
    );
    return fetched.access_token;
  } catch (error) {
    await app.database.write(tenant_id, (tx) =>
      tx.run(
        sql_builder
          .updateTable("wechat.account")
          .set({ refreshing_until: null })
          .where("tenant_id", "=", tenant_id)
          .where("account_id", "=", account_id),
      ),
    );
    if (error instanceof WechatRefusal) await noteAccount(app, tenant_id, account_id, error);
    throw error;
  }
}
