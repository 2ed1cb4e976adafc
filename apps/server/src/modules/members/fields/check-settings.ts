import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { AppError, type FieldError, type Language } from "../../../platform/kernel/errors.ts";
import type { NewField } from "./change-fields.ts";

type Settings = Pick<NewField, "type" | "options" | "required_on" | "shown_to_member" | "editable_by_member">;

/** What a field says of itself must fit together. @throws invalid_request with a pointer at each that does not */
export function requireSound(field: Settings, language: Language): void {
  const { type, options, required_on, shown_to_member, editable_by_member } = field;
  const errors: FieldError[] = [];
  const refuse = (pointer: string, code: string, data: Record<string, unknown> = {}) =>
    errors.push({ pointer, code, detail: fieldText(language, code, data) });
  const is_choice = type === "choice" || type === "choices";
  if (is_choice && !options.some(({ archived }) => !archived)) refuse("/options", "too_few", { minimum: 1 });
  if (!is_choice && options.length > 0) refuse("/options", "only_for_choices");
  options.forEach(({ code }, index) => {
    if (options.findIndex((one) => one.code === code) < index) refuse(`/options/${index}/code`, "option_twice");
  });
  if (editable_by_member && !shown_to_member) refuse("/editable_by_member", "field_not_shown");
  const by_members = required_on.findIndex((form) => form !== "front_desk");
  if (by_members >= 0 && !editable_by_member) refuse(`/required_on/${by_members}`, "field_not_editable");
  if (errors.length > 0) throw new AppError("invalid_request", {}, errors);
}
