import { Alert, Button, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { ApiError, codeOf, type Failure, NetworkError, requestIdOf } from "../../../api/client.ts";
import type { Evaluation, PaymentMethod } from "../../../api/contract.ts";
import { number, yuan } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { paymentMethods } from "../../../i18n/texts/everyday.ts";
import { reasons, till } from "../../../i18n/texts/till.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { RequestId, useAdvice } from "../../../ui/states.tsx";
import { type Basket, type Dispatch, dueOf, settle } from "./basket.ts";
import { toFen } from "./lines-card.tsx";

const METHODS: PaymentMethod[] = ["wechat", "alipay", "card", "cash", "wallet", "points"];

function Payments({ basket, dispatch }: { basket: Basket; dispatch: Dispatch }) {
  const t = useText(till);
  const m = useText(paymentMethods);
  const amounts = settle(basket);
  return basket.payments.map((p, i) => (
    <div className="till__payment" key={p.key}>
      <Select
        aria-label={`${t("method")} ${i + 1}`}
        options={METHODS.map((value) => ({ value, label: m(value) }))}
        value={p.method}
        onChange={(method) => dispatch({ do: "payment", key: p.key, change: { method } })}
      />
      <InputNumber
        aria-label={`${t("amount")} ${i + 1}`}
        className="right"
        min={0}
        precision={2}
        controls={false}
        disabled={basket.payments.length === 1}
        value={(amounts[i]?.amount_fen ?? 0) / 100}
        onChange={(value) => dispatch({ do: "payment", key: p.key, change: { amount_fen: toFen(value) } })}
      />
      {basket.payments.length > 1 ? (
        <button
          type="button"
          className="tool"
          aria-label={t("remove_payment")}
          onClick={() => dispatch({ do: "remove_payment", key: p.key })}
        >
          <Icon name="close" />
        </button>
      ) : null}
    </div>
  ));
}

/** Why the server would not, or did not, book it. */
function Refusal({ evaluation, error }: { evaluation: Evaluation | undefined; error: Failure | null }) {
  const t = useText(till);
  const language = useLanguage();
  const advice = useAdvice();
  if (error instanceof NetworkError) return <Alert type="warning" title={t("retry_safe")} role="alert" />;
  if (error) {
    const available = error instanceof ApiError ? error.problem["available"] : undefined;
    return (
      <Alert
        type="error"
        role="alert"
        title={t("refused")}
        description={
          <>
            <p>{lookup(reasons, codeOf(error), language) ?? advice(error)}</p>
            {typeof available === "number" ? <p>{t("available", { amount: yuan(available) })}</p> : null}
            <RequestId id={requestIdOf(error)} />
          </>
        }
      />
    );
  }
  if (!evaluation || evaluation.accepted) return null;
  return (
    <Alert
      type="warning"
      role="status"
      title={t("refused")}
      description={evaluation.reasons.map((r) => <p key={r.code}>{lookup(reasons, r.code, language) ?? r.message}</p>)}
    />
  );
}

interface Props {
  basket: Basket;
  dispatch: Dispatch;
  evaluation: Evaluation | undefined;
  error: Failure | null;
  /** Why the button is off, if it is. */
  missing: string | undefined;
  busy: boolean;
  onCommit: () => void;
}

function Figure({ name, children, strong = false }: { name: string; children: ReactNode; strong?: boolean }) {
  return (
    <div className={strong ? "strong" : ""}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function PayCard({ basket, dispatch, evaluation, error, missing, busy, onCommit }: Props) {
  const t = useText(till);
  // A refused purchase promises nothing.
  const points = evaluation?.accepted ? evaluation.points.total : undefined;
  return (
    <Card title={t("payments")} className="till__pay">
      <div className="pad stack" style={{ gap: 12 }}>
        <Payments basket={basket} dispatch={dispatch} />
        {basket.payments.length < 3 ? (
          <Button type="link" style={{ justifySelf: "start", padding: 0 }} onClick={() => dispatch({ do: "split" })}>
            <Icon name="plus" />
            {t("split")}
          </Button>
        ) : null}
        <dl className="till__sum">
          <Figure name={t("due")} strong>
            {yuan(dueOf(basket))}
          </Figure>
          <Figure name={t("will_earn")}>{points === undefined ? "—" : number(points)}</Figure>
        </dl>
        <Refusal evaluation={evaluation} error={error} />
        <Button type="primary" size="large" block disabled={missing !== undefined} loading={busy} onClick={onCommit}>
          {t(error instanceof NetworkError ? "commit_retry" : "commit")}
        </Button>
        {missing ? <p className="s mut">{missing}</p> : null}
      </div>
    </Card>
  );
}
