// How each kind of question is answered by touch.
import { type ReactNode, useState } from "react";
import { useLanguage, useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Kiosk } from "../api.ts";
import { Keypad } from "./keypad.tsx";

export type Field = Kiosk["form"][number];
export type Value = string | number | boolean | string[];

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function isAnswered({ type }: Field, value: Value | undefined): boolean {
  if (value === undefined || (typeof value === "string" && value.trim() === "")) return false;
  if (type === "date") return DATE.test(String(value));
  return !Array.isArray(value) || value.length > 0;
}

interface AnswerProps {
  field: Field;
  value: Value | undefined;
  onChange: (value: Value) => void;
}

export function Answer({ field, value, onChange, onEnter }: AnswerProps & { onEnter: () => void }): ReactNode {
  const t = useText(words);
  const language = useLanguage();
  switch (field.type) {
    case "boolean":
      return (
        <div className="row">
          {[true, false].map((one) => (
            <button
              type="button"
              className={`kbtn ${value === one ? "kbtn--go" : ""}`}
              aria-pressed={value === one}
              key={String(one)}
              onClick={() => onChange(one)}
            >
              {t(one ? "yes" : "no")}
            </button>
          ))}
        </div>
      );
    case "choice":
    case "choices":
      return <Choices field={field} value={value} onChange={onChange} />;
    case "number":
    case "date":
      return <Digits field={field} value={value} onChange={onChange} />;
    case "text":
      return (
        <TypedText
          label={field.labels[language]}
          longest={LONGEST_TEXT}
          value={String(value ?? "")}
          onChange={onChange}
          onEnter={onEnter}
        />
      );
  }
}

interface TypedProps {
  label: string;
  longest: number;
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
}

/** Words, by the keyboard of the device: pinyin, hangul and the rest are its own. Nothing typed is offered to the next person. */
export function TypedText({ label, longest, value, onChange, onEnter }: TypedProps) {
  return (
    <input
      className="proof__field"
      aria-label={label}
      autoFocus
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      enterKeyHint="next"
      maxLength={longest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      // While a syllable is being put together, Enter is the keyboard's.
      onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && onEnter()}
    />
  );
}

const LONGEST_TEXT = 200;
const LONGEST_NUMBER = 11;
const DATE_DIGITS = 8;
const dated = (digits: string) => [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join("-");

function Digits({ field, value, onChange }: AnswerProps) {
  const is_date = field.type === "date";
  const typed = String(value ?? "").replaceAll("-", "");
  const change = (digits: string) => {
    if (is_date) onChange(dated(digits));
    else onChange(digits === "" ? "" : Number(digits));
  };
  return (
    <>
      <output className="proof__field">{is_date ? dated(typed) || " " : typed || " "}</output>
      <Keypad value={typed} longest={is_date ? DATE_DIGITS : LONGEST_NUMBER} onChange={change} />
    </>
  );
}

const A_PAGE = 8;

function Choices({ field, value, onChange }: AnswerProps) {
  const t = useText(words);
  const language = useLanguage();
  const [page, setPage] = useState(0);
  const several = field.type === "choices";
  const chosen = Array.isArray(value) ? value : [];
  const pages = Math.ceil(field.options.length / A_PAGE);
  const is_chosen = (code: string) => (several ? chosen.includes(code) : value === code);
  const choose = (code: string) => {
    if (!several) onChange(code);
    else onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  };
  return (
    <>
      <div className="choices">
        {field.options.slice(page * A_PAGE, (page + 1) * A_PAGE).map(({ code, labels }) => (
          <button
            type="button"
            className={`kbtn ${is_chosen(code) ? "kbtn--go" : ""}`}
            aria-pressed={is_chosen(code)}
            key={code}
            onClick={() => choose(code)}
          >
            {labels[language]}
          </button>
        ))}
      </div>
      {pages > 1 ? (
        <div className="row">
          <button type="button" className="kbtn" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t("previous")}
          </button>
          <p className="reader__at">{t("page_of", { page: page + 1, pages })}</p>
          <button type="button" className="kbtn" disabled={page >= pages - 1} onClick={() => setPage(page + 1)}>
            {t("next")}
          </button>
        </div>
      ) : null}
    </>
  );
}
