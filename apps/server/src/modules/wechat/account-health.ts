import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { WechatRefusal } from "./wechat-api.ts";

/** A wrong code is its owner's; the rest concerns the account: staff read it beside the account. */
const OF_CALLER = new Set(["40029", "40163", "40226", "45011"]);

export const isOfCaller = ({ code }: WechatRefusal) => OF_CALLER.has(code);

/** What the account was told last, for people. Undefined: all is well, written at most once a minute. */
export async function noteAccount(
  { database, runtime }: App,
  tenant_id: string,
  account_id: string,
  refusal: WechatRefusal | undefined,
): Promise<void> {
  if (refusal && isOfCaller(refusal)) return;
  const now = runtime.clock.now();
  const told = refusal
    ? {
        last_error_code: refusal.code,
        last_error_text: refusal.message.slice(0, 500).toWellFormed().replaceAll("\0", ""),
        last_error_at: now,
      }
    : { last_success_at: now };
  await database.write(tenant_id, (tx) =>
    tx.run(
      sql_builder
        .updateTable("wechat.account")
        .set(told)
        .where("tenant_id", "=", tenant_id)
        .where("account_id", "=", account_id)
        .where((eb) =>
          refusal
            ? eb.val(true)
            : eb.or([eb("last_success_at", "is", null), eb("last_success_at", "<", new Date(now.getTime() - 60_000))]),
        ),
    ),
  );
}
