import { useApi } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { number, shortDate } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { states } from "../../../i18n/texts/everyday.ts";
import { findTexts, lifecycleTexts, sexTexts, sourceTexts } from "../../../i18n/texts/members-find.ts";
import { useTiers } from "../points/tiers.ts";
import { useUnitOptions } from "../units.ts";
import type { Condition, Editor } from "./conditions.ts";
import { useEnds } from "./ends.ts";

export interface Choice {
  value: string;
  label: string;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1));

/** What a condition offers to choose from. */
export function useChoices(editor: Editor): Choice[] {
  const t = useText(findTexts);
  const language = useLanguage();
  const tags = useApi("GET /v1/tags", {}, { enabled: editor === "tags" }).data?.data ?? [];
  const tiers = useTiers();
  const words = (dictionary: Parameters<typeof lookup>[0]) =>
    Object.keys(dictionary).map((value) => ({ value, label: lookup(dictionary, value, language) ?? value }));
  switch (editor) {
    case "tags":
      return tags.map(({ tag_id, name }) => ({ value: tag_id, label: name }));
    case "tiers":
      return tiers.map(({ code, name }) => ({ value: code, label: name }));
    case "sources":
      return words(sourceTexts);
    case "sexes":
      return words(sexTexts);
    case "lifecycles":
      return words(lifecycleTexts);
    case "month":
      return MONTHS.map((month) => ({ value: month, label: t("month", { month }) }));
    default:
      return [];
  }
}

/** How a condition reads as a chip, its values in words. */
export function useSaid(): (condition: Condition, values: (string | undefined)[]) => string {
  const s = useText(states);
  const ends = useEnds();
  const me = useSession().staff;
  const may = useMay();
  const units = useUnitOptions();
  const choices: Partial<Record<Editor, Choice[]>> = {
    tags: useChoices("tags"),
    tiers: useChoices("tiers"),
    sources: useChoices("sources"),
    sexes: useChoices("sexes"),
    lifecycles: useChoices("lifecycles"),
    month: useChoices("month"),
  };
  const staff = useApi("GET /v1/staff", { query: { limit: 200 } }, { enabled: may("staff:read") }).data?.data ?? [];
  return ({ editor }, [first, second]) => {
    switch (editor) {
      case "flag":
        return "";
      case "unit":
        return units.find(({ value }) => value === first)?.label ?? "";
      case "owner":
        return first === me.staff_id ? me.name : (staff.find((one) => one.staff_id === first)?.name ?? "");
      case "status":
        return first === "active" || first === "blocked" ? s(first) : "";
      case "identity":
        return first ?? "";
      case "day":
        return first ? shortDate(first) : "";
      case "days":
        return ends.days(first, second);
      case "range":
      case "percent":
      case "money": {
        const show = (value: string | undefined) => value && number(Number(value) / (editor === "money" ? 100 : 1));
        return ends.numbers(show(first), show(second));
      }
      default: {
        const wanted = (first ?? "").split(",");
        return wanted.map((value) => choices[editor]?.find((one) => one.value === value)?.label ?? value).join(" / ");
      }
    }
  };
}
