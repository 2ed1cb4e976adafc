import { Link } from "react-router";
import type { LedgerTransaction } from "../../../api/contract.ts";
import { readTrace } from "../../../api/trace.ts";
import { lastDay, number, signed, stamp, yuan } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { assets, ledger, systemOwners } from "../../../i18n/texts/ledger.ts";
import { why } from "../../../i18n/texts/why.ts";
import { Sep } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { RuleWhy } from "../points/rule-why.tsx";
import { useHouseholdName, useMemberName } from "./member-names.ts";
import { useSource } from "./source.ts";
import { ProofPanel } from "./proof-panel.tsx";

type Posting = LedgerTransaction["postings"][number];
type Side = Posting["from"];

/** Money in yuan, everything else as it is counted. */
export const quantity = (asset: string, amount: number) => (asset.startsWith("cny.") ? yuan(amount) : number(amount));

export function useAssetName(): (asset: string) => string {
  const language = useLanguage();
  return (asset) => lookup(assets, asset, language) ?? asset;
}

function SideName({ side }: { side: Side }) {
  const t = useText(ledger);
  const language = useLanguage();
  const name = useMemberName(side && "member_id" in side ? side.member_id : undefined);
  const household = useHouseholdName(side && "household_id" in side ? side.household_id : undefined);
  if (!side) return <span className="mut">{t("hidden")}</span>;
  if ("system" in side)
    return <span className="mut">{lookup(systemOwners, side.system, language) ?? side.system}</span>;
  if ("member_id" in side) return <Link to={`/members/${side.member_id}`}>{name ?? side.member_id}</Link>;
  if ("household_id" in side)
    return <Link to={`/points/households/${side.household_id}`}>{household ?? t("household")}</Link>;
  return <code>{"partner_id" in side ? side.partner_id : side.company_id}</code>;
}

function Postings({ transaction }: { transaction: LedgerTransaction }) {
  const t = useText(ledger);
  const asset = useAssetName();
  const after = (posting: Posting) => {
    const entry = transaction.entries.find(
      (one) => one.asset === posting.asset && Math.abs(one.amount) === posting.amount,
    );
    return entry ? quantity(posting.asset, entry.balance_after) : "—";
  };
  const columns: Column<Posting>[] = [
    { key: "no", head: "", width: 40, tone: "mut", cell: (p) => p.line_no },
    { key: "from", head: t("from_side"), tone: "wrap", cell: (p) => <SideName side={p.from} /> },
    { key: "to", head: t("to_side"), tone: "wrap", cell: (p) => <SideName side={p.to} /> },
    { key: "asset", head: t("asset"), width: 112, cell: (p) => asset(p.asset) },
    { key: "amount", head: t("amount"), width: 104, numeric: true, cell: (p) => quantity(p.asset, p.amount) },
    { key: "after", head: t("after"), width: 104, numeric: true, cell: after },
  ];
  return (
    <LedgerTable
      compact
      label={t("entries")}
      columns={columns}
      rows={transaction.postings}
      rowKey={(p) => String(p.line_no)}
    />
  );
}

function Links({ ids, label }: { ids: readonly string[]; label: string }) {
  if (ids.length === 0) return null;
  return (
    <p className="s">
      {label}{" "}
      {ids.map((id) => (
        <Link key={id} to={`/ledger?transaction=${id}`} className="book-id">
          {id}
        </Link>
      ))}
    </p>
  );
}

/** Everything the book knows of one transaction: both sides, lots, why, what undid it, and its proof. */
export function TransactionDetail({ transaction }: { transaction: LedgerTransaction }) {
  const t = useText(ledger);
  const w = useText(why);
  const trace = readTrace(transaction.trace);
  const source = useSource()(transaction);
  return (
    <div className="book-detail">
      <div className="book-detail__main">
        {transaction.postings.length > 0 ? (
          <Postings transaction={transaction} />
        ) : (
          <p className="mut">{t("nothing")}</p>
        )}
        {transaction.drawn_from.map((lot) => (
          <p className="s mut" key={lot.lot_id}>
            {signed(-Math.abs(lot.amount))}{" "}
            {lot.expires_at ? w("drawn", { date: lastDay(lot.expires_at) }) : w("drawn_forever")}
          </p>
        ))}
        {trace ? (
          <RuleWhy
            trace={trace}
            note={w("snapshot", { time: stamp(transaction.business_time), version: trace.program_version })}
          />
        ) : null}
        <Links label={t("reverses")} ids={transaction.reverses ? [transaction.reverses] : []} />
        <Links label={t("reversed_by")} ids={transaction.reversed_by} />
        <p className="s mut book-id">
          {transaction.transaction_id}
          <Sep />
          {w("recorded", { time: stamp(transaction.recorded_at) })}
          {source ? (
            <>
              <Sep />
              {w("source", source)}
            </>
          ) : null}
        </p>
      </div>
      <section className="book-detail__proof" aria-label={t("proof")}>
        <h4>{t("proof")}</h4>
        <ProofPanel transactionId={transaction.transaction_id} />
      </section>
    </div>
  );
}
