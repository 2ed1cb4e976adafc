import { Button } from "antd";
import type { ReactNode } from "react";
import type { Failure } from "../../../api/client.ts";
import { NetworkError } from "../../../api/client.ts";
import type { Admission } from "../../../api/contract.ts";
import { cardNumber, secondsOf, shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { blocks } from "../../../i18n/texts/blocks.ts";
import { gate } from "../../../i18n/texts/gate.ts";
import { Sep } from "../../../ui/card.tsx";
import { useAdvice } from "../../../ui/states.tsx";

/** Times and hours are worth showing beside the sentence; bare codes ("valid", "active") are not. */
function readable(value: string | null | undefined): string | undefined {
  if (!value || !/\d/.test(value)) return undefined;
  return value.replace(/\d{4}-\d{2}-\d{2}T[\d:.+Z-]+/g, (instant) => secondsOf(instant));
}

const MarkOk = () => (
  <svg className="verdict__mark" viewBox="0 0 136 136" aria-hidden="true">
    <circle cx="68" cy="68" r="63" />
    <path d="m38 70 21 21 40-44" />
  </svg>
);
const MarkNo = () => (
  <svg className="verdict__mark" viewBox="0 0 136 136" aria-hidden="true">
    <path d="M42 5h52l37 37v52l-37 37H42L5 94V42z" />
    <path d="M38 68h60" />
  </svg>
);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Face({
  ok,
  word,
  where,
  line,
  onNext,
  children,
}: {
  ok: boolean;
  word: string;
  where: [venue: string, gate: string];
  line: string;
  onNext: () => void;
  children?: ReactNode;
}) {
  const t = useText(gate);
  return (
    <section className={`verdict ${ok ? "verdict--ok" : "verdict--no"}`} data-verdict={ok ? "admit" : "stop"}>
      <p className="verdict__where">
        {where[0]}
        <Sep />
        {where[1]}
      </p>
      <div className="verdict__say" role="alert">
        {ok ? <MarkOk /> : <MarkNo />}
        <h2>{word}</h2>
        <p>{line}</p>
      </div>
      {children}
      <div className="verdict__do">
        <Button size="large" onClick={onNext}>
          {t("next")}
          <kbd>Esc</kbd>
        </Button>
      </div>
    </section>
  );
}

/** Colour, form, word and reason; green comes from the server only. */
export function Verdict({ verdict, onNext }: { verdict: Admission; onNext: () => void }) {
  const t = useText(gate);
  const b = useText(blocks);
  const [main] = verdict.reasons;
  // What stands against the entry is told above, with time and place.
  const detail = verdict.admitted || verdict.previous ? undefined : main;
  return (
    <Face
      ok={verdict.admitted}
      word={t(verdict.admitted ? "admit" : "stop")}
      where={[verdict.venue.name, verdict.gate.name]}
      line={main?.message ?? ""}
      onNext={onNext}
    >
      {verdict.previous ? (
        <div className="verdict__first">
          <h3>{t("first")}</h3>
          <dl>
            <Fact name={t("when")}>
              {shortDate(verdict.previous.business_time)} {secondsOf(verdict.previous.business_time)}
            </Fact>
            <Fact name={t("where")}>{verdict.previous.gate_name}</Fact>
          </dl>
        </div>
      ) : null}
      <dl className="verdict__facts">
        <Fact name={t("fact_member")}>{verdict.member?.name_masked ?? t("unknown")}</Fact>
        {verdict.block ? <Fact name={b("reason")}>{verdict.block.reason}</Fact> : null}
        {verdict.block?.until ? <Fact name={b("until")}>{stamp(verdict.block.until)}</Fact> : null}
        {verdict.member ? <Fact name={t("fact_card")}>{cardNumber(verdict.member.card_no)}</Fact> : null}
        {readable(detail?.expected) ? <Fact name={t("fact_expected")}>{readable(detail?.expected)}</Fact> : null}
        {readable(detail?.actual) ? <Fact name={t("fact_actual")}>{readable(detail?.actual)}</Fact> : null}
        <Fact name={t("fact_decided")}>{t("fact_server", { time: secondsOf(verdict.business_time) })}</Fact>
      </dl>
    </Face>
  );
}

/** No answer is never a yes. */
export function NoVerdict({
  error,
  where,
  onNext,
}: {
  error: Failure;
  where: [venue: string, gate: string];
  onNext: () => void;
}) {
  const t = useText(gate);
  const advice = useAdvice();
  return (
    <Face
      ok={false}
      word={t("no_answer")}
      where={where}
      line={error instanceof NetworkError ? t("no_answer_why") : advice(error)}
      onNext={onNext}
    />
  );
}
