import type { ReactNode } from "react";
import type { RefundPreview } from "../../../api/contract.ts";
import { number, signed, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday, paymentMethods } from "../../../i18n/texts/everyday.ts";
import { refund as texts } from "../../../i18n/texts/refund.ts";

function Row({ name, note, children }: { name: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>
        {name}
        {note ? <span className="s mut">{note}</span> : null}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What goes back where, and what becomes of the points: the sum on a double rule, as in every printed computation. */
export function RefundSlip({ refund }: { refund: RefundPreview }) {
  const t = useText(texts);
  const c = useText(everyday);
  const m = useText(paymentMethods);
  const { payments, points, amount_fen } = refund;
  const parts = ({ principal_fen, bonus_fen, points: paid }: RefundPreview["payments"][number]) => {
    if (principal_fen !== undefined)
      return t("wallet_parts", { principal: yuan(principal_fen), bonus: yuan(bonus_fen ?? 0) });
    return paid === undefined ? undefined : t("points_parts", { points: number(paid) });
  };
  return (
    <section className="refund" aria-label={t("slip")}>
      <dl>
        {payments.map((payment) => (
          <Row key={payment.method} name={m(payment.method)} note={parts(payment)}>
            {yuan(payment.amount_fen)}
          </Row>
        ))}
        {points.deducted_fen > 0 ? (
          <Row name={t("deducted")} note={t("deducted_why", { points: number(points.uncovered) })}>
            {yuan(points.deducted_fen)}
          </Row>
        ) : null}
      </dl>
      <p className="refund__total">
        <span>{t("goes_back")}</span>
        <span>
          {yuan(amount_fen - points.deducted_fen)} <small className="mut">{c("yuan")}</small>
        </span>
      </p>
      <dl>
        <Row name={t("points")} note={t("points_note", { before: number(points.before), after: number(points.after) })}>
          {signed(points.after - points.before)}
        </Row>
        {points.debt > 0 ? (
          <Row name={t("debt")} note={t("debt_why")}>
            {number(points.debt)}
          </Row>
        ) : null}
        {points.uncovered > 0 && points.deducted_fen === 0 ? (
          <Row name={t("forgiven")}>{number(points.uncovered)}</Row>
        ) : null}
      </dl>
    </section>
  );
}
