import { Button, Select } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import type { ImportHead } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { JobProgress } from "../../jobs/job-progress.tsx";
import { useJob } from "../../jobs/use-jobs.ts";
import "../../jobs/jobs.css";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { ImportState } from "./import-state.tsx";

const PAGE = 25;

function Progress({ row }: { row: ImportHead }) {
  const job = useJob(row.job);
  return job ? <JobProgress job={job} /> : null;
}

function useColumns(): Column<ImportHead>[] {
  const t = useText(importsTexts);
  const by = ({ created_by: { mine, name } }: ImportHead) => (mine ? t("me") : (name ?? "—"));
  return [
    { key: "file", head: t("file"), cell: (row) => <b className="med">{row.name}</b>, title: (row) => row.name },
    { key: "kind", head: t("kind"), width: 96, cell: (row) => row.label, title: (row) => row.label },
    { key: "state", head: t("state"), width: 136, cell: (row) => <ImportState row={row} /> },
    { key: "amount", head: t("amount"), width: 264, cell: (row) => <Progress row={row} /> },
    { key: "by", head: t("by"), width: 136, tone: "mut", cell: by, title: by },
    { key: "at", head: t("at"), width: 128, cell: (row) => <span className="nw">{stamp(row.created_at)}</span> },
  ];
}

/** Every file that was brought in, and how it stands. */
export function Imports() {
  const t = useText(importsTexts);
  const navigate = useNavigate();
  const seesAll = useMay()("jobs:read");
  const [params, setParams] = useSearchParams();
  const whose = params.get("show") === "mine" ? "mine" : "all";
  const cursor = useCursor(PAGE);
  const kinds = useApi("GET /v1/import_kinds", {}).data?.data ?? [];
  const kind = params.get("kind") ?? undefined;
  const set = (name: "show" | "kind", value: string | undefined) => {
    cursor.reset();
    const after = new URLSearchParams(params);
    after.delete("cursor");
    if (value === undefined) after.delete(name);
    else after.set(name, value);
    setParams(after);
  };
  const query = { kind, ...(whose === "mine" ? { mine: "true" as const } : {}), limit: PAGE, cursor: cursor.cursor };
  const list = useApi("GET /v1/imports", { query }, { refreshSeconds: 30 });
  const columns = useColumns();
  const begin = (
    <Button type="primary" onClick={() => void navigate(`/platform/imports/new${kind ? `?kind=${kind}` : ""}`)}>
      <Icon name="plus" />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {kinds.length > 1 ? (
          <Select
            style={{ width: 136 }}
            allowClear
            aria-label={t("kind")}
            placeholder={t("any_kind")}
            options={kinds.map(({ kind: value, label }) => ({ value, label }))}
            value={kind ?? null}
            onChange={(next: string | null | undefined) => set("kind", next ?? undefined)}
          />
        ) : null}
        {seesAll ? (
          <Seg
            label={t("whose")}
            value={whose}
            onChange={(show) => set("show", show === "mine" ? show : undefined)}
            choices={(["all", "mine"] as const).map((value) => ({ value, label: t(value) }))}
          />
        ) : null}
        {begin}
      </PageHead>
      <Card label={t("title")}>
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} action={begin} />
            ) : (
              <>
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.import_id}
                  onOpen={(row) => void navigate(`/platform/imports/${row.import_id}`)}
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
