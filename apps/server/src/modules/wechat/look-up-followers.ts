import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import { findMemberByIdentity, readIdentity } from "../members/index.ts";
import { withToken } from "./access-token.ts";
import { noteAccount } from "./account-health.ts";
import { type Account, listAccounts } from "./accounts.ts";
import { bindFollower } from "./followers.ts";
import { lineOf } from "./line.ts";
import { openOpenid, sealUnionid } from "./open-ids.ts";
import { fetchUnionId, WechatRefusal } from "./wechat-api.ts";

const PAGE = 100;

/** Asks WeChat what new followers are called in all apps of the owner: whoever is a member through another app is bound. */
export async function lookUpFollowers(app: App, tenant_id: string): Promise<void> {
  const accounts = await app.database.read(tenant_id, listAccounts);
  for (const account of accounts) {
    if (account.kind !== "official" || account.state === "paused") continue;
    try {
      await lookUpPage(app, tenant_id, account);
    } catch (error) {
      if (!(error instanceof WechatRefusal)) throw error;
      await noteAccount(app, tenant_id, account.account_id, error);
    }
  }
}

async function lookUpPage(app: App, tenant_id: string, { account_id, api_url }: Account): Promise<void> {
  const line = lineOf(app, new AbortController().signal);
  const waiting = await app.database.read(tenant_id, (db) =>
    db.all(
      sql_builder
        .selectFrom("wechat.follower")
        .select(["follower_id", "openid_cipher"])
        .where("tenant_id", "=", tenant_id)
        .where("account_id", "=", account_id)
        .where("looked_up_at", "is", null)
        .limit(PAGE),
    ),
  );
  for (const { follower_id, openid_cipher } of waiting) {
    const openid = openOpenid(app.secrets, tenant_id, follower_id, openid_cipher);
    const unionid = await withToken(app, line, tenant_id, account_id, (token) =>
      fetchUnionId(line, api_url, token, openid),
    );
    await keep(app, tenant_id, follower_id, unionid);
  }
}

function keep(app: App, tenant_id: string, follower_id: string, unionid: string | undefined): Promise<void> {
  return app.database.write(tenant_id, async (tx) => {
    const named = unionid === undefined ? {} : sealUnionid(app.secrets, tenant_id, follower_id, unionid);
    await tx.run(
      sql_builder
        .updateTable("wechat.follower")
        .set({ looked_up_at: app.runtime.clock.now(), ...named })
        .where("tenant_id", "=", tenant_id)
        .where("follower_id", "=", follower_id),
    );
    const name = unionid === undefined ? undefined : readIdentity("unionid", undefined, unionid);
    const member = typeof name === "object" ? await findMemberByIdentity(tx, app, name) : undefined;
    if (member) await bindFollower(tx, app, follower_id, member.member_id);
  });
}
