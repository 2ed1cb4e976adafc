import { useLanguage } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { auditDeeds, auditThings } from "../../../i18n/texts/audit.ts";

/** "member.updated" in words; what has none is shown as it is. */
export function useDeed(): (action: string) => string {
  const language = useLanguage();
  return (action) => {
    const [thing = "", deed = ""] = action.split(".");
    const words = [lookup(auditThings, thing, language), lookup(auditDeeds, deed, language)];
    return words.every((word) => word !== undefined) ? words.join(language === "zh-CN" ? "：" : ": ") : action;
  };
}
