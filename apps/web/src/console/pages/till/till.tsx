import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { ApiError } from "../../../api/client.ts";
import type { CommittedPurchase, Evaluation, PurchaseIn, Venue } from "../../../api/contract.ts";
import { readTrace } from "../../../api/trace.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { till } from "../../../i18n/texts/till.ts";
import { why } from "../../../i18n/texts/why.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { useScope } from "../../shell/scope.tsx";
import { type Basket, dueOf, type Newcomer, settle, useBasket, usePurchase } from "./basket.ts";
import type { Customer } from "./customer.ts";
import { RuleWhy } from "../points/rule-why.tsx";
import { Identify } from "./identify.tsx";
import { LinesCard } from "./lines-card.tsx";
import { PayCard } from "./pay-card.tsx";
import { Receipt } from "./receipt.tsx";
import "./till.css";

function useMissing(basket: Basket, venue: Venue | undefined, purchase: PurchaseIn | undefined): string | undefined {
  const t = useText(till);
  if (!venue) return t("need_venue");
  if (!purchase) return t("need_lines");
  const gap = dueOf(basket) - settle(basket).reduce((sum, p) => sum + p.amount_fen, 0);
  return gap === 0 ? undefined : t("need_match", { amount: yuan(Math.abs(gap)) });
}

function Why({ evaluation }: { evaluation: Evaluation | undefined }) {
  const t = useText(till);
  const w = useText(why);
  const trace = readTrace(evaluation?.points.trace);
  if (trace) return <RuleWhy trace={trace} note={w("if_now", { version: trace.program_version })} />;
  return (
    <Card title={t("why")}>
      <p className="note-line">{t("why_empty")}</p>
    </Card>
  );
}

/** One customer: from the first scan to the receipt. A new key starts the next. */
function Sale({ venue, onNext }: { venue: Venue | undefined; onNext: () => void }) {
  const [customer, setCustomer] = useState<Customer>();
  const [basket, dispatch] = useBasket(venue?.business_type ?? "ticket");
  const [receipt, setReceipt] = useState<{ committed: CommittedPurchase; sent: PurchaseIn }>();
  const [newcomer, setNewcomer] = useState<Newcomer>();
  const known = customer ? { member_id: customer.hit.member_id, shown: customer.shown } : undefined;
  const who = known ?? newcomer;
  const purchase = usePurchase(basket, who, venue?.venue_id);
  const asked = useDeferredValue(purchase);
  const missing = useMissing(basket, venue, purchase);
  const evaluation = useApi(
    "POST /v1/purchases/evaluate",
    { body: asked as PurchaseIn },
    { enabled: asked !== undefined && missing === undefined },
  );
  const send = useSend("POST /v1/purchases", [
    "GET /v1/members/{member_id}",
    "GET /v1/members/{member_id}/entries",
    "GET /v1/members/{member_id}/timeline",
    "GET /v1/purchases",
    "GET /v1/members",
  ]);
  const commit = () =>
    purchase &&
    send.mutate(
      { body: purchase, idempotency_key: basket.attempt },
      { onSuccess: (committed) => setReceipt({ committed, sent: purchase }) },
    );
  const change: typeof dispatch = (action) => {
    // A refusal is an answer to what was asked; once something else is asked it no longer applies.
    if (send.error instanceof ApiError) send.reset();
    dispatch(action);
  };
  if (receipt)
    return (
      <Receipt
        {...receipt}
        customer={customer}
        joined={newcomer !== undefined}
        evaluated={readTrace(evaluation.data?.points.trace)}
        onNext={onNext}
      />
    );
  const shown = purchase ? evaluation.data : undefined;
  return (
    <div className="row till">
      <div className="stack">
        <Identify
          customer={customer}
          onCustomer={(next) => {
            setCustomer(next);
            change({ do: "touch" });
          }}
          newcomer={newcomer}
          onNewcomer={(next) => {
            setNewcomer(next);
            change({ do: "touch" });
          }}
        />
        <LinesCard basket={basket} dispatch={change} />
        <Why evaluation={who && shown?.accepted ? shown : undefined} />
      </div>
      <PayCard
        basket={basket}
        dispatch={change}
        evaluation={shown}
        error={send.error ?? evaluation.error}
        missing={missing}
        busy={send.isPending}
        onCommit={commit}
      />
    </div>
  );
}

export function Till() {
  const t = useText(till);
  const { venue, venues, choose } = useScope();
  const [sale, setSale] = useState(1);
  return (
    <>
      <PageHead title={t("title")}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("choose_venue")}
          placeholder={t("choose_venue")}
          style={{ minWidth: 176 }}
          options={venues.map((v) => ({ value: v.venue_id, label: v.name }))}
          onChange={(id: string) => choose(id)}
          {...(venue ? { value: venue.venue_id } : {})}
        />
      </PageHead>
      <Sale key={`${sale}-${venue?.venue_id}`} venue={venue} onNext={() => setSale(sale + 1)} />
    </>
  );
}
