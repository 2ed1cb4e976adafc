import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { maskEmail } from "../../platform/kernel/email.ts";
import { AppError, fillText, type Language } from "../../platform/kernel/errors.ts";
import { maskPhone, parsePhone } from "../../platform/kernel/phone.ts";
import { getChannel } from "./channels.ts";
import { findSmsKind } from "./message-kinds.ts";
import { queueMessage } from "./send-message.ts";

const SUBJECTS: Record<Language, string> = {
  "zh-CN": "测试邮件：{name}",
  en: "A trial of {name}",
  ko: "테스트 메일: {name}",
};
const BODIES: Record<Language, string> = {
  "zh-CN": "这是一封测试邮件。收到它，说明通道「{name}」可以使用。",
  en: "This is a trial. That it arrived means that the channel “{name}” works.",
  ko: "테스트 메일입니다. 이 메일을 받으셨다면 ‘{name}’ 채널을 사용할 수 있습니다.",
};

export interface Trial {
  to: string;
  /** Of an SMS: which template is tried. */
  kind?: string | undefined;
  language: Language;
}

/**
 * One message by this channel, paused or not, with the examples of its kind. Answers the message's id; what became of it is
 * read there. @throws not_found · trial_address_invalid · message_kind_unknown
 */
export async function tryChannel(tx: Tx, app: Keyed, channel_id: string, trial: Trial, by: By): Promise<string> {
  const channel = await getChannel(tx, channel_id);
  const { language } = trial;
  const way = { channel_id, carrier: channel.carrier, is_test: true };
  const message_id = await (channel.medium === "sms" ? sendSms() : sendMail());
  await tx.run(
    sql_builder
      .updateTable("messaging.channel")
      .set({ wait_until: null })
      .where("tenant_id", "=", tx.tenant_id)
      .where("channel_id", "=", channel_id),
  );
  const to = trial.to.includes("@") ? maskEmail(trial.to) : maskPhone(trial.to);
  const subject = { kind: "channel", id: channel_id } as const;
  await recordAudit(tx, app.runtime, by, { action: "channel.tried", subject, after: { to } });
  return message_id;

  function sendSms(): Promise<string> {
    const to_phone = parsePhone(trial.to);
    if (to_phone === undefined) throw new AppError("trial_address_invalid");
    const kind = trial.kind ?? "";
    const spec = findSmsKind(kind);
    if (!spec) throw new AppError("message_kind_unknown", { kind });
    const { params } = spec;
    const body = `${spec.label[language]} ${Object.values(params).join(" ")}`;
    return queueMessage(tx, app, { medium: "sms", kind, language, to: to_phone, body, params }, way);
  }

  function sendMail(): Promise<string> {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trial.to)) throw new AppError("trial_address_invalid");
    const subject_line = fillText(SUBJECTS[language], { name: channel.name });
    const body = fillText(BODIES[language], { name: channel.name });
    const mail = {
      medium: "email",
      kind: "channel_trial",
      language,
      to: trial.to,
      subject: subject_line,
      body,
    } as const;
    return queueMessage(tx, app, mail, way);
  }
}
