import type { Language } from "../kernel/errors.ts";
import type { ImportValue } from "./import-kinds.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

export const LANGUAGE_VALUES: readonly (ImportValue & { value: Language })[] = [
  { value: "zh-CN", label: t("中文", "Chinese", "중국어"), words: ["zh-cn", "zh", "中文"] },
  { value: "en", label: t("英文", "English", "영어"), words: ["en", "english"] },
  { value: "ko", label: t("韩文", "Korean", "한국어"), words: ["ko", "한국어"] },
];

/** A language as files write it. */
export const readLanguage = (cell: string): Language | undefined =>
  LANGUAGE_VALUES.find(({ words }) => words.includes(cell.toLowerCase()))?.value;
