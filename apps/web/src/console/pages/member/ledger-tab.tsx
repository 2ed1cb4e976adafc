import { useState } from "react";
import type { Entry } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { lastDay, number, shortDate, signed, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { EntryWhy } from "./entry-why.tsx";
import { useWalk } from "./use-walk.ts";

function useColumns(open: string | undefined, toggle: (entry: Entry) => void): Column<Entry>[] {
  const t = useText(texts);
  const lot = (e: Entry) => {
    if (e.state === "pending" && e.available_from) return t("usable_from", { date: shortDate(e.available_from) });
    return e.expires_at ? t("expires", { date: lastDay(e.expires_at) }) : "";
  };
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (e) => (
        <Expander
          open={open === keyOf(e)}
          label={t("why_of", { points: signed(e.amount) })}
          onToggle={() => toggle(e)}
        />
      ),
    },
    { key: "time", head: t("time"), width: 112, cell: (e) => stamp(e.business_time), title: (e) => e.business_time },
    { key: "cause", head: t("cause"), cell: (e) => e.title, title: (e) => e.title },
    {
      key: "venue",
      head: t("venue"),
      width: 120,
      tone: "mut",
      cell: (e) => e.venue_name ?? "—",
      title: (e) => e.venue_name ?? "",
    },
    {
      key: "amount",
      head: t("amount"),
      width: 88,
      numeric: true,
      cell: (e) => <span className={e.amount > 0 ? "pos" : ""}>{signed(e.amount)}</span>,
    },
    { key: "after", head: t("after"), width: 88, numeric: true, cell: (e) => number(e.balance_after) },
    { key: "lot", head: t("lot"), width: 160, tone: "mut", cell: lot },
  ];
}

const keyOf = (e: Entry) => String(e.entry_no);

export function LedgerTab({ memberId }: { memberId: string }) {
  const t = useText(texts);
  const cursor = useCursor(20);
  const [open, setOpen] = useState<string>();
  const entries = useApi("GET /v1/members/{member_id}/entries", {
    path: { member_id: memberId },
    query: { asset: "points", limit: 20, cursor: cursor.cursor },
  });
  const toggleKey = (key: string) => setOpen(open === key ? undefined : key);
  const toggle = (e: Entry) => toggleKey(keyOf(e));
  const columns = useColumns(open, toggle);
  const current = useWalk((entries.data?.data ?? []).map(keyOf), toggleKey);
  return (
    <QueryView query={entries}>
      {({ data, next_cursor }) =>
        data.length === 0 ? (
          <EmptyState title={t("ledger_none")} reason={t("ledger_none_why")} />
        ) : (
          <>
            <LedgerTable
              label={t("ledger")}
              columns={columns}
              rows={data}
              rowKey={keyOf}
              onOpen={toggle}
              current={current}
              detail={(e) => (open === keyOf(e) ? <EntryWhy transactionId={e.transaction_id} /> : null)}
            />
            <FootPager cursor={cursor} following={next_cursor} />
          </>
        )
      }
    </QueryView>
  );
}
