import { z } from "zod";
import { wireIdOut, zCount, zInstantOut, zText } from "../../../platform/http/schema.ts";
import type { CarrierName, SettingsOf } from "../channels.ts";
import type { Credentials } from "../open-carrier.ts";

const zLanguage = z.enum(["zh-CN", "en", "ko"]);
const zWord = (max: number) => z.string().min(1).max(max).regex(/^\S+$/);

const zTemplate = z
  .strictObject({
    kind: zWord(60).meta({ example: "sms_code", description: "Of GET /v1/message_kinds" }),
    language: zLanguage,
    template_id: zWord(60).meta({ example: "SMS_154950909" }),
    sign_name: zText(60).optional().meta({ description: "Where the template has a signature of its own" }),
    params: z
      .array(
        z.strictObject({
          value: zWord(60).meta({ example: "code" }),
          name: zWord(60).optional().meta({ description: "What the template calls it, where it is another word" }),
        }),
      )
      .max(20)
      .meta({ description: "In the template's order" }),
  })
  .meta({ id: "SmsTemplate" });

const sms = { sign_name: zText(60).meta({ example: "回游" }), templates: z.array(zTemplate).max(100).default([]) };

const zAliyun = z.strictObject({
  ...sms,
  endpoint: zText(300).default("https://dysmsapi.aliyuncs.com"),
  access_key_id: zWord(128).optional(),
  access_key_secret: zWord(128).optional(),
});
const zTencent = z.strictObject({
  ...sms,
  endpoint: zText(300).default("https://sms.tencentcloudapi.com"),
  region: zWord(40).default("ap-guangzhou"),
  sdk_app_id: zWord(40).meta({ example: "1400006666" }),
  secret_id: zWord(128).optional(),
  secret_key: zWord(128).optional(),
});
const zSmtp = z.strictObject({
  host: zWord(253).meta({ example: "smtp.example.com" }),
  port: z.int().min(1).max(65_535).default(465),
  security: z.enum(["tls", "starttls", "none"]).default("tls"),
  user: zText(254, 0).default(""),
  password: zText(256).optional(),
  from_address: z.email().max(254),
  from_name: zText(60),
});

const zName = zText(60);
const zPerMinute = z.int().min(1).max(60_000);

export const zNewChannel = z
  .strictObject({
    name: zName,
    per_minute: zPerMinute.default(600).meta({ description: "How many messages a minute the carrier takes" }),
    aliyun_sms: zAliyun.optional(),
    tencent_sms: zTencent.optional(),
    smtp: zSmtp.optional(),
  })
  .superRefine(({ aliyun_sms, tencent_sms, smtp }, context) => {
    const given = [aliyun_sms, tencent_sms, smtp].filter((one) => one !== undefined).length;
    if (given !== 1) context.addIssue({ code: "custom", path: ["aliyun_sms"], params: { code: "exactly_one_of" } });
    const required = { aliyun_sms: ["access_key_id", "access_key_secret"], tencent_sms: ["secret_id", "secret_key"] };
    for (const [carrier, fields] of Object.entries(required)) {
      const input = { aliyun_sms, tencent_sms }[carrier] as Record<string, unknown> | undefined; // one of the two names
      for (const field of fields) {
        if (input && input[field] === undefined)
          context.addIssue({ code: "custom", path: [carrier, field], params: { code: "required" } });
      }
    }
  });

export const zChannelChange = z.strictObject({
  version: z.int().min(1),
  name: zName.optional(),
  per_minute: zPerMinute.optional(),
  state: z
    .enum(["active", "paused"])
    .optional()
    .meta({ description: "active: in use, in place of the other channel of its medium. paused: messages wait" }),
  aliyun_sms: zAliyun.optional(),
  tencent_sms: zTencent.optional(),
  smtp: zSmtp.optional(),
});

export const zTrial = z.strictObject({
  to: zText(254).meta({ example: "13800138000" }),
  kind: zWord(60).optional().meta({ description: "Of an SMS channel: which template is tried", example: "sms_code" }),
  language: zLanguage.default("zh-CN"),
});
export const zTried = z.object({ message_id: wireIdOut("message") });

const zTemplateOut = z.object({
  kind: z.string(),
  language: zLanguage,
  template_id: z.string(),
  sign_name: z.string().optional(),
  params: z.array(z.object({ value: z.string(), name: z.string().optional() })),
});

export const zChannel = z
  .object({
    channel_id: wireIdOut("channel"),
    medium: z.enum(["sms", "email"]),
    carrier: z.enum(["aliyun_sms", "tencent_sms", "smtp"]),
    name: z.string(),
    state: z.enum(["active", "paused"]),
    per_minute: z.int(),
    credentials_shown: z.string().meta({ description: "Enough to tell two keys apart; the secret is never shown" }),
    aliyun_sms: z
      .object({ endpoint: z.string(), sign_name: z.string(), templates: z.array(zTemplateOut) })
      .nullable(),
    tencent_sms: z
      .object({
        endpoint: z.string(),
        region: z.string(),
        sdk_app_id: z.string(),
        sign_name: z.string(),
        templates: z.array(zTemplateOut),
      })
      .nullable(),
    smtp: z
      .object({
        host: z.string(),
        port: z.int(),
        security: z.enum(["tls", "starttls", "none"]),
        user: z.string(),
        from_address: z.string(),
        from_name: z.string(),
      })
      .nullable(),
    failures: zCount.meta({ description: "In a row, up to now" }),
    last_error: z.object({ code: z.string(), text: z.string(), at: zInstantOut }).nullable(),
    last_success_at: zInstantOut.nullable(),
    waiting: zCount.meta({ description: "Messages that wait; counted up to 10,001" }),
    version: z.int(),
    created_at: zInstantOut,
  })
  .meta({ id: "Channel" });

export const zMessageKind = z
  .object({
    kind: z.string(),
    label: z.object({ "zh-CN": z.string(), en: z.string(), ko: z.string() }),
    params: z.array(z.object({ value: z.string(), example: z.string() })),
  })
  .meta({ id: "MessageKind" });

type Given = Pick<z.output<typeof zChannelChange>, CarrierName>;

/** The one carrier that was given: what is no secret, and the credentials when all of them are there. */
export function carrierOf(given: Given): {
  carrier?: CarrierName;
  settings?: SettingsOf[CarrierName];
  credentials?: Credentials;
} {
  if (given.aliyun_sms) {
    const { access_key_id, access_key_secret, ...settings } = given.aliyun_sms;
    const held = access_key_id && access_key_secret ? { credentials: { access_key_id, access_key_secret } } : {};
    return { carrier: "aliyun_sms", settings, ...held };
  }
  if (given.tencent_sms) {
    const { secret_id, secret_key, ...settings } = given.tencent_sms;
    return {
      carrier: "tencent_sms",
      settings,
      ...(secret_id && secret_key ? { credentials: { secret_id, secret_key } } : {}),
    };
  }
  if (!given.smtp) return {};
  const { password, ...settings } = given.smtp;
  return { carrier: "smtp", settings, ...(password === undefined ? {} : { credentials: { password } }) };
}
