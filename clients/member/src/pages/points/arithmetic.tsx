import { type ReactNode, useEffect, useState } from "react";
import { call } from "../../api/api.ts";
import type { Entry, Trace, TraceFactor, TraceLine, Transaction } from "../../api/routes.ts";
import { lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped, groupedDecimal, ratio, yuan } from "../../format/numbers.ts";
import { type Locale, type Translate, useLanguage } from "../../i18n/i18n.ts";
import { Box } from "../../ui/elements";
import { Failure, Skeleton } from "../../ui/parts";

interface LineProps {
  what: string;
  value: string;
  note?: string | undefined;
  tone?: "sub" | "end";
}

function Line({ what, value, note, tone }: LineProps): ReactNode {
  return (
    <Box className={`calc__line ${tone === undefined ? "" : `calc__line--${tone}`}`}>
      <Box as="dt" className="calc__what">
        {what}
        {note !== undefined && (
          <Box as="span" className="calc__note">
            {note}
          </Box>
        )}
      </Box>
      <Box as="dd" className="calc__value">
        {value}
      </Box>
    </Box>
  );
}

/** The base rate is told per yuan; other factors as they multiply. */
function factorLine(factor: TraceFactor, t: Translate): LineProps {
  if (factor.kind === "rate") return { what: t("calc_rate"), value: `× ${ratio(factor.num * 100, factor.den)}` };
  return { what: factor.label, value: `× ${ratio(factor.num, factor.den)}` };
}

/** One bought item: what was paid, what of it counts, each factor, and the rounding. */
function itemLines(line: TraceLine, is_only: boolean, t: Translate): LineProps[] {
  const product = groupedDecimal(line.product);
  const not_own_fen = line.amount_fen - line.own_money_fen;
  const lines: LineProps[] = [
    { what: line.title === "" ? t("calc_amount") : line.title, value: `¥${yuan(line.amount_fen)}` },
  ];
  if (not_own_fen !== 0) {
    lines.push({ what: t("calc_gift"), value: `− ¥${yuan(not_own_fen)}` });
    lines.push({ what: t("calc_own"), value: `¥${yuan(line.own_money_fen)}`, tone: "sub" });
  }
  lines.push(...line.factors.map((factor) => factorLine(factor, t)));
  lines.push({
    what: t("calc_line"),
    value: is_only ? product : `${product} → ${grouped(line.points)}`,
    tone: "sub",
  });
  return lines;
}

function capLines(trace: Trace, t: Translate): LineProps[] {
  const { cap } = trace;
  if (cap === null) return [];
  const vars = { limit: grouped(cap.limit), used: grouped(cap.used_before) };
  if (cap.removed > 0)
    return [{ what: t("calc_capped"), value: `−${grouped(cap.removed)}`, note: t("calc_cap", vars) }];
  return [];
}

function traceLines(trace: Trace, t: Translate): LineProps[] {
  const is_only = trace.lines.length === 1;
  const lines = trace.lines.flatMap((line) => itemLines(line, is_only, t));
  if (!is_only) lines.push({ what: t("calc_sum"), value: grouped(trace.sum), tone: "sub" });
  const last = lines.at(-1);
  const { cap } = trace;
  if (last !== undefined && cap !== null && cap.removed === 0)
    last.note = t("calc_cap_fine", { limit: grouped(cap.limit) });
  lines.push(...capLines(trace, t));
  lines.push(...trace.rejected.map(({ label, reason }) => ({ what: t("calc_not", { label, reason }), value: "" })));
  return lines;
}

function usable(trace: Trace | null, t: Translate, locale: Locale): string {
  const from = trace?.lot?.available_from ?? null;
  const until = trace?.lot?.expires_at ?? null;
  if (from !== null && until !== null)
    return t("calc_usable", { from: nearDay(locale, from), until: lastDayOf(until) });
  return until === null ? "" : t("points_until", { day: lastDayOf(until) });
}

function Working({ transaction, amount }: { transaction: Transaction; amount: number }): ReactNode {
  const { t, locale } = useLanguage();
  const { trace } = transaction;
  const result = amount < 0 ? t("calc_result_minus") : t("calc_result");
  return (
    <>
      {trace === null ? (
        <Box as="p" className="calc__text">
          {t("calc_none")}
        </Box>
      ) : (
        <Box as="dl">
          {traceLines(trace, t).map((line, index) => (
            <Line key={index} {...line} />
          ))}
          <Line what={result} value={grouped(Math.abs(trace.result))} tone="end" />
        </Box>
      )}
      <Box className="calc__text">
        {usable(trace, t, locale) !== "" && <Box as="p">{usable(trace, t, locale)}</Box>}
        {trace !== null && <Box as="p">{t("calc_version", { version: trace.program_version })}</Box>}
        <Box as="p" className="calc__id">
          {t("calc_number", { no: transaction.transaction_id })}
        </Box>
      </Box>
    </>
  );
}

/** Why this many points: asked for when a row is opened. */
export function Arithmetic({ entry }: { entry: Entry }): ReactNode {
  const { locale } = useLanguage();
  const [attempt, setAttempt] = useState(0);
  const [transaction, setTransaction] = useState<Transaction>();
  const [failure, setFailure] = useState<unknown>();
  const id = entry.transaction_id;
  useEffect(() => {
    let is_wanted = true;
    setFailure(undefined);
    call("GET /v1/member/transactions/{id}", { path: { id } })
      .then((found) => is_wanted && setTransaction(found))
      .catch((error: unknown) => is_wanted && setFailure(error));
    return () => {
      is_wanted = false;
    };
  }, [id, locale, attempt]);
  return (
    <Box className="calc">
      {transaction !== undefined && <Working transaction={transaction} amount={entry.amount} />}
      {transaction === undefined && failure === undefined && <Skeleton rows={2} />}
      {transaction === undefined && failure !== undefined && (
        <Failure error={failure} onRetry={() => setAttempt(attempt + 1)} />
      )}
    </Box>
  );
}
