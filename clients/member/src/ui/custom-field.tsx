// A field that the group has made for its members: how it is typed, and what is read from it.
import type { ReactNode } from "react";
import type { Translate } from "../i18n/i18n.ts";
import { Box, Tap } from "./elements";
import { Choice, FormField } from "./form";

export type FieldValue = string | number | boolean | string[] | null;

export interface CustomField {
  key: string;
  label: string;
  type: "text" | "number" | "date" | "boolean" | "choice" | "choices";
  options: readonly { code: string; label: string }[];
}

/** As it stands while it is typed or chosen. */
export type Draft = string | boolean | readonly string[] | undefined;

const TEXT_LENGTH = 500;
const NUMBER_LENGTH = 20;
const DATE_TYPED = 10;
const NUMBER = /^[+-]?\d{1,11}(\.\d{1,4})?$/;

export function draftOf({ type }: CustomField, value: FieldValue): Draft {
  if (value === null) return type === "choices" ? [] : type === "boolean" ? undefined : "";
  if (type === "date") return String(value).replaceAll("-", "");
  return typeof value === "number" ? String(value) : value;
}

/** 20180305 or 2018-03-05 as YYYY-MM-DD, if there is such a day. */
function readDate(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, "");
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const at = new Date(`${day}T00:00:00Z`);
  const is_day = digits.length === 8 && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  return is_day && digits >= "1900" ? day : undefined;
}

/** What was typed as the server takes it, or what is wrong with it. Nothing typed is nothing known. */
export function readDraft(
  { type }: CustomField,
  draft: Draft,
  t: Translate,
): { value: FieldValue } | { problem: string } {
  if (draft === undefined) return { value: null };
  if (typeof draft === "boolean") return { value: draft };
  if (typeof draft !== "string") return { value: draft.length === 0 ? null : [...draft] };
  const typed = draft.trim();
  if (typed === "") return { value: null };
  if (type === "date") {
    const day = readDate(typed);
    return day === undefined ? { problem: t("fields_date_bad") } : { value: day };
  }
  if (type === "number") {
    const plain = typed.replace(/[,，\s]/g, "");
    return NUMBER.test(plain) ? { value: Number(plain) } : { problem: t("fields_number_bad") };
  }
  return draft.length > TEXT_LENGTH ? { problem: t("fields_text_long") } : { value: draft };
}

export function valueWords(field: CustomField, value: FieldValue, t: Translate): string {
  if (value === null) return t("profile_not_filled");
  if (typeof value === "boolean") return t(value ? "fields_yes" : "fields_no");
  const label = (code: string) => field.options.find((option) => option.code === code)?.label ?? code;
  if (typeof value === "object") return value.map(label).join(" · ");
  return field.type === "choice" ? label(String(value)) : String(value);
}

interface Props {
  field: CustomField;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  t: Translate;
  problem?: string | undefined;
  onDone?: () => void;
  focus?: boolean;
}

export function CustomFieldInput(props: Props): ReactNode {
  const { field, draft, onDraft, t, problem } = props;
  if (field.type === "boolean") {
    return (
      <Labelled label={field.label} problem={problem}>
        <Choice<"yes" | "no" | "none">
          label={field.label}
          value={draft === undefined ? "none" : draft === true ? "yes" : "no"}
          onChoose={(answer) => onDraft(answer === "none" ? undefined : answer === "yes")}
          options={[
            { value: "yes", label: t("fields_yes") },
            { value: "no", label: t("fields_no") },
            { value: "none", label: t("sex_none") },
          ]}
        />
      </Labelled>
    );
  }
  if (field.type === "choice" || field.type === "choices") return <Chips {...props} />;
  return <TypedField {...props} />;
}

function TypedField({ field, draft, onDraft, t, problem, onDone, focus = false }: Props): ReactNode {
  const { type, key, label } = field;
  const length = { text: TEXT_LENGTH, number: NUMBER_LENGTH, date: DATE_TYPED };
  return (
    <FormField
      id={`field_${key}`}
      tall
      kind={type === "date" ? "number" : "text"}
      label={label}
      value={typeof draft === "string" ? draft : ""}
      onValue={onDraft}
      max_length={length[type as keyof typeof length]}
      problem={problem}
      focus={focus}
      {...(type === "date" ? { placeholder: t("fields_date_hint") } : {})}
      {...(onDone ? { onDone } : {})}
    />
  );
}

/** One of several, or some of them: each a word to touch. */
function Chips({ field, draft, onDraft, t, problem }: Props): ReactNode {
  const some = field.type === "choices";
  const chosen = some ? ((draft ?? []) as readonly string[]) : [draft];
  const choose = (code: string) => {
    const is_on = chosen.includes(code);
    if (!some) return onDraft(is_on ? "" : code);
    const codes = chosen as readonly string[];
    onDraft(is_on ? codes.filter((one) => one !== code) : [...codes, code]);
  };
  return (
    <Labelled label={field.label} problem={problem} note={some ? t("fields_some") : undefined}>
      <Box className="chips" role={some ? "group" : "radiogroup"} label={field.label}>
        {field.options.map(({ code, label }) => (
          <Tap
            key={code}
            className={`chips__one ${chosen.includes(code) ? "is-on" : ""}`}
            acts_as={some ? "switch" : "radio"}
            selected={chosen.includes(code)}
            checked={chosen.includes(code)}
            onTap={() => choose(code)}
          >
            {label}
          </Tap>
        ))}
      </Box>
    </Labelled>
  );
}

interface LabelledProps {
  label: string;
  problem: string | undefined;
  note?: string | undefined;
  children: ReactNode;
}

function Labelled({ label, problem, note, children }: LabelledProps): ReactNode {
  return (
    <Box className="labelled">
      <Box as="span" className="field__label">
        {label}
      </Box>
      {children}
      <Box className={`formfield__said ${problem === undefined ? "" : "bad"}`} role="status">
        {problem ?? note ?? ""}
      </Box>
    </Box>
  );
}
