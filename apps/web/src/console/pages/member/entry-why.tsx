import type { ReactNode } from "react";
import type { LedgerTransaction } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { readTrace } from "../../../api/trace.ts";
import { lastDay, number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { why } from "../../../i18n/texts/why.ts";
import { Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { useSource } from "../ledger/source.ts";
import { RuleWhy } from "../points/rule-why.tsx";

/** Points that left, or came without a rule: which lots they were taken from. */
function Unearned({ transaction, proof }: { transaction: LedgerTransaction; proof: ReactNode }) {
  const t = useText(why);
  return (
    <section className="why" style={{ padding: "10px 16px 12px" }}>
      <p>{transaction.drawn_from.length > 0 ? transaction.title : t("no_trace")}</p>
      {transaction.drawn_from.map((lot) => (
        <p className="s" key={lot.lot_id}>
          {number(-lot.amount)} {lot.expires_at ? t("drawn", { date: lastDay(lot.expires_at) }) : t("drawn_forever")}
        </p>
      ))}
      {proof}
    </section>
  );
}

/** Reads the transaction behind one entry and prints its arithmetic. */
export function EntryWhy({ transactionId }: { transactionId: string }) {
  const t = useText(why);
  const sourceOf = useSource();
  const transaction = useApi("GET /v1/transactions/{transaction_id}", { path: { transaction_id: transactionId } });
  return (
    <QueryView query={transaction} skeleton={<Skeleton rows={4} height={32} />}>
      {(txn) => {
        const source = sourceOf(txn);
        const proof = (
          <>
            <p className="s mut">
              {t("transaction", { id: txn.transaction_id })}
              <Sep />
              {t("recorded", { time: stamp(txn.recorded_at) })}
            </p>
            {source ? <p className="s mut">{t("source", source)}</p> : null}
          </>
        );
        const trace = readTrace(txn.trace);
        if (trace) {
          const note = t("snapshot", { time: stamp(txn.business_time), version: trace.program_version });
          return <RuleWhy trace={trace} note={note} proof={proof} />;
        }
        return <Unearned transaction={txn} proof={proof} />;
      }}
    </QueryView>
  );
}
