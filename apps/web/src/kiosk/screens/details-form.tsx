import { type ReactNode, useState } from "react";
import { useLanguage, useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Kiosk } from "../api.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import { Keypad } from "./keypad.tsx";

type Field = Kiosk["form"][number];
type Value = string | number | boolean | string[];
export type Details = Record<string, Value>;

interface Props {
  onDone: (details: Details) => void;
  onBack: () => void;
}

/** What the group asks of who joins here, one question a screen. */
export function DetailsForm({ onDone, onBack }: Props) {
  const t = useText(words);
  const language = useLanguage();
  const { kiosk } = useFloor();
  const [n, setN] = useState(0);
  const [details, setDetails] = useState<Details>({});
  const field = kiosk.form[n];
  if (!field) return null;
  const value = details[field.key];
  const next = () => (n + 1 < kiosk.form.length ? setN(n + 1) : onDone(details));
  const change = (given: Value) => setDetails((now) => ({ ...now, [field.key]: given }));
  const sub = [t("detail_of", { n: n + 1, all: kiosk.form.length }), hintFor(field, t)].filter(Boolean).join("  ");
  return (
    <Frame title={field.labels[language]} sub={sub}>
      <div className="detail" key={field.key}>
        <Answer field={field} value={value} onChange={change} />
      </div>
      <div className="row row--end">
        <button type="button" className="kbtn kbtn--plain" onClick={() => (n === 0 ? onBack() : setN(n - 1))}>
          <Mark name="back" />
          {t("back")}
        </button>
        <button type="button" className="kbtn kbtn--go" disabled={!isAnswered(field, value)} onClick={next}>
          {t("next_step")}
        </button>
      </div>
    </Frame>
  );
}

function hintFor({ type }: Field, t: (key: "detail_date" | "detail_several") => string): string {
  if (type === "date") return t("detail_date");
  return type === "choices" ? t("detail_several") : "";
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function isAnswered({ type }: Field, value: Value | undefined): boolean {
  if (value === undefined || value === "") return false;
  if (type === "date") return DATE.test(String(value));
  return !Array.isArray(value) || value.length > 0;
}

interface AnswerProps {
  field: Field;
  value: Value | undefined;
  onChange: (value: Value) => void;
}

function Answer({ field, value, onChange }: AnswerProps): ReactNode {
  const t = useText(words);
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
        <input
          className="proof__field"
          aria-label={field.key}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={100}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

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
