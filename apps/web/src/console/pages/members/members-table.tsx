import { Checkbox } from "antd";
import { Link } from "react-router";
import type { MemberRow } from "../../../api/contract.ts";
import { cardNumber, number, shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { members } from "../../../i18n/texts/members.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { MemberState } from "../member-state.tsx";
import type { useRowKeys } from "./rows.ts";

export function MembersTable({
  rows,
  keys,
  onOpen,
}: {
  rows: MemberRow[];
  keys: ReturnType<typeof useRowKeys>;
  onOpen: (id: string) => void;
}) {
  const t = useText(members);
  const day = (at: string | null) => (at ? shortDate(at) : <span className="mut">—</span>);
  const stop = { onClick: (event: { stopPropagation: () => void }) => event.stopPropagation() };
  const columns: Column<MemberRow>[] = [
    {
      key: "select",
      width: 44,
      head: (
        <Checkbox
          aria-label={t("select_all")}
          checked={keys.all}
          indeterminate={!keys.all && keys.selected.size > 0}
          onChange={keys.toggleAll}
        />
      ),
      cell: (m) => (
        <span {...stop}>
          <Checkbox
            aria-label={t("select_one", { name: m.name })}
            checked={keys.selected.has(m.member_id)}
            onChange={() => keys.toggle(m.member_id)}
          />
        </span>
      ),
    },
    {
      key: "name",
      head: t("name"),
      width: 128,
      title: (m) => m.name,
      tone: "med",
      cell: (m) => (
        <Link className="plain" to={`/members/${m.member_id}`} {...stop}>
          {m.name}
        </Link>
      ),
    },
    { key: "phone", head: t("phone"), width: 112, tone: "mut", cell: (m) => m.phone_masked ?? "—" },
    {
      key: "card",
      head: t("card"),
      width: 168,
      tone: "mut",
      cell: (m) => cardNumber(m.card_no),
      title: (m) => m.card_no,
    },
    {
      key: "tags",
      head: t("tags"),
      cell: (m) => m.tags.map((tag) => <Tag key={tag.tag_id}>{tag.name}</Tag>),
      title: (m) => m.tags.map((tag) => tag.name).join(", "),
    },
    {
      key: "unit",
      head: t("unit"),
      width: 112,
      tone: "mut",
      cell: (m) => m.home_unit_name,
      title: (m) => m.home_unit_name,
    },
    { key: "visit", head: t("last_visit"), width: 96, cell: (m) => day(m.last_visit_at) },
    { key: "purchase", head: t("last_purchase"), width: 96, cell: (m) => day(m.last_purchase_at) },
    { key: "points", head: t("available"), width: 96, numeric: true, cell: (m) => number(m.points_available) },
    { key: "joined", head: t("joined"), width: 96, tone: "mut", cell: (m) => day(m.joined_at) },
    { key: "state", head: t("state"), width: 96, cell: (m) => <MemberState status={m.status} /> },
  ];
  return (
    <LedgerTable
      label={t("list")}
      columns={columns}
      rows={rows}
      rowKey={(m) => m.member_id}
      current={keys.current}
      selected={keys.selected}
      onOpen={(m) => onOpen(m.member_id)}
    />
  );
}
