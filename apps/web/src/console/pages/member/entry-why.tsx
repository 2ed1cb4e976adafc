import { useApi } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { why } from "../../../i18n/texts/why.ts";
import { Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { WhyPanel } from "../../../ui/why-panel.tsx";

/** Reads the transaction behind one entry and prints its arithmetic. */
export function EntryWhy({ transactionId }: { transactionId: string }) {
  const t = useText(why);
  const transaction = useApi("GET /v1/transactions/{transaction_id}", { path: { transaction_id: transactionId } });
  return (
    <QueryView query={transaction} skeleton={<Skeleton rows={4} height={32} />}>
      {(txn) => {
        const proof = (
          <>
            <p className="s mut">
              {t("transaction", { id: txn.transaction_id })}
              <Sep />
              {t("recorded", { time: stamp(txn.recorded_at) })}
            </p>
            <p className="s mut">{t("source", { type: txn.source_type, id: txn.source_id })}</p>
          </>
        );
        if (txn.trace)
          return (
            <WhyPanel
              trace={txn.trace}
              note={t("snapshot", { time: stamp(txn.business_time), version: txn.trace.program_version })}
              proof={proof}
            />
          );
        return (
          <section className="why" style={{ padding: "10px 16px 12px" }}>
            <p>{t("no_trace")}</p>
            {proof}
          </section>
        );
      }}
    </QueryView>
  );
}
