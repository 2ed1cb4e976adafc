import { z } from "zod";
import { wireIdOut, zCount, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { CARRIERS, type CarrierName, type SettingsOf } from "../channels.ts";
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

const zSecurity = z.enum(["tls", "starttls", "none"]);

/** Each belongs to some carriers: see OF_CARRIER. */
const carrier_fields = {
  endpoint: zText(300)
    .optional()
    .meta({ description: "SMS: where the cloud's interface is, when not at its usual address" }),
  region: zWord(40).optional().meta({ description: "Tencent Cloud", example: "ap-guangzhou" }),
  sdk_app_id: zWord(40).optional().meta({ description: "Tencent Cloud", example: "1400006666" }),
  sign_name: zText(60).optional().meta({ description: "SMS: the approved signature", example: "回游" }),
  templates: z.array(zTemplate).max(100).optional().meta({ description: "SMS: the approved templates" }),
  key_id: zWord(128).optional().meta({ description: "SMS: AccessKey ID or SecretId" }),
  key_secret: zWord(128).optional().meta({ description: "SMS: AccessKey Secret or SecretKey" }),
  host: zWord(253).optional().meta({ description: "SMTP", example: "smtp.example.com" }),
  port: z.int().min(1).max(65_535).optional().meta({ description: "SMTP; 465 when not stated" }),
  security: zSecurity.optional().meta({ description: "SMTP; tls when not stated" }),
  user: zText(254, 0).optional().meta({ description: "SMTP" }),
  password: zText(256).optional().meta({ description: "SMTP" }),
  from_address: z.email().max(254).optional().meta({ description: "SMTP: the sender" }),
  from_name: zText(60).optional().meta({ description: "SMTP: the sender's name" }),
};
type FieldName = keyof typeof carrier_fields;
const FIELDS = Object.keys(carrier_fields) as FieldName[];
const zCarrierFields = z.strictObject(carrier_fields);
type CarrierFields = z.output<typeof zCarrierFields>;

const OF_CARRIER: Readonly<Record<CarrierName, { required: readonly FieldName[]; optional: readonly FieldName[] }>> = {
  aliyun_sms: { required: ["sign_name", "key_id", "key_secret"], optional: ["endpoint", "templates"] },
  tencent_sms: {
    required: ["sign_name", "sdk_app_id", "key_id", "key_secret"],
    optional: ["endpoint", "region", "templates"],
  },
  smtp: { required: ["host", "from_address", "from_name"], optional: ["port", "security", "user", "password"] },
};

/** What was given and is another carrier's. */
export function strangersOf(carrier: CarrierName, body: Partial<CarrierFields>): FieldName[] {
  const { required, optional } = OF_CARRIER[carrier];
  return FIELDS.filter((name) => body[name] !== undefined && ![...required, ...optional].includes(name));
}

const zName = zText(60);
const zPerMinute = z.int().min(1).max(60_000);

export const zNewChannel = z
  .strictObject({
    carrier: z.enum(CARRIERS),
    name: zName,
    per_minute: zPerMinute.default(600).meta({ description: "How many messages a minute the carrier takes" }),
    ...carrier_fields,
  })
  .superRefine((body, context) => {
    const issue = (name: FieldName, code: string) =>
      context.addIssue({ code: "custom", path: [name], params: { code } });
    for (const name of strangersOf(body.carrier, body)) issue(name, "not_of_carrier");
    for (const name of OF_CARRIER[body.carrier].required) if (body[name] === undefined) issue(name, "required");
  });

export const zChannelChange = z
  .strictObject({
    version: z.int().min(1),
    name: zName.optional(),
    per_minute: zPerMinute.optional(),
    state: z
      .enum(["active", "paused"])
      .optional()
      .meta({ description: "active: in use, in place of the other channel of its medium. paused: messages wait" }),
    ...carrier_fields,
  })
  .superRefine(({ key_id, key_secret }, context) => {
    const pair = { key_id, key_secret };
    for (const [name, value] of Object.entries(pair)) {
      if (value === undefined && (key_id ?? key_secret) !== undefined)
        context.addIssue({ code: "custom", path: [name], params: { code: "required" } });
    }
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
    carrier: z.enum(CARRIERS),
    name: z.string(),
    state: z.enum(["active", "paused"]),
    per_minute: z.int(),
    credentials_shown: z.string().meta({ description: "Enough to tell two keys apart; the secret is never shown" }),
    settings: z.object({
      endpoint: z.string().optional(),
      region: z.string().optional(),
      sdk_app_id: z.string().optional(),
      sign_name: z.string().optional(),
      templates: z.array(zTemplateOut).optional(),
      host: z.string().optional(),
      port: z.int().optional(),
      security: zSecurity.optional(),
      user: z.string().optional(),
      from_address: z.string().optional(),
      from_name: z.string().optional(),
    }),
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

/** Without what was left out. */
export function given(body: Partial<CarrierFields>): Partial<CarrierFields> {
  return Object.fromEntries(FIELDS.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

/** Everything that is no secret, with what goes without saying. */
export function settingsOf(carrier: CarrierName, fields: Partial<CarrierFields>): SettingsOf[CarrierName] {
  const { sign_name = "", templates = [], endpoint } = fields;
  if (carrier === "aliyun_sms") {
    return { endpoint: endpoint ?? "https://dysmsapi.aliyuncs.com", sign_name, templates };
  }
  if (carrier === "tencent_sms") {
    const { region = "ap-guangzhou", sdk_app_id = "" } = fields;
    return { endpoint: endpoint ?? "https://sms.tencentcloudapi.com", region, sdk_app_id, sign_name, templates };
  }
  const { host = "", port = 465, security = "tls", user = "", from_address = "", from_name = "" } = fields;
  return { host, port, security, user, from_address, from_name };
}

export function credentialsOf({ key_id, key_secret, password }: Partial<CarrierFields>): Credentials | undefined {
  if (key_id !== undefined && key_secret !== undefined) return { key_id, key_secret };
  return password === undefined ? undefined : { password };
}
