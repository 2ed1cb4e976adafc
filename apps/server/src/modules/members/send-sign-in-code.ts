import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { randomInteger } from "../../platform/kernel/random.ts";
import { type OutgoingMessage, sendMessage } from "../messaging/index.ts";
import { getTenant } from "../org/index.ts";
import * as sql from "./db/sign-in.gen.ts";
import { decideSend, SMS_CODE_DIGITS, SMS_CODE_TTL_SECONDS, SMS_RESEND_SECONDS } from "./domain/sms-code.ts";
import { emailCodeText, smsCodeText } from "./domain/sms-text.ts";
import { type CodeAddress, codeIndexOf, hashSignInCode } from "./sign-in-code.ts";

export type SentCode = { sent: true; resend_after_seconds: number } | { sent: false; retry_after_seconds: number };

/** Sends a sign-in code. The answer is the same whether or not it belongs to a member. @throws not_found (tenant) */
export async function sendSignInCode(
  tx: Tx,
  app: Keyed,
  { language, ...address }: CodeAddress & { language: Language },
): Promise<SentCode> {
  const { tenant_id } = tx;
  const tenant = await getTenant(tx);
  const now = app.runtime.clock.now();
  const address_index = codeIndexOf(app.secrets, tenant_id, address);
  const decision = decideSend(await run(tx, sql.lockSignInCode, { tenant_id, address_index }), now);
  if (!decision.send) return { sent: false, retry_after_seconds: decision.retry_after_seconds };
  const code = String(randomInteger(app.runtime.random, 10 ** SMS_CODE_DIGITS)).padStart(SMS_CODE_DIGITS, "0");
  const expires_at = new Date(now.getTime() + SMS_CODE_TTL_SECONDS * 1000);
  const saved = await run(tx, sql.saveSignInCode, {
    tenant_id,
    address_index,
    code_hash: hashSignInCode(app.secrets, tenant_id, address, code),
    sent_count: decision.sent_count,
    window_started_at: decision.window_started_at,
    sent_at: now,
    expires_at,
    resend_after: new Date(now.getTime() - SMS_RESEND_SECONDS * 1000),
  });
  if (!saved) return { sent: false, retry_after_seconds: SMS_RESEND_SECONDS };
  const name = tenant.names[language] ?? tenant.name;
  await sendMessage(tx, app, { ...written(address, language, name, code), expires_at });
  return { sent: true, resend_after_seconds: SMS_RESEND_SECONDS };
}

function written({ medium, to }: CodeAddress, language: Language, tenant: string, code: string): OutgoingMessage {
  const hidden = [code];
  if (medium === "email") {
    const mail = emailCodeText(language, tenant, code, SMS_CODE_TTL_SECONDS);
    return { medium, kind: "email_code", to, language, ...mail, hidden };
  }
  const body = smsCodeText(language, tenant, code, SMS_CODE_TTL_SECONDS);
  const params = { code, minutes: String(SMS_CODE_TTL_SECONDS / 60) };
  return { medium, kind: "sms_code", to, language, body, params, hidden };
}
