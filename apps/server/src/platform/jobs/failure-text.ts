import { fieldText } from "../i18n/field-texts.ts";
import { fillText, findErrorSpec, type Language } from "../kernel/errors.ts";
import type { JobFailure } from "./jobs.ts";

/** What is wrong with a row, as a sentence. */
export function failureText({ code, data }: Pick<JobFailure, "code" | "data">, language: Language): string {
  const detail = findErrorSpec(code)?.detail[language];
  return detail === undefined ? fieldText(language, code, data) : fillText(detail, data);
}
