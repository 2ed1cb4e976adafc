// Alibaba Cloud Short Message Service, Dysmsapi 2017-05-25: SendSms and QuerySendDetails.
import { callOut } from "../../platform/net/http-call.ts";
import {
  type Asked,
  type Carrier,
  type CloudKey,
  findTemplate,
  type Line,
  NO_TEMPLATE,
  noAnswer,
  type Parcel,
  parseAnswer,
  type Template,
  textOf,
} from "./carrier.ts";
import { aliyunAuthorization, canonicalQuery, sha256 } from "./domain/aliyun-signature.ts";
import type { HandOver, Receipt } from "./domain/hand-over.ts";

export interface AliyunSettings {
  endpoint: string;
  sign_name: string;
  templates: Template[];
}

export function aliyunCarrier(settings: AliyunSettings, key: CloudKey, line: Line): Carrier {
  const call = (action: string, query: Record<string, string>) => callAliyun(settings, key, line, action, query);
  const listDetails = async ({ to, sent_at, carrier_message_id }: Asked): Promise<Detail[] | undefined> => {
    const known = carrier_message_id ? { BizId: carrier_message_id } : {};
    const day = dayOf(sent_at);
    const page = { PageSize: "50", CurrentPage: "1" };
    const answered = await call("QuerySendDetails", { PhoneNumber: numberOf(to), SendDate: day, ...page, ...known });
    const body = "answer" in answered ? parseAnswer(answered.answer.text) : undefined;
    if (body?.["Code"] !== "OK") return undefined;
    const holder = body["SmsSendDetailDTOs"] as { SmsSendDetailDTO?: Detail[] } | undefined; // as documented
    return holder?.SmsSendDetailDTO ?? [];
  };
  return {
    async send(parcel) {
      const template = findTemplate(settings.templates, parcel);
      if (!template) return NO_TEMPLATE;
      const answered = await call("SendSms", {
        PhoneNumbers: numberOf(parcel.to),
        SignName: template.sign_name ?? settings.sign_name,
        TemplateCode: template.template_id,
        TemplateParam: JSON.stringify(paramsOf(template, parcel)),
        OutId: parcel.message_id,
      });
      return "failure" in answered ? noAnswer(answered) : judge(answered.answer);
    },
    async find(asked) {
      const details = await listDetails({ ...asked, carrier_message_id: null });
      const mine = details?.find((one) => one.OutId === asked.message_id);
      return mine && { carrier_message_id: null };
    },
    async receipt(asked) {
      const details = await listDetails(asked);
      return receiptOf(details?.find((one) => one.OutId === asked.message_id));
    },
  };
}

interface Detail {
  OutId?: string;
  /** 1 waits for the operator, 2 failed, 3 arrived. */
  SendStatus?: number;
  ErrCode?: string;
  /** China's time, `2026-05-01 10:30:00`. */
  ReceiveDate?: string;
}

function callAliyun(
  settings: AliyunSettings,
  key: CloudKey,
  { rules, timeout_ms, signal, runtime }: Line,
  action: string,
  query: Record<string, string>,
) {
  const url = new URL(settings.endpoint);
  const headers = {
    host: url.host,
    "x-acs-action": action,
    "x-acs-version": "2017-05-25",
    "x-acs-date": runtime.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": Buffer.from(runtime.random.bytes(16)).toString("hex"),
    "x-acs-content-sha256": sha256(""),
  };
  const signer = { id: key.key_id, secret: key.key_secret };
  const authorization = aliyunAuthorization(signer, { method: "POST", query, headers, body: "" });
  url.search = canonicalQuery(query);
  const call = { method: "POST", url: url.href, headers: { ...headers, authorization } } as const;
  return callOut(rules, { ...call, timeout_ms, signal });
}

/** Mainland numbers bare, others with their country and no plus. */
const numberOf = (to: string) => to.replace(/^\+86/, "").replace(/^\+/, "");

function paramsOf(template: Template, { params }: Parcel): Record<string, string> {
  return Object.fromEntries(template.params.map(({ value, name }) => [name ?? value, params[value] ?? ""]));
}

/** The day in China on which the carrier counts a message. */
function dayOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
}

const LATER = /^(isp\.|Throttling|ServiceUnavailable|InternalError|SystemError|isv\.BUSINESS_LIMIT_CONTROL)/;
/** A number of its own is the trouble, not the account. */
const OF_MESSAGE =
  /^isv\.(BUSINESS_LIMIT_CONTROL|MOBILE_|INVALID_|PARAM_|TEMPLATE_|BLACK_KEY|DENY_IP|SMS_CONTENT|EXTEND_CODE|DUPLICATE)/;
/** One a minute and number is what the carrier grants. */
const NUMBER_REST_SECONDS = 60;

function judge({ status, text }: { status: number; text: string }): HandOver {
  const body = parseAnswer(text);
  const code = textOf(body?.["Code"]);
  if (code === "OK") return { outcome: "sent", carrier_message_id: textOf(body?.["BizId"]) };
  const of = OF_MESSAGE.test(code) ? ("message" as const) : ("channel" as const);
  const trouble = { code: code || `http_${status}`, text: textOf(body?.["Message"]), of };
  if (status < 500 && !LATER.test(code)) return { outcome: "refused", ...trouble };
  const wait = code === "isv.BUSINESS_LIMIT_CONTROL" ? { wait_seconds: NUMBER_REST_SECONDS } : {};
  return { outcome: "later", ...trouble, ...wait };
}

function receiptOf(detail: Detail | undefined): Receipt {
  if (detail?.SendStatus === 3) {
    const at = new Date(`${textOf(detail.ReceiveDate).replace(" ", "T")}+08:00`);
    return { state: "delivered", at: Number.isNaN(at.getTime()) ? null : at };
  }
  if (detail?.SendStatus !== 2) return { state: "waiting" };
  return { state: "failed", code: textOf(detail.ErrCode) || "failed", text: "" };
}
