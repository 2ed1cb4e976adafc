import { createSigner } from "../../platform/crypto/mac.ts";
import type { Keyed, Secrets } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { randomInteger } from "../../platform/kernel/random.ts";
import { sendMessage } from "../messaging/index.ts";
import { getTenant } from "../org/index.ts";
import * as sql from "./db/sign-in.gen.ts";
import { decideSend, SMS_CODE_DIGITS, SMS_CODE_TTL_SECONDS, SMS_RESEND_SECONDS } from "./domain/sms-code.ts";
import { smsCodeText } from "./domain/sms-text.ts";
import { phoneIndexOf } from "./phone-vault.ts";

/** Six digits are soon guessed, so their hash is keyed: a stolen table gives no code away. */
export function hashSmsCode(secrets: Secrets, tenant_id: string, phone: Phone, code: string): Buffer {
  return createSigner(secrets, "sms-code").sign(Buffer.from(`${tenant_id}\n${phone}\n${code}`));
}

export type SentCode = { sent: true; resend_after_seconds: number } | { sent: false; retry_after_seconds: number };

/** Sends a sign-in code. The answer is the same whether or not the phone belongs to a member. @throws not_found (tenant) */
export async function sendSmsCode(tx: Tx, app: Keyed, input: { phone: Phone; language: Language }): Promise<SentCode> {
  const { tenant_id } = tx;
  const tenant = await getTenant(tx);
  const now = app.runtime.clock.now();
  const phone_index = phoneIndexOf(app.secrets, tenant_id, input.phone);
  const decision = decideSend(await run(tx, sql.lockSmsCode, { tenant_id, phone_index }), now);
  if (!decision.send) return { sent: false, retry_after_seconds: decision.retry_after_seconds };
  const code = String(randomInteger(app.runtime.random, 10 ** SMS_CODE_DIGITS)).padStart(SMS_CODE_DIGITS, "0");
  const saved = await run(tx, sql.saveSmsCode, {
    tenant_id,
    phone_index,
    code_hash: hashSmsCode(app.secrets, tenant_id, input.phone, code),
    sent_count: decision.sent_count,
    window_started_at: decision.window_started_at,
    sent_at: now,
    expires_at: new Date(now.getTime() + SMS_CODE_TTL_SECONDS * 1000),
    resend_after: new Date(now.getTime() - SMS_RESEND_SECONDS * 1000),
  });
  if (!saved) return { sent: false, retry_after_seconds: SMS_RESEND_SECONDS };
  const name = tenant.names[input.language] ?? tenant.name;
  const { phone: to, language } = input;
  const body = smsCodeText(language, name, code, SMS_CODE_TTL_SECONDS);
  const params = { code, minutes: String(SMS_CODE_TTL_SECONDS / 60) };
  const expires_at = new Date(now.getTime() + SMS_CODE_TTL_SECONDS * 1000);
  const told = { language, body, params, hidden: [code], expires_at };
  await sendMessage(tx, app, { medium: "sms", kind: "sms_code", to, ...told });
  return { sent: true, resend_after_seconds: SMS_RESEND_SECONDS };
}
