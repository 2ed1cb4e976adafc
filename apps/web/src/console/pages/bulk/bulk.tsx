import { App, Button } from "antd";
import { useSearchParams } from "react-router";
import type { Failure } from "../../../api/client.ts";
import type { BulkOperation } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, percent, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { bulkTexts } from "../../../i18n/texts/members-find.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { JobActs } from "../../jobs/job-acts.tsx";
import { isOpen, useJob } from "../../jobs/use-jobs.ts";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";

const PAGE = 30;
const LIST = "GET /v1/members/bulk_operations" as const;

const MARKS: Record<BulkOperation["state"], Mark> = {
  waiting: "plan",
  running: "draft",
  done: "live",
  stopped: "warn",
  refused: "bad",
  undoing: "draft",
  undone: "off",
};

function Undo({ row }: { row: BulkOperation }) {
  const t = useText(bulkTexts);
  const c = useText(everyday);
  const may = useMay();
  const advice = useAdvice();
  const { message, modal } = App.useApp();
  const send = useSend("POST /v1/members/bulk_operations/{bulk_id}/undo", [LIST, "GET /v1/jobs"]);
  if (!row.can_undo || !may("members:write")) return null;
  const ask = () =>
    void modal.confirm({
      title: t("undo_title"),
      content: t("undo_why", { count: row.changed }),
      okText: t("undo"),
      cancelText: c("cancel"),
      onOk: () =>
        send
          .mutateAsync({ path: { bulk_id: row.bulk_id } })
          .then(() => void message.success(t("undo_begun")))
          .catch((error: Failure) => void message.error(advice(error))),
    });
  return (
    <Button size="small" onClick={ask}>
      {t("undo")}
    </Button>
  );
}

/** While it is under way, how far. */
function State({ row }: { row: BulkOperation }) {
  const t = useText(bulkTexts);
  const job = useJob(row.job);
  const share = job && isOpen(job) && job.total ? job.done / job.total : undefined;
  return (
    <StateMark mark={MARKS[row.state]}>
      {t(`state_${row.state}`)}
      {share === undefined ? null : <small className="mut tab"> {percent(share)}</small>}
    </StateMark>
  );
}

function useColumns(): Column<BulkOperation>[] {
  const t = useText(bulkTexts);
  const what = ({ action, target_name }: BulkOperation) =>
    [t(action), target_name ?? (action === "assign" ? t("nobody") : "")].filter(Boolean).join(" ");
  const who = (row: BulkOperation) => row.requested_by.name ?? "—";
  return [
    { key: "when", head: t("when"), width: 112, tone: "mut", cell: (row) => stamp(row.requested_at) },
    { key: "what", head: t("what"), width: 160, tone: "med", cell: what, title: what },
    { key: "reason", head: t("reason"), cell: (row) => row.reason, title: (row) => row.reason },
    { key: "people", head: t("people"), width: 72, numeric: true, cell: (row) => number(row.people) },
    { key: "changed", head: t("changed"), width: 80, numeric: true, cell: (row) => number(row.changed) },
    { key: "failed", head: t("failed"), width: 80, numeric: true, cell: (row) => number(row.failed) },
    { key: "who", head: t("who"), width: 104, tone: "mut", cell: who, title: who },
    {
      key: "state",
      head: t("state"),
      width: 128,
      cell: (row) => <State row={row} />,
    },
    {
      key: "acts",
      head: "",
      width: 312,
      cell: (row) => (
        <span className="bulk-acts">
          <Undo row={row} />
          {row.job ? <JobActs job={row.job} /> : null}
        </span>
      ),
    },
  ];
}

/** What was done to many members at once, and the way back. */
export function Bulk() {
  const t = useText(bulkTexts);
  const cursor = useCursor(PAGE);
  const columns = useColumns();
  const [params] = useSearchParams();
  const list = useApi(LIST, { query: { limit: PAGE, cursor: cursor.cursor } }, { refreshSeconds: 10 });
  return (
    <>
      <PageHead title={t("title")} note={t("note")} />
      <Card label={t("title")}>
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} />
            ) : (
              <>
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.bulk_id}
                  current={params.get("bulk") ?? undefined}
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
