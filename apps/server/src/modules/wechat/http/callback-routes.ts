import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { checkCallback, receiveCallback } from "../receive-callback.ts";

const zPath = z.strictObject({ tenant_id: wireId("tenant"), wechat_account_id: wireId("wechat_account") });
const zWord = z.string().max(200).optional();
const query = {
  signature: zWord,
  msg_signature: zWord,
  timestamp: zWord,
  nonce: zWord,
  encrypt_type: zWord,
  openid: zWord,
};
/** A message of WeChat's is a few hundred letters. */
const MOST_BYTES = 65_536;

const verification = route({
  method: "GET",
  path: "/v1/wechat/callbacks/:tenant_id/:wechat_account_id",
  summary: "WeChat asks whether the address is ours",
  tag: "wechat",
  access: { actors: ["public"] },
  params: zPath,
  query: z.strictObject({ ...query, echostr: z.string().max(200) }),
  response: { 200: z.string() },
  produces: "text/plain; charset=utf-8",
  errors: ["not_found", "callback_refused"],
  handler: async ({ app, params, query: asked }) => {
    await checkCallback(app, params.tenant_id, params.wechat_account_id, asked);
    return { raw: asked.echostr };
  },
});

const message = route({
  method: "POST",
  path: "/v1/wechat/callbacks/:tenant_id/:wechat_account_id",
  summary: "WeChat tells who follows, who left, who scanned",
  description: "XML, in clear or encrypted, signed with the account's token. The same told again changes nothing.",
  tag: "wechat",
  access: { actors: ["public"] },
  params: zPath,
  query: z.strictObject(query),
  upload_limit: MOST_BYTES,
  response: { 200: z.string() },
  produces: "text/plain; charset=utf-8",
  errors: ["not_found", "callback_refused"],
  handler: async ({ app, params, query: told, upload }) => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of upload) {
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES) throw new AppError("body_too_large", { limit_bytes: MOST_BYTES });
      chunks.push(chunk as Buffer);
    }
    const xml = Buffer.concat(chunks).toString("utf8");
    await receiveCallback(app, params.tenant_id, params.wechat_account_id, told, xml);
    return { raw: "success" };
  },
});

export const callbackRoutes: Route[] = [verification, message];
