import type { MemberField } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import type { Value } from "./field-values.ts";

/** How a value of a field reads. */
export function useValueText(): (field: MemberField, value: Value) => string {
  const t = useText(fieldTexts);
  return (field, value) => {
    if (value === null) return "—";
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    const label = (code: string) => field.options.find((option) => option.code === code)?.label ?? code;
    if (Array.isArray(value)) return value.map(label).join(" · ");
    return field.type === "choice" ? label(String(value)) : String(value);
  };
}
