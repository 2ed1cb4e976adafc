import { App, Button, InputNumber, Modal } from "antd";
import { useState } from "react";
import type { RetentionRule, RetentionRun } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { retentionPage } from "../../../i18n/texts/trust.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { useTrustWord } from "./consents.tsx";

function DaysDialog({ rule, onClose }: { rule: RetentionRule; onClose: () => void }) {
  const t = useText(retentionPage);
  const c = useText(everyday);
  const word = useTrustWord();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [days, setDays] = useState(rule.days);
  const send = useSend("PUT /v1/privacy/retention/{data_class}", ["GET /v1/privacy/retention"]);
  const save = () =>
    send.mutate(
      { path: { data_class: rule.data_class }, body: { days, version: rule.version } },
      {
        onSuccess: () => {
          void message.success(t("saved"));
          onClose();
        },
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  return (
    <Modal
      open
      width={400}
      title={word(rule.data_class)}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={save}
      onCancel={onClose}
    >
      <InputNumber
        autoFocus
        aria-label={t("days")}
        min={rule.least_days}
        max={36_500}
        precision={0}
        value={days}
        onChange={(value) => setDays(value ?? rule.days)}
      />{" "}
      {t("unit")}
      <p className="s mut">
        {t("least")} {number(rule.least_days)} {t("unit")}
      </p>
    </Modal>
  );
}

type Line = RetentionRun["results"][number] & Pick<RetentionRun, "run_id" | "started_at" | "dry_run">;

export function Retention() {
  const t = useText(retentionPage);
  const may = useMay();
  const word = useTrustWord();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<RetentionRule>();
  const retention = useApi("GET /v1/privacy/retention", {});
  const dry = useSend("POST /v1/privacy/retention/dry_runs", ["GET /v1/privacy/retention"]);
  const rules: Column<RetentionRule>[] = [
    { key: "class", head: t("data_class"), cell: (row) => word(row.data_class) },
    { key: "days", head: t("days"), width: 136, numeric: true, cell: (row) => number(row.days) },
    { key: "least", head: t("least"), width: 120, numeric: true, tone: "mut", cell: (row) => number(row.least_days) },
    {
      key: "edit",
      head: "",
      width: 104,
      numeric: true,
      cell: (row) =>
        may("privacy:write") ? (
          <Button size="small" onClick={() => setEditing(row)}>
            {t("edit")}
          </Button>
        ) : null,
    },
  ];
  const runs: Column<Line>[] = [
    { key: "at", head: t("at"), width: 136, cell: (row) => stamp(row.started_at) },
    {
      key: "kind",
      head: t("kind"),
      width: 128,
      cell: (row) => (
        <StateMark mark={row.dry_run ? "draft" : "live"}>{t(row.dry_run ? "dry_run" : "real_run")}</StateMark>
      ),
    },
    { key: "class", head: t("data_class"), cell: (row) => word(row.data_class) },
    { key: "before", head: t("before"), width: 136, tone: "mut", cell: (row) => stamp(row.before) },
    { key: "rows", head: t("rows"), width: 104, numeric: true, cell: (row) => number(row.rows) },
  ];
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("privacy:write") ? (
          <Button
            loading={dry.isPending}
            onClick={() => dry.mutate({}, { onError: (error) => void message.error(advice(error), 6) })}
          >
            {t("dry")}
          </Button>
        ) : null}
      </PageHead>
      <QueryView query={retention}>
        {(data) => {
          const lines = data.runs.flatMap(({ results, ...run }) => results.map((one) => ({ ...run, ...one })));
          return (
            <div className="stack">
              <Card label={t("title")}>
                <LedgerTable label={t("title")} columns={rules} rows={data.rules} rowKey={(row) => row.data_class} />
              </Card>
              <Card title={t("runs")}>
                {lines.length === 0 ? (
                  <EmptyState compact title={t("none")} reason={t("none_why")} />
                ) : (
                  <LedgerTable
                    label={t("runs")}
                    columns={runs}
                    rows={lines}
                    rowKey={(row) => `${row.run_id} ${row.data_class}`}
                  />
                )}
              </Card>
            </div>
          );
        }}
      </QueryView>
      {editing ? <DaysDialog rule={editing} onClose={() => setEditing(undefined)} /> : null}
    </>
  );
}
