// Tencent Cloud SMS 2021-01-11: SendSms and PullSmsSendStatusByPhoneNumber.
import { callOut } from "../../platform/net/http-call.ts";
import {
  type Carrier,
  type CloudKey,
  findTemplate,
  type Line,
  NO_TEMPLATE,
  noAnswer,
  parseAnswer,
  type Template,
  textOf,
} from "./carrier.ts";
import type { HandOver, Receipt } from "./domain/hand-over.ts";
import { tencentAuthorization } from "./domain/tencent-signature.ts";

export interface TencentSettings {
  endpoint: string;
  region: string;
  sdk_app_id: string;
  sign_name: string;
  templates: Template[];
}

interface SendStatus {
  SerialNo?: string;
  Code?: string;
  Message?: string;
}
interface PulledStatus {
  SerialNo?: string;
  SessionContext?: string;
  ReportStatus?: string;
  Description?: string;
  /** Seconds since 1970. */
  UserReceiveTime?: number;
}

/** The carrier's and our clock may differ, and a report may name the second before. */
const LEEWAY_SECONDS = 300;
const REPORT_SECONDS = 3 * 86_400;

export function tencentCarrier(settings: TencentSettings, key: CloudKey, line: Line): Carrier {
  const pull = async (to: string, sent_at: Date): Promise<PulledStatus[]> => {
    const sent_seconds = Math.floor(sent_at.getTime() / 1000);
    const answered = await callTencent(settings, key, line, "PullSmsSendStatusByPhoneNumber", {
      BeginTime: sent_seconds - LEEWAY_SECONDS,
      EndTime: Math.min(Math.floor(line.runtime.clock.now().getTime() / 1000), sent_seconds + REPORT_SECONDS),
      Offset: 0,
      Limit: 100,
      PhoneNumber: to,
      SmsSdkAppId: settings.sdk_app_id,
    });
    const body = "answer" in answered ? responseOf(answered.answer.text) : undefined;
    return (body?.["PullSmsSendStatusSet"] as PulledStatus[] | undefined) ?? []; // as documented
  };
  return {
    async send(parcel) {
      const template = findTemplate(settings.templates, parcel);
      if (!template) return NO_TEMPLATE;
      const answered = await callTencent(settings, key, line, "SendSms", {
        PhoneNumberSet: [parcel.to],
        SmsSdkAppId: settings.sdk_app_id,
        SignName: template.sign_name ?? settings.sign_name,
        TemplateId: template.template_id,
        TemplateParamSet: template.params.map(({ value }) => parcel.params[value] ?? ""),
        SessionContext: parcel.message_id,
      });
      return "failure" in answered ? noAnswer(answered) : judge(answered.answer);
    },
    async find({ message_id, to, sent_at }) {
      const mine = (await pull(to, sent_at)).find((one) => one.SessionContext === message_id);
      return mine && { carrier_message_id: textOf(mine.SerialNo) };
    },
    async receipt({ to, sent_at, carrier_message_id }) {
      return receiptOf((await pull(to, sent_at)).find((one) => one.SerialNo === carrier_message_id));
    },
  };
}

function callTencent(
  settings: TencentSettings,
  key: CloudKey,
  { rules, timeout_ms, signal, runtime }: Line,
  action: string,
  input: object,
) {
  const url = new URL(settings.endpoint);
  const body = JSON.stringify(input);
  const timestamp_seconds = Math.floor(runtime.clock.now().getTime() / 1000);
  const signed = { "content-type": "application/json; charset=utf-8", host: url.host, "x-tc-action": action };
  const signer = { id: key.key_id, secret: key.key_secret };
  const authorization = tencentAuthorization(signer, { service: "sms", timestamp_seconds, headers: signed, body });
  const headers = {
    ...signed,
    authorization,
    "x-tc-version": "2021-01-11",
    "x-tc-timestamp": String(timestamp_seconds),
    "x-tc-region": settings.region,
  };
  return callOut(rules, { method: "POST", url: url.href, headers, body, timeout_ms, signal });
}

function responseOf(text: string): Record<string, unknown> | undefined {
  const response = parseAnswer(text)?.["Response"];
  return typeof response === "object" && response !== null ? (response as Record<string, unknown>) : undefined;
}

const LATER = /^(RequestLimitExceeded|InternalError|ServiceUnavailable|ResourceUnavailable|LimitExceeded\.)/;
const OF_MESSAGE = /PhoneNumber|Template|SensitiveWord|SignatureIncorrect/;
/** Until tomorrow, or until somebody raises it: by then nobody waits for the message. */
const NOT_TODAY = /DailyLimit|DeliveryFrequencyLimit|AppDailyLimit/;
const NUMBER_REST_SECONDS = 30;

function judge({ status, text }: { status: number; text: string }): HandOver {
  const response = responseOf(text);
  const [sent] = (response?.["SendStatusSet"] as SendStatus[] | undefined) ?? []; // as documented
  if (sent?.Code === "Ok") return { outcome: "sent", carrier_message_id: textOf(sent.SerialNo) };
  const error = (response?.["Error"] as SendStatus | undefined) ?? sent;
  const code = textOf(error?.Code);
  const of = OF_MESSAGE.test(code) ? ("message" as const) : ("channel" as const);
  const trouble = { code: code || `http_${status}`, text: textOf(error?.Message), of };
  const again = (LATER.test(code) && !NOT_TODAY.test(code)) || status >= 500 || code === "";
  if (!again) return { outcome: "refused", ...trouble };
  return { outcome: "later", ...trouble, ...(of === "message" ? { wait_seconds: NUMBER_REST_SECONDS } : {}) };
}

function receiptOf(status: PulledStatus | undefined): Receipt {
  if (status?.ReportStatus === "SUCCESS") {
    return { state: "delivered", at: status.UserReceiveTime ? new Date(status.UserReceiveTime * 1000) : null };
  }
  if (status?.ReportStatus !== "FAIL") return { state: "waiting" };
  return { state: "failed", code: "FAIL", text: textOf(status.Description) };
}
