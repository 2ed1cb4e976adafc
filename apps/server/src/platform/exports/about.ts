import type { Language } from "../kernel/errors.ts";
import type { Texts } from "../i18n/language.ts";

export const ABOUT_SHEET: Texts = { "zh-CN": "关于 About", en: "About", ko: "정보 About" };

const t = (zh: string, en: string, ko: string): Texts => ({ "zh-CN": zh, en, ko });
const LABELS = {
  by: t("导出人", "Exported by", "내보낸 사람"),
  at: t("导出时间", "At", "시각"),
  tenant: t("所属集团", "Group", "그룹"),
  export_id: t("导出编号", "Export", "내보내기 번호"),
  reason: t("事由", "Reason", "사유"),
  rows: t("行数", "Rows", "행 수"),
  zone: t("时区", "Time zone", "시간대"),
} as const;
const NOTE = t(
  "含会员资料，仅供所述事由使用；下载已记入审计日志。",
  "For the stated reason only. Its download is in the audit log.",
  "기재한 사유로만 사용하세요. 다운로드는 감사 로그에 남습니다.",
);

export type About = Record<keyof typeof LABELS, string | number>;

/** What a file says about itself: by whose hand it left the house. */
export function aboutLines(about: About, language: Language): [string, string | number][] {
  const keys = Object.keys(LABELS) as (keyof typeof LABELS)[];
  return [...keys.map((key): [string, string | number] => [LABELS[key][language], about[key]]), [NOTE[language], ""]];
}

/** The same as one cell. */
export function aboutLine(about: About, language: Language): string {
  const said = aboutLines(about, language).map(([label, value]) => (value === "" ? label : `${label}: ${value}`));
  return `# ${said.join(" · ")}`;
}
