import { useState } from "react";
import { Link } from "react-router";
import type { LedgerTransaction } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { kinds, ledger } from "../../../i18n/texts/ledger.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark, Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { ExportButton } from "../../export-dialog.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { type BookFilter, BookFilters, useBookFilter } from "./filters.tsx";
import "./ledger.css";
import { useMemberName } from "./member-names.ts";
import { BookActions, StatusStrip } from "./status-strip.tsx";
import { quantity, TransactionDetail, useAssetName } from "./transaction-detail.tsx";

const PAGE = 50;

/** What it did, in one cell: a sum per asset of what owners hold more or less; a move between owners shows its amount. */
function Moved({ transaction }: { transaction: LedgerTransaction }) {
  const name = useAssetName();
  const sums = new Map<string, number>();
  for (const { asset, amount } of transaction.entries) sums.set(asset, (sums.get(asset) ?? 0) + amount);
  if (sums.size === 0) return <span className="mut">0</span>;
  return [...sums].map(([asset, sum]) => {
    const amount = sum || (transaction.postings.find((one) => one.asset === asset)?.amount ?? 0);
    const sign = sum > 0 ? "+" : "";
    return (
      <span key={asset} className="book-moved" title={name(asset)}>
        <span className={sum > 0 ? "pos" : ""}>
          {sum === 0 ? "⇄ " : sign}
          {quantity(asset, amount)}
        </span>
        {asset === "points" ? null : <small className="mut"> {name(asset)}</small>}
      </span>
    );
  });
}

function useColumns(open: string | undefined, toggle: (row: LedgerTransaction) => void): Column<LedgerTransaction>[] {
  const t = useText(ledger);
  const language = useLanguage();
  const kind = (code: string) => lookup(kinds, code, language) ?? code;
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => (
        <Expander open={open === row.transaction_id} label={row.title || kind(row.kind)} onToggle={() => toggle(row)} />
      ),
    },
    {
      key: "time",
      head: t("time"),
      width: 112,
      cell: (row) => stamp(row.business_time),
      title: (row) => row.business_time,
    },
    { key: "kind", head: t("kind"), width: 120, cell: (row) => <Tag>{kind(row.kind)}</Tag> },
    {
      key: "what",
      head: t("what"),
      cell: (row) => (
        <>
          {row.title}
          {row.reversed_by.length > 0 ? <Tag wash="ga">{t("reversed")}</Tag> : null}
        </>
      ),
      title: (row) => row.title,
    },
    { key: "venue", head: t("venue"), width: 128, tone: "mut", cell: (row) => row.venue_name ?? "—" },
    { key: "moved", head: t("moved"), width: 152, numeric: true, cell: (row) => <Moved transaction={row} /> },
    {
      key: "proof",
      head: t("proof"),
      width: 128,
      cell: ({ proof }) =>
        proof.state === "sealed" ? (
          <StateMark mark="live">{t("sealed", { block: proof.block_no ?? 0 })}</StateMark>
        ) : (
          <StateMark mark="plan">{t("unsealed")}</StateMark>
        ),
    },
  ];
}

function Whose({ member_id }: { member_id: string }) {
  const t = useText(ledger);
  const name = useMemberName(member_id);
  return <Link to={`/members/${member_id}`}>{t("of_member", { name: name ?? "…" })}</Link>;
}

function List({ filter }: { filter: BookFilter }) {
  const t = useText(ledger);
  const cursor = useCursor(PAGE);
  const [open, setOpen] = useState<string>();
  const list = useApi("GET /v1/transactions", {
    query: {
      limit: PAGE,
      cursor: cursor.cursor,
      member_id: filter.member,
      kind: filter.kind,
      from: filter.from,
      to: filter.to,
      expand: "trace",
    },
  });
  const toggle = (row: LedgerTransaction) => setOpen(open === row.transaction_id ? undefined : row.transaction_id);
  const columns = useColumns(open, toggle);
  return (
    <QueryView query={list}>
      {({ data, next_cursor }) =>
        data.length === 0 ? (
          <EmptyState title={t("empty")} reason={t("empty_why")} />
        ) : (
          <>
            <LedgerTable
              label={t("title")}
              columns={columns}
              rows={data}
              rowKey={(row) => row.transaction_id}
              onOpen={toggle}
              detail={(row) => (open === row.transaction_id ? <TransactionDetail transaction={row} /> : null)}
            />
            <FootPager cursor={cursor} following={next_cursor} />
          </>
        )
      }
    </QueryView>
  );
}

function One({ transaction_id }: { transaction_id: string }) {
  const t = useText(ledger);
  const transaction = useApi("GET /v1/transactions/{transaction_id}", { path: { transaction_id } });
  const columns = useColumns(transaction_id, () => undefined).slice(1);
  return (
    <QueryView query={transaction}>
      {(row) => (
        <LedgerTable
          label={t("title")}
          columns={columns}
          rows={[row]}
          rowKey={() => transaction_id}
          detail={() => <TransactionDetail transaction={row} />}
        />
      )}
    </QueryView>
  );
}

/** The ledger explorer: every transaction, why it is what it is, and the proof that it is still what it was. */
export function Ledger() {
  const t = useText(ledger);
  const book = useBookFilter();
  const { filter } = book;
  const { member: member_id, transaction: transaction_id, kind, from, to } = filter;
  // What stands on the page: one transaction, or all that the filters leave.
  const exported = transaction_id ? { transaction_id } : { member_id, kind, from, to };
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <ExportButton kind="entries" filter={exported} />
        <BookActions />
      </PageHead>
      <StatusStrip />
      <Card label={t("title")}>
        <BookFilters {...book} />
        {filter.member ? (
          <p className="book-whose">
            <Whose member_id={filter.member} />
          </p>
        ) : null}
        {filter.transaction ? (
          <One transaction_id={filter.transaction} />
        ) : (
          <List key={JSON.stringify(filter)} filter={filter} />
        )}
      </Card>
    </>
  );
}
