import { App, Button, Input, Switch } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { JobSchedule } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { jobs as texts } from "../../../i18n/texts/jobs.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";

function Time({ row, onChange }: { row: JobSchedule; onChange: (change: Partial<JobSchedule>) => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const [cron, setCron] = useState(row.cron);
  return (
    <span className="row-acts">
      <Input
        aria-label={`${t("when")} ${row.label}`}
        style={{ width: 144 }}
        value={cron}
        maxLength={60}
        onChange={(event) => setCron(event.target.value)}
      />
      {cron === row.cron ? null : <Button onClick={() => onChange({ cron })}>{c("save")}</Button>}
    </span>
  );
}

/** Work that starts by itself, on the group's own clock. */
export function Schedules() {
  const t = useText(texts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const mayChange = useMay()("jobs:write");
  const list = useApi("GET /v1/job_schedules", {});
  const send = useSend("PUT /v1/job_schedules/{kind}", ["GET /v1/job_schedules"]);
  const change = (row: JobSchedule, set: Partial<JobSchedule>) => {
    const { cron, enabled, version } = { ...row, ...set };
    send.mutate(
      { path: { kind: row.kind }, body: { cron, enabled, version } },
      {
        onSuccess: () => void message.success(t("saved")),
        onError: (error: Failure) => void message.error(advice(error)),
      },
    );
  };
  const columns: Column<JobSchedule>[] = [
    { key: "job", head: t("job"), cell: (row) => row.label, title: (row) => row.label },
    {
      key: "when",
      head: t("when"),
      width: 288,
      cell: (row) =>
        mayChange ? <Time key={row.version} row={row} onChange={(set) => change(row, set)} /> : <code>{row.cron}</code>,
    },
    { key: "zone", head: t("zone"), width: 144, cell: (row) => row.time_zone },
    {
      key: "next",
      head: t("next"),
      width: 176,
      cell: (row) => (row.enabled ? stamp(row.next_at) : ""),
    },
    {
      key: "on",
      head: t("on"),
      width: 88,
      cell: (row) => (
        <Switch
          size="small"
          aria-label={`${t("on")} ${row.label}`}
          checked={row.enabled}
          disabled={!mayChange}
          onChange={(enabled) => change(row, { enabled })}
        />
      ),
    },
  ];
  return (
    <Card label={t("schedules")}>
      <QueryView query={list}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t("no_schedules")} reason={t("no_schedules_why")} />
          ) : (
            <LedgerTable label={t("schedules")} columns={columns} rows={data} rowKey={(row) => row.kind} />
          )
        }
      </QueryView>
    </Card>
  );
}
