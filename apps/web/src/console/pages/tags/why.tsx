import type { TagHit } from "../../../api/contract.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { tags as texts } from "../../../i18n/texts/tags.ts";
import { useConditionWords } from "../points/conditions/words.ts";

type Why = NonNullable<TagHit["why"]>;

/** What was known where the rule asked. What the reader's role hides is said to be hidden. */
export function useWhyWords(): (why: Why) => string {
  const t = useText(texts);
  const language = useLanguage();
  const words = useConditionWords();
  return ({ facts, amounts, birth, custom }) => {
    const parts = [facts, amounts, birth, custom].map((group: Why["facts"] | null) =>
      group === null
        ? t("hidden")
        : group.map(({ field, value }) =>
            t("why_fact", { field: words.field(field), value: words.value(field, value) }),
          ),
    );
    return parts.flat().join(language === "zh-CN" ? "，" : ", ");
  };
}
