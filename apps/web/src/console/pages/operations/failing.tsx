import { App, Button } from "antd";
import type { Routes } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { operations } from "../../../i18n/texts/operations.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import type { Health } from "./operations.tsx";

type Timer = Routes["GET /v1/operations/timers"]["response"]["data"][number];

export function Timers() {
  const t = useText(operations);
  const may = useMay();
  const advice = useAdvice();
  const { message } = App.useApp();
  const timers = useApi("GET /v1/operations/timers", { query: { limit: 50 } }, { refreshSeconds: 10 });
  const retry = useSend("POST /v1/operations/timers/retry", ["GET /v1/operations/timers", "GET /v1/operations/health"]);
  const retryAll = () =>
    retry.mutate(
      { body: {} },
      {
        onSuccess: ({ timers: count }) => void message.success(t("retried", { count })),
        onError: (error) => void message.error(advice(error)),
      },
    );
  const columns: Column<Timer>[] = [
    { key: "kind", head: t("task"), width: 176, cell: (r) => r.kind, title: (r) => r.kind },
    { key: "key", head: t("key"), width: 200, tone: "mut", cell: (r) => r.key, title: (r) => r.key },
    { key: "due", head: t("due"), width: 112, cell: (r) => stamp(r.due_at) },
    { key: "attempts", head: t("attempts"), width: 72, numeric: true, cell: (r) => number(r.attempts) },
    { key: "next", head: t("next_try"), width: 112, cell: (r) => (r.next_try ? stamp(r.next_try) : t("at_once")) },
    { key: "error", head: t("error"), cell: (r) => r.error ?? "", title: (r) => r.error ?? "" },
  ];
  const some = (timers.data?.data.length ?? 0) > 0;
  const tools =
    some && may("jobs:write") ? (
      <Button size="small" onClick={retryAll} loading={retry.isPending}>
        {t("retry_all")}
      </Button>
    ) : null;
  return (
    <Card title={t("timers")} note={t("timers_note")} tools={tools}>
      <QueryView query={timers}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState compact title={t("no_timers")} reason={t("no_timers_why")} />
          ) : (
            <LedgerTable label={t("timers")} columns={columns} rows={data} rowKey={(r) => `${r.kind} ${r.key}`} />
          )
        }
      </QueryView>
    </Card>
  );
}

export function FailedJobs({ jobs }: { jobs: Health["failed_jobs"] }) {
  const t = useText(operations);
  const columns: Column<Health["failed_jobs"][number]>[] = [
    { key: "task", head: t("task"), width: 200, cell: (r) => r.task, title: (r) => r.task },
    { key: "count", head: t("count"), width: 72, numeric: true, cell: (r) => number(r.jobs) },
    { key: "time", head: t("since"), width: 112, cell: (r) => stamp(r.last_failed_at) },
    { key: "error", head: t("error"), cell: (r) => r.error ?? "", title: (r) => r.error ?? "" },
  ];
  return (
    <Card title={t("failed_jobs")}>
      <LedgerTable label={t("failed_jobs")} columns={columns} rows={jobs} rowKey={(r) => r.task} />
    </Card>
  );
}
