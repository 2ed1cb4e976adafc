import { z } from "zod";
import { wireId, wireIdOut, zInstantOut, zPage, zText } from "../../../platform/http/schema.ts";

const zAppId = z
  .string()
  .regex(/^wx[0-9a-z]{6,30}$/)
  .meta({ example: "wxb11529c136998cb6" });
const zSecretWord = (max: number) => z.string().min(1).max(max).regex(/^\S+$/);
const zCallbackToken = z
  .string()
  .regex(/^[A-Za-z0-9]{3,32}$/)
  .meta({ description: "As entered beside the callback's address" });
const zAesKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}$/)
  .nullable()
  .meta({ description: "EncodingAESKey; null: messages come in clear" });
export const WECHAT_URL = "https://api.weixin.qq.com";

export const zNewAccount = z.strictObject({
  app_id: zAppId,
  kind: z.enum(["mini_program", "official"]),
  name: zText(60),
  secret: zSecretWord(128).meta({ description: "AppSecret: sealed, never shown again" }),
  callback_token: zCallbackToken,
  aes_key: zAesKey.default(null),
  api_url: zText(300).default(WECHAT_URL),
});

export const zAccountChange = z.strictObject({
  version: z.int().min(1),
  name: zText(60).optional(),
  secret: zSecretWord(128).optional(),
  callback_token: zCallbackToken.optional(),
  aes_key: zAesKey.optional(),
  api_url: zText(300).optional(),
  state: z.enum(["active", "paused"]).optional(),
});

export const zAccount = z
  .object({
    wechat_account_id: wireIdOut("wechat_account"),
    app_id: z.string(),
    kind: z.enum(["mini_program", "official"]),
    name: z.string(),
    api_url: z.string(),
    state: z.enum(["active", "paused"]),
    callback_url: z.string().meta({ description: "To enter at WeChat" }),
    is_encrypted: z.boolean(),
    last_error: z.object({ code: z.string(), text: z.string(), at: zInstantOut }).nullable(),
    last_success_at: zInstantOut.nullable(),
    version: z.int(),
    created_at: zInstantOut,
  })
  .meta({ id: "WechatAccount" });

export const zFollowerQuery = zPage.extend({
  wechat_account_id: wireId("wechat_account").optional(),
  qr_code_id: wireId("qr_code").optional(),
  state: z.enum(["unbound", "bound", "left"]).optional(),
});

export const zFollower = z
  .object({
    follower_id: wireIdOut("follower"),
    wechat_account_id: wireIdOut("wechat_account"),
    openid_shown: z.string().meta({ example: "…wZf0" }),
    has_unionid: z.boolean(),
    state: z.enum(["unbound", "bound", "left"]),
    followed_at: zInstantOut,
    unfollowed_at: zInstantOut.nullable(),
    qr_code_id: wireIdOut("qr_code").nullable(),
    unit_id: wireIdOut("org_unit").nullable(),
    staff_id: wireIdOut("staff").nullable(),
    member_id: wireIdOut("member").nullable(),
    bound_at: zInstantOut.nullable(),
  })
  .meta({ id: "WechatFollower" });

export const zTicketRequest = z.strictObject({ wechat_account_id: wireId("wechat_account") });
export const zTicket = z
  .object({
    qr_code_id: wireIdOut("qr_code"),
    wechat_account_id: wireIdOut("wechat_account"),
    url: z.string().meta({ description: "What the picture holds" }),
  })
  .meta({ id: "WechatTicket" });
