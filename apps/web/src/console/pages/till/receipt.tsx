import { Button } from "antd";
import { Link } from "react-router";
import type { CommittedPurchase, PurchaseIn } from "../../../api/contract.ts";
import type { Trace } from "../../../api/trace.ts";
import { number, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday, paymentMethods } from "../../../i18n/texts/everyday.ts";
import { till } from "../../../i18n/texts/till.ts";
import { why } from "../../../i18n/texts/why.ts";
import { Card } from "../../../ui/card.tsx";
import { useKeys } from "../../../ui/keys.ts";
import { EntryWhy } from "../member/entry-why.tsx";
import { RuleWhy } from "../points/rule-why.tsx";
import type { Customer } from "./customer.ts";

interface Props {
  committed: CommittedPurchase;
  /** What was sent: the receipt does not wait for a second answer. */
  sent: PurchaseIn;
  customer: Customer | undefined;
  /** They became a member by it. */
  joined: boolean;
  /** The arithmetic as it was shown before; the books of another store's member are not ours to open. */
  evaluated: Trace | undefined;
  onNext: () => void;
}

function Why({ committed, customer, evaluated }: Pick<Props, "committed" | "customer" | "evaluated">) {
  const w = useText(why);
  if (!committed.transaction_id) return null;
  if (!customer?.shown) return <EntryWhy transactionId={committed.transaction_id} />;
  return evaluated ? <RuleWhy trace={evaluated} note={w("if_now", { version: evaluated.program_version })} /> : null;
}

export function Receipt({ committed, sent, customer, joined, evaluated, onNext }: Props) {
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
            {yuan(committed.total_fen)}
            <small className="mut"> {c("yuan")}</small>
          </p>
          <p>
            {t("receipt_points")} <span className="pos med">+{number(committed.points_awarded)}</span>
          </p>
        </div>
        <dl className="till__facts">
          {sent.lines.map((line, i) => (
            <div key={`${line.item_name}-${i}`}>
              <dt className="cut">
                {line.item_name} × {line.quantity}
              </dt>
              <dd>{yuan(line.amount_fen)}</dd>
            </div>
          ))}
          {sent.payments.map((p) => (
            <div key={p.method} className="mut">
              <dt>{m(p.method)}</dt>
              <dd>{yuan(p.amount_fen)}</dd>
            </div>
          ))}
          <div className="mut">
            <dt>{t("receipt_no")}</dt>
            <dd className="cut" title={committed.purchase_id}>
              {committed.purchase_id}
            </dd>
          </div>
        </dl>
        <div className="pad" style={{ display: "flex", alignItems: "center", gap: 16 }}>
          <Button type="primary" size="large" autoFocus onClick={onNext}>
            {t("next")}
            <kbd>N</kbd>
          </Button>
          {customer && !customer.shown ? (
            <Link to={`/members/${customer.hit.member_id}`}>{t("open_member")}</Link>
          ) : null}
          {joined && committed.member_id ? (
            <Link to={`/members/${committed.member_id}`}>{t("newcomer_joined")}</Link>
          ) : null}
        </div>
      </Card>
      <Why committed={committed} customer={customer} evaluated={evaluated} />
    </div>
  );
}
