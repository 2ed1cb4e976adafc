import { type ReactNode, useEffect, useState } from "react";
import { call } from "../../api/api.ts";
import type { Entry, Transaction } from "@huiyou/api-client";
import { lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { type Locale, type Translate, useLanguage } from "../../i18n/i18n.ts";
import { Box } from "../../ui/elements";
import { Failure, Skeleton } from "../../ui/parts";
import { type CalcLine, linesOf, turnedDown } from "./calculation.ts";
import { ProofCheck } from "./proof-check";

type Tone = "plain" | "step" | "item" | "end" | "minus";
const toneOf = ({ is_step, is_item }: CalcLine): Tone =>
  is_step === true ? "step" : is_item === true ? "item" : "plain";

function Line({ what, value, notes = [], tone }: CalcLine & { tone: Tone }): ReactNode {
  return (
    <Box className={`calc__line calc__line--${tone}`}>
      <Box as="dt" className="calc__what">
        {what}
        {notes.map((note) => (
          <Box as="span" key={note} className="calc__note">
            {note}
          </Box>
        ))}
      </Box>
      <Box as="dd" className="calc__value">
        {value}
      </Box>
    </Box>
  );
}

/** From when to when the points of this entry can be used. */
function validity({ available_from, expires_at, state }: Entry, t: Translate, locale: Locale): string {
  const until = expires_at === null ? "" : lastDayOf(expires_at);
  if (available_from === null || state === "posted") return until === "" ? "" : t("points_until", { day: until });
  const from = nearDay(locale, available_from);
  return until === "" ? t("calc_usable_only", { from }) : t("calc_usable", { from, until });
}

/** Under the sum: what was turned down, what an old debt took, from when to when, by which rules, and the number. */
function Remarks({ transaction, entry }: { transaction: Transaction; entry: Entry }): ReactNode {
  const { t, locale } = useLanguage();
  const { trace } = transaction;
  const { what, debt_repaid } = entry.why;
  const award = what === "earned" ? trace : null;
  const remarks = [
    ...(award === null ? [] : turnedDown(award, t)),
    ...(award === null || debt_repaid === 0 ? [] : [t("calc_repaid", { amount: grouped(debt_repaid) })]),
    validity(entry, t, locale),
    trace === null ? "" : t("calc_version", { version: trace.program_version }),
  ];
  return (
    <Box className="calc__text">
      {remarks
        .filter((remark) => remark !== "")
        .map((remark) => (
          <Box as="p" key={remark}>
            {remark}
          </Box>
        ))}
      <Box as="p" className="calc__id">
        {t("calc_number", { no: transaction.transaction_id })}
      </Box>
    </Box>
  );
}

function Working({ transaction, entry }: { transaction: Transaction; entry: Entry }): ReactNode {
  const { t } = useLanguage();
  const lines = linesOf(entry, transaction, t);
  const minus = entry.why.what === "debt" ? "calc_repays" : "calc_result_minus";
  return (
    <>
      {lines.length === 0 ? (
        <Box as="p" className="calc__text">
          {t("calc_none_other")}
        </Box>
      ) : (
        <Box as="dl">
          {lines.map((line, index) => (
            <Line key={index} {...line} tone={toneOf(line)} />
          ))}
          <Line
            what={t(entry.amount < 0 ? minus : "calc_result")}
            value={grouped(Math.abs(entry.amount))}
            tone={entry.amount < 0 ? "minus" : "end"}
          />
        </Box>
      )}
      <Remarks transaction={transaction} entry={entry} />
      <ProofCheck transaction_id={transaction.transaction_id} />
    </>
  );
}

/** Why this many points: asked for when a row is opened. */
export function Arithmetic({ entry }: { entry: Entry }): ReactNode {
  const { locale } = useLanguage();
  const [attempt, setAttempt] = useState(0);
  const [transaction, setTransaction] = useState<Transaction>();
  const [failure, setFailure] = useState<unknown>();
  const { transaction_id } = entry;
  useEffect(() => {
    let is_wanted = true;
    setFailure(undefined);
    call("GET /v1/member/transactions/{transaction_id}", { path: { transaction_id } })
      .then((found) => is_wanted && setTransaction(found))
      .catch((error: unknown) => is_wanted && setFailure(error));
    return () => {
      is_wanted = false;
    };
  }, [transaction_id, locale, attempt]);
  return (
    <Box className="calc">
      {transaction !== undefined && <Working transaction={transaction} entry={entry} />}
      {transaction === undefined && failure === undefined && <Skeleton rows={2} />}
      {transaction === undefined && failure !== undefined && (
        <Failure error={failure} onRetry={() => setAttempt(attempt + 1)} />
      )}
    </Box>
  );
}
