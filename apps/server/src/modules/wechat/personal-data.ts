import { sql_builder } from "../../platform/db/builder.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { OPENID, UNIONID } from "./open-ids.ts";

const sealed = (cipher: string, place: string) => ({ table: "wechat.account", key: "account_id", cipher, place });

registerPersonalData({
  room: "wechat",
  // Who leaves us may go on following: that is between them and WeChat, and here they are somebody new.
  tables: { "wechat.follower": "removed" },
  collect: async (db, _app, member_id) => ({
    follower: await db.all(
      sql_builder
        .selectFrom("wechat.follower")
        .select(["openid_shown", "followed_at", "unfollowed_at", "bound_at", "scene"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id)
        .orderBy("followed_at"),
    ),
  }),
  erase: async (tx, _app, { member_id }) => {
    await tx.run(
      sql_builder
        .deleteFrom("wechat.follower")
        .where("tenant_id", "=", tx.tenant_id)
        .where("member_id", "=", member_id),
    );
  },
  sealed: [
    sealed("secret_cipher", "secret"),
    sealed("callback_token_cipher", "callback_token"),
    sealed("aes_key_cipher", "aes_key"),
    sealed("access_token_cipher", "access_token"),
    {
      table: "wechat.follower",
      key: "follower_id",
      cipher: "openid_cipher",
      place: "openid",
      index: { column: "openid_index", field: OPENID },
    },
    {
      table: "wechat.follower",
      key: "follower_id",
      cipher: "unionid_cipher",
      place: "unionid",
      index: { column: "unionid_index", field: UNIONID },
    },
  ],
});
