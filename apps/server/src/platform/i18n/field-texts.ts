import { fillText, type Language } from "../kernel/errors.ts";
import type { Texts } from "./language.ts";

/** What a caller reads beside a field. Rooms add their own codes with registerFieldTexts. */
const texts = new Map<string, Texts>();

export function registerFieldTexts(added: Record<string, Texts>): void {
  for (const [code, text] of Object.entries(added)) {
    if (texts.has(code)) throw new Error(`field code registered twice: ${code}`);
    texts.set(code, text);
  }
}

export function fieldText(language: Language, code: string, data: Record<string, unknown> = {}): string {
  const text = texts.get(code) ?? texts.get("invalid");
  return fillText(text?.[language] ?? code, data);
}

const t = (zh: string, en: string, ko: string): Texts => ({ "zh-CN": zh, en, ko });

registerFieldTexts({
  invalid: t("格式不正确", "Is not valid", "올바르지 않습니다"),
  required: t("必填", "Is required", "필수 항목입니다"),
  unknown_field: t("没有这个字段", "There is no such field", "존재하지 않는 필드입니다"),
  wrong_type: t("类型应为 {expected}", "Must be of type {expected}", "{expected} 형식이어야 합니다"),
  not_integer: t("须为整数", "Must be a whole number", "정수여야 합니다"),
  too_small: t("不能小于 {minimum}", "Must be at least {minimum}", "{minimum} 이상이어야 합니다"),
  too_small_exclusive: t("须大于 {minimum}", "Must be greater than {minimum}", "{minimum}보다 커야 합니다"),
  too_big: t("不能大于 {maximum}", "Must be at most {maximum}", "{maximum} 이하여야 합니다"),
  too_big_exclusive: t("须小于 {maximum}", "Must be less than {maximum}", "{maximum}보다 작아야 합니다"),
  too_short: t("至少 {minimum} 个字符", "Must have at least {minimum} characters", "최소 {minimum}자여야 합니다"),
  too_long: t("最多 {maximum} 个字符", "Must have at most {maximum} characters", "최대 {maximum}자여야 합니다"),
  too_few: t("至少 {minimum} 项", "Must have at least {minimum} items", "최소 {minimum}개여야 합니다"),
  too_many: t("最多 {maximum} 项", "Must have at most {maximum} items", "최대 {maximum}개여야 합니다"),
  not_multiple: t("须为 {divisor} 的倍数", "Must be a multiple of {divisor}", "{divisor}의 배수여야 합니다"),
  not_allowed: t("只能是：{values}", "Must be one of: {values}", "다음 중 하나여야 합니다: {values}"),
  at_most_one_of: t("最多填一项", "Give at most one", "하나까지만 입력할 수 있습니다"),
  invalid_id: t(
    "不是 {prefix}_ 开头的有效编号",
    "Is not a valid {prefix}_ id",
    "{prefix}_ 형식의 올바른 ID가 아닙니다",
  ),
  invalid_date: t("日期应为 YYYY-MM-DD", "Must be a date YYYY-MM-DD", "날짜는 YYYY-MM-DD 형식이어야 합니다"),
  invalid_time: t(
    "时间应为带时区的 RFC 3339，例如 2026-05-01T10:30:00+08:00",
    "Must be an RFC 3339 time with offset, such as 2026-05-01T10:30:00+08:00",
    "시간은 2026-05-01T10:30:00+08:00처럼 오프셋이 있는 RFC 3339 형식이어야 합니다",
  ),
  time_out_of_range: t(
    "时间超出 1900–2200 年",
    "Must lie between the years 1900 and 2200",
    "1900~2200년 사이여야 합니다",
  ),
  invalid_email: t("邮箱格式不正确", "Is not a valid e-mail address", "이메일 형식이 올바르지 않습니다"),
  invalid_format: t("格式不正确", "Is not in the expected format", "형식이 올바르지 않습니다"),
  text_has_nul: t("不能含有 NUL 字符", "Must not contain the NUL character", "NUL 문자를 포함할 수 없습니다"),
  text_not_well_formed: t(
    "含有不完整的 Unicode 代理字符",
    "Contains a lone Unicode surrogate",
    "불완전한 유니코드 서로게이트가 있습니다",
  ),
  too_deep: t(
    "嵌套超过 {maximum} 层",
    "Is nested deeper than {maximum} levels",
    "{maximum}단계보다 깊게 중첩되었습니다",
  ),
});
