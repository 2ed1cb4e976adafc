import { Select } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { Export } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { exportsTexts } from "../../../i18n/texts/exports.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";

const PAGE = 25;
const STATES = ["waiting", "running", "done", "failed", "canceled", "refused"] as const;
const MARKS: Record<Export["state"], Mark> = {
  waiting: "plan",
  running: "live",
  done: "off",
  failed: "bad",
  canceled: "off",
  refused: "bad",
};

function File({ row }: { row: Export }) {
  const t = useText(exportsTexts);
  if (row.state !== "done") return null;
  if (row.kept_until === null) return <span className="mut">{t("expired")}</span>;
  if (row.file_id === null) return <span className="mut">{t("not_yours")}</span>;
  return (
    <span className="nw" onClick={(event) => event.stopPropagation()}>
      <a href={`/v1/files/${row.file_id}/content`} download>
        {t("download")}
      </a>{" "}
      <small className="mut">{t("until", { day: shortDate(row.kept_until) })}</small>
    </span>
  );
}

function useColumns(open: string | undefined, toggle: (row: Export) => void): Column<Export>[] {
  const t = useText(exportsTexts);
  const who = (row: Export) => row.requested_by.name ?? "—";
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.export_id} label={row.reason} onToggle={() => toggle(row)} />,
    },
    { key: "at", head: t("at"), width: 120, cell: (row) => stamp(row.requested_at) },
    {
      key: "list",
      head: t("list"),
      width: 176,
      cell: (row) => (
        <>
          {row.label} <small className="mut">{row.format.toUpperCase()}</small>
        </>
      ),
      title: (row) => row.label,
    },
    { key: "reason", head: t("reason"), cell: (row) => row.reason, title: (row) => row.reason },
    { key: "rows", head: t("row_count"), width: 96, numeric: true, cell: (row) => number(row.rows) },
    { key: "by", head: t("by"), width: 136, tone: "mut", cell: who, title: who },
    {
      key: "state",
      head: t("state"),
      width: 160,
      cell: (row) => <StateMark mark={MARKS[row.state]}>{t(`state_${row.state}`)}</StateMark>,
    },
    { key: "file", head: t("file"), width: 176, cell: (row) => <File row={row} /> },
  ];
}

function Detail({ row }: { row: Export }) {
  const t = useText(exportsTexts);
  const kind = useApi("GET /v1/exports/kinds", {}).data?.data.find((one) => one.kind === row.kind);
  const labelOf = (name: string) => kind?.columns.find((column) => column.name === name)?.label ?? name;
  return (
    <div className="under-row">
      <dl className="facts">
        <dt>{t("reason")}</dt>
        <dd>{row.reason}</dd>
        <dt>{t("columns")}</dt>
        <dd>{row.columns.map(labelOf).join(" · ")}</dd>
        {row.ended_at ? (
          <>
            <dt>{t("ended_at")}</dt>
            <dd>{stamp(row.ended_at)}</dd>
          </>
        ) : null}
        {row.approval_id ? (
          <>
            <dt>{t("approval_of")}</dt>
            <dd>
              <Link to="/platform/approvals?view=all">{t("approval_link")}</Link>
            </dd>
          </>
        ) : null}
        <dt>{t("export_id")}</dt>
        <dd>
          <code>{row.export_id}</code>
        </dd>
      </dl>
    </div>
  );
}

/** Which exports, as the address says: a link shows the same. */
function useFilter(onChange: () => void) {
  const [params, setParams] = useSearchParams();
  const state = STATES.find((one) => one === params.get("state"));
  const kind = params.get("kind") ?? undefined;
  const mine = params.get("show") === "mine";
  const set = (name: "state" | "kind" | "show", value: string | undefined) => {
    onChange();
    const after = new URLSearchParams(params);
    after.delete("cursor");
    if (value === undefined) after.delete(name);
    else after.set(name, value);
    setParams(after);
  };
  return { state, kind, mine, set };
}

function FilterRow({ state, kind, mine, set }: ReturnType<typeof useFilter>) {
  const t = useText(exportsTexts);
  const may = useMay();
  const kinds = useApi("GET /v1/exports/kinds", {}).data?.data ?? [];
  return (
    <div className="filter-row">
      {may("jobs:read") ? (
        <Seg
          label={t("whose")}
          value={mine ? "mine" : "all"}
          onChange={(show) => set("show", show === "mine" ? show : undefined)}
          choices={(["all", "mine"] as const).map((value) => ({ value, label: t(value) }))}
        />
      ) : null}
      <Select
        style={{ width: 160 }}
        allowClear
        aria-label={t("list")}
        placeholder={t("any_list")}
        options={kinds.map((one) => ({ value: one.kind, label: one.label }))}
        value={kind ?? null}
        onChange={(next: string | null | undefined) => set("kind", next ?? undefined)}
      />
      <Select
        style={{ width: 160 }}
        allowClear
        aria-label={t("state")}
        placeholder={t("any_state")}
        options={STATES.map((value) => ({ value, label: t(`state_${value}`) }))}
        value={state ?? null}
        onChange={(next: string | null | undefined) => set("state", next ?? undefined)}
      />
    </div>
  );
}

/** What has left the house as a file: which list, who, when and why. */
export function Exports() {
  const t = useText(exportsTexts);
  const cursor = useCursor(PAGE);
  const filter = useFilter(cursor.reset);
  const [open, setOpen] = useState<string>();
  const toggle = (row: Export) => setOpen(open === row.export_id ? undefined : row.export_id);
  const columns = useColumns(open, toggle);
  const { kind, state, mine } = filter;
  const query = { kind, state, ...(mine ? { mine: "true" as const } : {}), limit: PAGE, cursor: cursor.cursor };
  const list = useApi("GET /v1/exports", { query }, { refreshSeconds: 15 });
  return (
    <>
      <PageHead title={t("page_title")} note={t("page_note")} />
      <Card label={t("page_title")}>
        <FilterRow {...filter} />
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} />
            ) : (
              <>
                <LedgerTable
                  label={t("page_title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.export_id}
                  onOpen={toggle}
                  detail={(row) => (open === row.export_id ? <Detail row={row} /> : null)}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
    </>
  );
}
