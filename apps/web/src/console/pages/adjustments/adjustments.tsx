import { Button } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { AdjustmentRow } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { signed, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { adjustments } from "../../../i18n/texts/adjustments.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { AdjustmentDetail } from "./adjustment-detail.tsx";
import "./adjustments.css";
import { NewAdjustment } from "./new-adjustment.tsx";
import { useActorName } from "./staff-name.ts";

const STATES = ["waiting", "posted", "rejected", "expired"] as const;
type State = (typeof STATES)[number];
const marks: Record<State, Mark> = { waiting: "plan", posted: "live", rejected: "bad", expired: "off" };
const isState = (text: string | null): text is State => STATES.includes(text as State);

function useColumns(open: string | undefined, toggle: (row: AdjustmentRow) => void): Column<AdjustmentRow>[] {
  const t = useText(adjustments);
  const name = useActorName();
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.adjustment_id} label={row.reason} onToggle={() => toggle(row)} />,
    },
    { key: "time", head: t("time"), width: 112, cell: (row) => stamp(row.requested_at) },
    {
      key: "member",
      head: t("member"),
      width: 136,
      cell: (row) => (
        <Link className="plain" to={`/members/${row.member_id}`} onClick={(event) => event.stopPropagation()}>
          {row.member_name}
        </Link>
      ),
      title: (row) => row.member_name,
    },
    {
      key: "points",
      head: t("points"),
      width: 104,
      numeric: true,
      cell: (row) => <span className={row.points > 0 ? "pos" : ""}>{signed(row.points)}</span>,
    },
    { key: "reason", head: t("reason"), cell: (row) => row.reason, title: (row) => row.reason },
    { key: "who", head: t("requested_by"), width: 120, tone: "mut", cell: (row) => name(row.requested_by) },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (row) => <StateMark mark={marks[row.state]}>{t(row.state)}</StateMark>,
    },
  ];
}

function useChosenState() {
  const [params, setParams] = useSearchParams();
  const wanted = params.get("state");
  const state: State = isState(wanted) ? wanted : "waiting";
  return { state, choose: (next: State) => setParams({ state: next }) };
}

export function Adjustments() {
  const t = useText(adjustments);
  const may = useMay();
  const { state, choose } = useChosenState();
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string>();
  const [creating, setCreating] = useState(false);
  const list = useApi("GET /v1/points/adjustments", { query: { state, limit: 50, cursor: cursor.cursor } });
  const program = useApi("GET /v1/points/program", {});
  const toggle = (row: AdjustmentRow) => setOpen(open === row.adjustment_id ? undefined : row.adjustment_id);
  const columns = useColumns(open, toggle);
  const threshold = program.data?.adjustment_threshold;
  const create = may("points:adjust") ? (
    <Button type="primary" onClick={() => setCreating(true)}>
      <Icon name="plus" />
      {t("create")}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t("title")} note={typeof threshold === "number" ? t("note", { threshold }) : t("note_plain")}>
        {create}
      </PageHead>
      <Card label={t("title")}>
        <Tabs
          label={t("state")}
          value={state}
          onChange={(next) => {
            cursor.reset();
            choose(next);
          }}
          choices={STATES.map((value) => ({ value, label: t(value) }))}
        />
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              state === "waiting" ? (
                <EmptyState title={t("none_waiting")} reason={t("none_waiting_why")} />
              ) : (
                <EmptyState title={t("none")} reason={t("none_why")} action={create} />
              )
            ) : (
              <>
                <LedgerTable
                  label={`${t("title")} ${t(state)}`}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.adjustment_id}
                  onOpen={toggle}
                  detail={(row) => (open === row.adjustment_id ? <AdjustmentDetail row={row} /> : null)}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
      {creating ? <NewAdjustment onClose={() => setCreating(false)} /> : null}
    </>
  );
}
