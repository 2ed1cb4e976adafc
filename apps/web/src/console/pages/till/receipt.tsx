import { Button } from "antd";
import { Link } from "react-router";
import type { Purchase } from "../../../api/contract.ts";
import { number, secondsOf, shortDate, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday, paymentMethods } from "../../../i18n/texts/everyday.ts";
import { till } from "../../../i18n/texts/till.ts";
import { Card } from "../../../ui/card.tsx";
import { useKeys } from "../../../ui/keys.ts";
import { EntryWhy } from "../member/entry-why.tsx";
import type { Customer } from "./identify.tsx";

export function Receipt({
  purchase,
  customer,
  onNext,
}: {
  purchase: Purchase;
  customer: Customer | undefined;
  onNext: () => void;
}) {
  const t = useText(till);
  const c = useText(everyday);
  const m = useText(paymentMethods);
  useKeys({ n: onNext });
  return (
    <div className="row till__receipt" role="status">
      <Card label={t("receipt")}>
        <div className="till__done">
          <svg width="48" height="48" viewBox="0 0 136 136" aria-hidden="true">
            <circle cx="68" cy="68" r="63" />
            <path d="m38 70 21 21 40-44" />
          </svg>
          <h2>{t("done")}</h2>
          <p className="fig">
            {yuan(purchase.total_fen)}
            <small className="mut"> {c("yuan")}</small>
          </p>
          <p>
            {t("receipt_points")} <span className="pos med">+{number(purchase.points_awarded)}</span>
          </p>
        </div>
        <dl className="till__facts">
          {purchase.lines.map((line, i) => (
            <div key={`${line.item_name}-${i}`}>
              <dt className="cut">
                {line.item_name} × {line.quantity}
              </dt>
              <dd>{yuan(line.amount_fen)}</dd>
            </div>
          ))}
          {purchase.payments.map((p) => (
            <div key={p.method} className="mut">
              <dt>{m(p.method)}</dt>
              <dd>{yuan(p.amount_fen)}</dd>
            </div>
          ))}
          <div className="mut">
            <dt>{t("receipt_time")}</dt>
            <dd>
              {shortDate(purchase.business_time)} {secondsOf(purchase.business_time)}
            </dd>
          </div>
          <div className="mut">
            <dt>{t("receipt_no")}</dt>
            <dd className="cut" title={purchase.purchase_id}>
              {purchase.purchase_id}
            </dd>
          </div>
        </dl>
        <div className="pad" style={{ display: "flex", alignItems: "center", gap: 16 }}>
          <Button type="primary" size="large" autoFocus onClick={onNext}>
            {t("next")}
            <kbd>N</kbd>
          </Button>
          {customer ? <Link to={`/members/${customer.hit.member_id}`}>{t("open_member")}</Link> : null}
        </div>
      </Card>
      {purchase.transaction_id ? <EntryWhy transactionId={purchase.transaction_id} /> : null}
    </div>
  );
}
