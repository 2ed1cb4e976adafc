import { fillText, type Language } from "../../../platform/kernel/errors.ts";
import type { Reason, ReasonCode } from "./admission.ts";

const t = (zh: string, en: string, ko: string): Record<Language, string> => ({ "zh-CN": zh, en, ko });

const TEXTS: Record<ReasonCode, Record<Language, string>> = {
  member_entry: t("欢迎入园", "Welcome", "입장하세요"),
  member_exit: t("欢迎再来", "See you again", "또 오세요"),
  member_check_in: t("打卡成功", "Checked in", "체크인되었습니다"),
  code_invalid: t(
    "会员码无效，请让会员刷新后再出示",
    "The member code is not valid: ask for a fresh one",
    "회원 코드가 올바르지 않습니다. 새로고침한 코드를 확인하세요",
  ),
  code_expired: t(
    "会员码已过期（{actual}），请刷新",
    "The member code has expired ({actual}): refresh it",
    "회원 코드가 만료되었습니다({actual}). 새로고침하세요",
  ),
  code_used: t(
    "此码已用于入园，请等待刷新",
    "This code has already entered: wait for the next one",
    "이미 입장에 사용된 코드입니다. 다음 코드를 기다리세요",
  ),
  member_blocked: t(
    "会员已被停用，请到服务台",
    "This member is blocked: please see the service desk",
    "이용이 정지된 회원입니다. 안내 데스크로 문의하세요",
  ),
  already_inside: t(
    "已在园内，入园时间 {actual}",
    "Already inside, entered at {actual}",
    "이미 입장한 상태입니다. 입장 시각 {actual}",
  ),
  venue_closed: t(
    "非开放时间（开放 {expected}，现在 {actual}）",
    "Closed (open {expected}, now {actual})",
    "운영 시간이 아닙니다(운영 {expected}, 현재 {actual})",
  ),
  gate_kind: t("这个闸机不支持此操作", "This gate does not serve that purpose", "이 게이트에서는 처리할 수 없습니다"),
};

const UNKNOWN_MEMBER = t("没有找到这位会员", "There is no such member", "해당 회원이 없습니다");

/** The sentence the person at the gate reads; instants become the time of day. */
export function reasonText(reason: Reason, language: Language): string {
  const text = reason.rule === "member_known" ? UNKNOWN_MEMBER : TEXTS[reason.code];
  const { expected, actual } = reason;
  return fillText(text[language], { expected, actual: actual?.replace(/^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2}).*$/, "$1") });
}
