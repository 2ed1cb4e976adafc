import { Checkbox } from "antd";
import { Link } from "react-router";
import type { MemberRow } from "../../../api/contract.ts";
import { cardNumber, number, shortDate, yuan } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup, type PlainKey } from "../../../i18n/text.ts";
import { findTexts, lifecycleTexts, sourceTexts } from "../../../i18n/texts/members-find.ts";
import { members } from "../../../i18n/texts/members.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark, Tag } from "../../../ui/marks.tsx";
import { TierSeal } from "../../../ui/tier-seal.tsx";
import { MemberState } from "../member-state.tsx";
import { useTiers } from "../points/tiers.ts";
import type { ListColumn } from "./list-columns.ts";
import type { useRowKeys } from "./rows.ts";

const LIFECYCLE_MARKS: Record<MemberRow["lifecycle"], Mark> = {
  new: "plan",
  active: "live",
  at_risk: "warn",
  sleeping: "off",
  lost: "bad",
};

const OWN_WORDS: Partial<Record<ListColumn, PlainKey<typeof findTexts>>> = {
  tier: "tier",
  owner: "owner",
  source: "source",
  wallet: "wallet",
  lifecycle: "lifecycle",
  completeness: "completeness",
};

/** What a column is called over the list and where it is chosen. */
export function useColumnWord(): (column: ListColumn) => string {
  const t = useText(members);
  const f = useText(findTexts);
  return (column) => {
    const own = OWN_WORDS[column];
    if (own) return f(own);
    return t(column === "points" ? "available" : (column as "phone"));
  };
}

type Cells = Record<ListColumn, Omit<Column<MemberRow>, "key" | "head">>;

const none = <span className="mut">—</span>;
const day = (at: string | null) => (at ? shortDate(at) : none);

function useCells(): Cells {
  const language = useLanguage();
  const lowest = useTiers()[0]?.rank ?? 0;
  const source = (m: MemberRow) => lookup(sourceTexts, m.source, language) ?? m.source;
  const stage = (m: MemberRow) => lookup(lifecycleTexts, m.lifecycle, language) ?? m.lifecycle;
  return {
    phone: { width: 112, tone: "mut", cell: (m) => m.phone_masked ?? "—" },
    card: { width: 168, tone: "mut", cell: (m) => cardNumber(m.card_no), title: (m) => m.card_no },
    tier: {
      width: 96,
      title: (m) => m.tier?.name ?? "",
      cell: (m) =>
        m.tier ? (
          <span className="tier-cell">
            <TierSeal name={m.tier.name} rank={m.tier.rank - lowest} />
            {m.tier.name}
          </span>
        ) : (
          none
        ),
    },
    tags: {
      cell: (m) =>
        m.tags.map((tag) => (
          <Tag key={tag.tag_id} {...(tag.kind === "automatic" ? { wash: "auto" as const } : {})}>
            {tag.name}
          </Tag>
        )),
      title: (m) => m.tags.map((tag) => tag.name).join(", "),
    },
    unit: { width: 112, tone: "mut", cell: (m) => m.home_unit_name, title: (m) => m.home_unit_name },
    owner: { width: 104, tone: "mut", cell: (m) => m.owner_name ?? "—", title: (m) => m.owner_name ?? "" },
    source: { width: 104, tone: "mut", cell: source, title: source },
    last_visit: { width: 88, cell: (m) => day(m.last_visit_at) },
    last_purchase: { width: 96, cell: (m) => day(m.last_purchase_at) },
    points: { width: 96, numeric: true, cell: (m) => number(m.points_available) },
    wallet: { width: 104, numeric: true, cell: (m) => yuan(m.wallet_fen) },
    lifecycle: {
      width: 88,
      title: stage,
      cell: (m) => <StateMark mark={LIFECYCLE_MARKS[m.lifecycle]}>{stage(m)}</StateMark>,
    },
    completeness: {
      width: 80,
      numeric: true,
      cell: (m) => (m.completeness === null ? none : `${m.completeness}%`),
    },
    joined: { width: 96, tone: "mut", cell: (m) => day(m.joined_at) },
    state: { width: 88, cell: (m) => <MemberState status={m.status} /> },
  };
}

interface Props {
  rows: MemberRow[];
  shown: readonly ListColumn[];
  keys: ReturnType<typeof useRowKeys>;
  onOpen: (id: string) => void;
}

export function MembersTable({ rows, shown, keys, onOpen }: Props) {
  const t = useText(members);
  const word = useColumnWord();
  const cells = useCells();
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
      width: 112,
      title: (m) => m.name,
      tone: "med",
      cell: (m) => (
        <Link className="plain" to={`/members/${m.member_id}`} {...stop}>
          {m.name}
        </Link>
      ),
    },
    ...shown.map((column) => ({ key: column, head: word(column), ...cells[column] })),
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
