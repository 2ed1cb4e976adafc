import { useState } from "react";
import type { TimelineItem } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { signed, stamp, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { TimelineWhy } from "./timeline-why.tsx";
import { useWalk } from "./use-walk.ts";

const keyOf = (item: TimelineItem) => `${item.kind} ${item.ref} ${item.at}`;

function useColumns(open: string | undefined, toggle: (item: TimelineItem) => void): Column<TimelineItem>[] {
  const t = useText(texts);
  const r = useText(memberRecord);
  const points = (item: TimelineItem) =>
    item.points ? <span className={item.points > 0 ? "pos" : ""}>{signed(item.points)}</span> : "";
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (item) => (
        <Expander
          open={open === keyOf(item)}
          label={r("open_row", { title: item.title })}
          onToggle={() => toggle(item)}
        />
      ),
    },
    { key: "time", head: t("time"), width: 136, cell: (item) => stamp(item.at), title: (item) => item.at },
    { key: "kind", head: r("kind"), width: 88, tone: "mut", cell: (item) => r(item.kind) },
    { key: "what", head: t("cause"), cell: (item) => item.title, title: (item) => item.title },
    {
      key: "where",
      head: r("where_by"),
      width: 128,
      tone: "mut",
      cell: (item) => item.venue_name ?? item.by ?? "—",
      title: (item) => item.venue_name ?? item.by ?? "",
    },
    {
      key: "amount",
      head: r("amount"),
      width: 104,
      numeric: true,
      cell: (item) => (item.amount_fen === undefined ? "" : yuan(item.amount_fen)),
    },
    { key: "points", head: r("points"), width: 80, numeric: true, cell: points },
  ];
}

/** What happened to a member, a page at a time; each row opens its why. */
export function TimelineTable({ memberId, kinds }: { memberId: string; kinds?: string | undefined }) {
  const t = useText(texts);
  const cursor = useCursor(20);
  const [open, setOpen] = useState<string>();
  const timeline = useApi("GET /v1/members/{member_id}/timeline", {
    path: { member_id: memberId },
    query: { limit: 20, cursor: cursor.cursor, ...(kinds === undefined ? {} : { kinds }) },
  });
  const toggleKey = (key: string) => setOpen(open === key ? undefined : key);
  const toggle = (item: TimelineItem) => toggleKey(keyOf(item));
  const columns = useColumns(open, toggle);
  const current = useWalk((timeline.data?.data ?? []).map(keyOf), toggleKey);
  return (
    <QueryView query={timeline}>
      {({ data, next_cursor }) =>
        data.length === 0 ? (
          <EmptyState title={t("timeline_none")} />
        ) : (
          <>
            <LedgerTable
              label={t("timeline")}
              columns={columns}
              rows={data}
              rowKey={keyOf}
              onOpen={toggle}
              current={current}
              detail={(item) => (open === keyOf(item) ? <TimelineWhy item={item} /> : null)}
            />
            <FootPager cursor={cursor} following={next_cursor} />
          </>
        )
      }
    </QueryView>
  );
}
