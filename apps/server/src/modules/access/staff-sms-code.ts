import { timingSafeEqual } from "node:crypto";
import { createSigner } from "../../platform/crypto/mac.ts";
import type { Keyed, Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { fillText, type Language } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { randomInteger } from "../../platform/kernel/random.ts";
import { sendMessage } from "../messaging/index.ts";
import { findStaffByPhone, staffPhoneIndex, staffPhoneIndexes } from "./staff-phone.ts";

const DIGITS = 6;
const TTL_SECONDS = 5 * 60;
const RESEND_SECONDS = 60;
const PER_HOUR = 10;
const HOUR_MS = 3_600_000;

const TEXTS: Record<Language, string> = {
  "zh-CN": "员工登录验证码 {code}，{minutes} 分钟内有效。请勿告诉他人。",
  en: "Your staff sign-in code is {code}. It is valid for {minutes} minutes. Do not share it.",
  ko: "직원 로그인 인증번호 {code}, {minutes}분간 유효합니다. 타인에게 알려주지 마세요.",
};

/** Six digits are soon guessed, so their hash is keyed. */
function hashOf(secrets: Secrets, tenant_id: string, phone: Phone, code: string): Buffer {
  return createSigner(secrets, "staff-sms-code").sign(Buffer.from(`${tenant_id}\n${phone}\n${code}`));
}

export type StaffCodeSent = { sent: true; resend_after_seconds: number } | { sent: false; retry_after_seconds: number };

/** The answer is the same whether or not the phone is somebody's of the staff; only theirs gets a message. */
export async function sendStaffCode(
  tx: Tx,
  app: Keyed,
  input: { phone: Phone; language: Language },
): Promise<StaffCodeSent> {
  const { tenant_id } = tx;
  const { phone, language } = input;
  const { secrets, runtime } = app;
  const now = runtime.clock.now();
  const phone_index = staffPhoneIndex(secrets, tenant_id, phone);
  // Two first requests at once would both find no row to lock.
  await tx.execute({
    text: "select pg_advisory_xact_lock(hashtextextended('staff code ' || $1 || encode($2, 'hex'), 0))",
    values: [tenant_id, phone_index],
  });
  const last = await readCode(tx, [phone_index]);
  const resend_at = last === undefined ? 0 : last.sent_at.getTime() + RESEND_SECONDS * 1000;
  if (now.getTime() < resend_at) return { sent: false, retry_after_seconds: secondsUntil(resend_at, now) };
  const window_ends = last === undefined ? 0 : last.window_started_at.getTime() + HOUR_MS;
  const is_same_window = now.getTime() < window_ends;
  if (is_same_window && (last?.sent_count ?? 0) >= PER_HOUR) {
    return { sent: false, retry_after_seconds: secondsUntil(window_ends, now) };
  }
  const code = String(randomInteger(runtime.random, 10 ** DIGITS)).padStart(DIGITS, "0");
  const row = {
    code_hash: hashOf(secrets, tenant_id, phone, code),
    sent_at: now,
    expires_at: new Date(now.getTime() + TTL_SECONDS * 1000),
    used_at: null,
    sent_count: is_same_window ? (last?.sent_count ?? 0) + 1 : 1,
    window_started_at: is_same_window ? (last?.window_started_at ?? now) : now,
  };
  await tx.run(
    sql_builder
      .insertInto("access.staff_sms_code")
      .values({ tenant_id, phone_index, ...row })
      .onConflict((conflict) => conflict.columns(["tenant_id", "phone_index"]).doUpdateSet(row)),
  );
  if (await findStaffByPhone(tx, secrets, phone)) {
    const params = { code, minutes: String(TTL_SECONDS / 60) };
    const body = fillText(TEXTS[language], params);
    const told = { body, language, params, hidden: [code], expires_at: row.expires_at };
    await sendMessage(tx, app, { medium: "sms", kind: "staff_sms_code", to: phone, ...told });
  }
  return { sent: true, resend_after_seconds: RESEND_SECONDS };
}

/** Whether this is the code that was sent; a right one is used up. */
export async function useStaffCode(tx: Tx, app: Keyed, input: { phone: Phone; code: string }): Promise<boolean> {
  const { tenant_id } = tx;
  const { secrets, runtime } = app;
  const now = runtime.clock.now();
  const indexes = staffPhoneIndexes(secrets, tenant_id, input.phone);
  const sent = await readCode(tx, indexes);
  const hash = hashOf(secrets, tenant_id, input.phone, input.code);
  const is_right = sent !== undefined && timingSafeEqual(sent.code_hash, hash);
  if (!is_right || sent.used_at !== null || now >= sent.expires_at) return false;
  await tx.run(
    sql_builder
      .updateTable("access.staff_sms_code")
      .set({ used_at: now })
      .where("tenant_id", "=", tenant_id)
      .where("phone_index", "in", indexes),
  );
  return true;
}

function readCode(tx: Tx, phone_indexes: readonly Buffer[]) {
  return tx.first(
    sql_builder
      .selectFrom("access.staff_sms_code")
      .select(["code_hash", "sent_at", "expires_at", "used_at", "sent_count", "window_started_at"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("phone_index", "in", [...phone_indexes])
      .forUpdate(),
  );
}

const secondsUntil = (at_ms: number, now: Date) => Math.max(1, Math.ceil((at_ms - now.getTime()) / 1000));
