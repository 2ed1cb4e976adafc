import { type ReactNode, useState } from "react";
import { useLanguage, useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { ApiError, type OpenedVisit } from "../api.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import { Answer, type Field, isAnswered, TypedText, type Value } from "./answer.tsx";
import { type Agreed, Consent } from "./consent.tsx";
import { Problem } from "./problem.tsx";
import { Steps } from "./steps.tsx";

interface Props {
  /** A phone that is nobody's yet. */
  proof: { phone: string; code: string };
  onJoined: (opened: OpenedVisit) => void;
  onLeave: () => void;
}

interface Refused {
  n: number;
  problem: string;
}

const LONGEST_NAME = 100;
const FIELD = "/fields/";

/** The question that the server did not take; undefined when it is none of them. */
function refusedIn(error: unknown, form: readonly Field[]): Refused | undefined {
  if (!(error instanceof ApiError)) return undefined;
  for (const { pointer, detail } of error.errors) {
    if (pointer === "/name") return { n: 0, problem: detail };
    const n = form.findIndex(({ key }) => pointer === FIELD + key);
    if (n >= 0) return { n: n + 1, problem: detail };
  }
  return undefined;
}

const asksForMore = (error: unknown) =>
  error instanceof ApiError && error.errors.some(({ pointer }) => pointer?.startsWith(FIELD));

/** A name if they like, then what the group requires here, one question a screen; then the terms. */
export function Joining({ proof, onJoined, onLeave }: Props) {
  const { api, kiosk, refresh } = useFloor();
  const { form } = kiosk;
  const [n, setN] = useState(0);
  const [name, setName] = useState("");
  const [answers, setAnswers] = useState<Record<string, Value>>({});
  const [refused, setRefused] = useState<Refused>();
  const send = async (consents: Agreed[]) => {
    const given = name.trim() === "" ? {} : { name: name.trim() };
    try {
      onJoined(
        await api.call("POST /v1/kiosk/visits/by_phone", { body: { ...proof, ...given, consents, fields: answers } }),
      );
    } catch (error) {
      const found = refusedIn(error, form);
      // The group has begun to ask something since this page was loaded.
      if (!found && asksForMore(error)) refresh();
      if (!found) throw error;
      setRefused(found);
      setN(found.n);
    }
  };
  const field = n === 0 ? undefined : form[n - 1];
  const around = {
    problem: refused?.n === n ? refused.problem : undefined,
    of: { n: n + 1, all: form.length + 1 },
    onBack: n === 0 ? onLeave : () => setN(n - 1),
    onNext: () => {
      setRefused(undefined);
      setN(n + 1);
    },
  };
  if (n === 0) return <NameQuestion value={name} onChange={setName} {...around} />;
  if (!field) return <Consent onAgree={send} onRefuse={onLeave} />;
  const change = (value: Value) => setAnswers((now) => ({ ...now, [field.key]: value }));
  return <FieldQuestion key={field.key} field={field} value={answers[field.key]} onChange={change} {...around} />;
}

interface Around {
  /** What was wrong with the answer before. */
  problem: string | undefined;
  of: { n: number; all: number };
  onBack: () => void;
  onNext: () => void;
}

function NameQuestion({ value, onChange, ...around }: Around & { value: string; onChange: (name: string) => void }) {
  const t = useText(words);
  const next = t(value.trim() === "" ? "skip" : "next_step");
  return (
    <Question {...around} title={t("your_name")} hint={t("name_why")} next={next} typed may_go>
      <TypedText
        label={t("your_name")}
        longest={LONGEST_NAME}
        value={value}
        onChange={onChange}
        onEnter={around.onNext}
      />
    </Question>
  );
}

interface FieldProps extends Around {
  field: Field;
  value: Value | undefined;
  onChange: (value: Value) => void;
}

const HINTS = { date: "detail_date", choices: "detail_several" } as const;

function FieldQuestion({ field, value, onChange, ...around }: FieldProps) {
  const t = useText(words);
  const language = useLanguage();
  const may_go = isAnswered(field, value);
  const hint = field.type === "date" || field.type === "choices" ? t(HINTS[field.type]) : undefined;
  return (
    <Question
      {...around}
      title={field.labels[language]}
      hint={hint}
      next={t("next_step")}
      typed={field.type === "text"}
      may_go={may_go}
    >
      <Answer field={field} value={value} onChange={onChange} onEnter={() => may_go && around.onNext()} />
    </Question>
  );
}

interface QuestionProps extends Around {
  title: string;
  hint: string | undefined;
  next: string;
  /** The device's keyboard lies over the lower half: what goes on stands right below what is typed. */
  typed: boolean;
  may_go: boolean;
  children: ReactNode;
}

function Question({ title, hint, next, typed, may_go, problem, of, onBack, onNext, children }: QuestionProps) {
  const t = useText(words);
  const sub = [of.all > 1 ? t("detail_of", of) : undefined, hint].filter(Boolean).join("  ");
  return (
    <Frame title={title} sub={sub}>
      <Steps at="step_details" />
      <div className={typed ? "detail detail--typed" : "detail"}>
        {children}
        <Problem text={problem} />
      </div>
      <div className={typed ? "row" : "row row--end"}>
        <button type="button" className="kbtn kbtn--plain" onClick={onBack}>
          <Mark name="back" />
          {t("back")}
        </button>
        <button type="button" className="kbtn kbtn--go" disabled={!may_go} onClick={onNext}>
          {next}
        </button>
      </div>
    </Frame>
  );
}
