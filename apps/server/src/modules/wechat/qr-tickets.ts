import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { withToken } from "./access-token.ts";
import { noteAccount } from "./account-health.ts";
import { getAccount } from "./accounts.ts";
import { lineOf } from "./line.ts";
import { createQrTicket, WechatRefusal } from "./wechat-api.ts";

export interface QrTicket {
  qr_code_id: string;
  account_id: string;
  url: string;
}

export function listTickets(db: Db, qr_code_ids: readonly string[]): Promise<QrTicket[]> {
  if (qr_code_ids.length === 0) return Promise.resolve([]);
  return db.all(
    sql_builder
      .selectFrom("wechat.qr_ticket")
      .select(["qr_code_id", "account_id", "url"])
      .where("tenant_id", "=", db.tenant_id)
      .where("qr_code_id", "in", [...qr_code_ids]),
  );
}

/**
 * The code that an official account shows for one of ours: whoever scans it follows. Asked for twice it is the same.
 * @throws not_found · wechat_not_official · wechat_unavailable
 */
export async function issueTicket(
  app: App,
  tenant_id: string,
  { qr_code_id, code, account_id }: { qr_code_id: string; code: string; account_id: string },
  signal: AbortSignal,
): Promise<QrTicket> {
  const { account, known } = await app.database.read(tenant_id, async (db) => ({
    account: await getAccount(db, account_id),
    known: (await listTickets(db, [qr_code_id])).find((one) => one.account_id === account_id),
  }));
  if (known) return known;
  if (account.kind !== "official") throw new AppError("wechat_not_official");
  const line = lineOf(app, signal);
  try {
    const made = await withToken(app, line, tenant_id, account_id, (token) =>
      createQrTicket(line, account.api_url, token, code),
    );
    await app.database.write(tenant_id, (tx) =>
      tx.run(
        sql_builder
          .insertInto("wechat.qr_ticket")
          .values({ tenant_id, qr_code_id, account_id, ...made, created_at: app.runtime.clock.now() })
          .onConflict((conflict) => conflict.columns(["tenant_id", "qr_code_id", "account_id"]).doNothing()),
      ),
    );
    return { qr_code_id, account_id, url: made.url };
  } catch (error) {
    if (!(error instanceof WechatRefusal)) throw error;
    await noteAccount(app, tenant_id, account_id, error);
    throw new AppError("wechat_unavailable");
  }
}
