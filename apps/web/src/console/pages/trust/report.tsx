import { App, Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { PrivacyReport } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { dateOf, number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { program } from "../../../i18n/texts/points-program.ts";
import { consentsPage, reportPage } from "../../../i18n/texts/trust.ts";
import { Card, PageHead, Sep } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { useToday } from "../../today.ts";
import { useActorName } from "../adjustments/staff-name.ts";
import { useTrustWord } from "./consents.tsx";
import { Incidents } from "./incidents.tsx";
import "./trust.css";

type Rows<Name extends "requests" | "coverage" | "reveals" | "actions" | "inventory"> = PrivacyReport[Name][number];

function Requests({ rows }: { rows: Rows<"requests">[] }) {
  const t = useText(reportPage);
  const word = useTrustWord();
  const count = (key: "received" | "open" | "done" | "refused" | "extended" | "late"): Column<Rows<"requests">> => ({
    key,
    head: t(key),
    width: 96,
    numeric: true,
    cell: (row) => (key === "late" && row.late > 0 ? <b className="warn">{number(row.late)}</b> : number(row[key])),
  });
  const columns: Column<Rows<"requests">>[] = [
    { key: "kind", head: t("kind"), cell: (row) => word(row.kind) },
    count("received"),
    count("open"),
    count("done"),
    count("refused"),
    count("extended"),
    count("late"),
  ];
  return (
    <Card title={t("requests")}>
      {rows.length === 0 ? (
        <p className="note-line">{t("none")}</p>
      ) : (
        <LedgerTable compact label={t("requests")} columns={columns} rows={rows} rowKey={(row) => row.kind} />
      )}
    </Card>
  );
}

function Coverage({ rows }: { rows: Rows<"coverage">[] }) {
  const t = useText(reportPage);
  const c = useText(consentsPage);
  const word = useTrustWord();
  const columns: Column<Rows<"coverage">>[] = [
    { key: "purpose", head: c("purpose"), cell: (row) => word(row.purpose) },
    { key: "version", head: c("version"), width: 144, cell: (row) => row.text_version },
    { key: "state", head: t("state"), width: 128, cell: (row) => word(row.state) },
    { key: "people", head: t("people"), width: 112, numeric: true, cell: (row) => number(row.people) },
  ];
  const key = (row: Rows<"coverage">) => `${row.purpose} ${row.text_version} ${row.state}`;
  return (
    <Card title={t("consents")}>
      {rows.length === 0 ? (
        <p className="note-line">{t("none")}</p>
      ) : (
        <LedgerTable compact label={t("consents")} columns={columns} rows={rows} rowKey={key} />
      )}
    </Card>
  );
}

function Looks({ report }: { report: PrivacyReport }) {
  const t = useText(reportPage);
  const word = useTrustWord();
  const name = useActorName();
  const { staff } = useSession();
  // Printed and filed: whoever reads it is not "me".
  const who = ({ actor, actor_id }: Rows<"reveals">) =>
    actor !== "api_key" && actor_id === staff.staff_id
      ? staff.name
      : name(actor === "api_key" ? { key_id: actor_id ?? "" } : { staff_id: actor_id ?? "" });
  const reveals: Column<Rows<"reveals">>[] = [
    { key: "who", head: t("who"), cell: who },
    { key: "people", head: t("people"), width: 112, numeric: true, cell: (row) => number(row.people) },
    { key: "times", head: t("times"), width: 112, numeric: true, cell: (row) => number(row.count) },
  ];
  return (
    <>
      <Card title={t("reveals")}>
        {report.reveals.length === 0 ? (
          <p className="note-line">{t("none")}</p>
        ) : (
          <LedgerTable
            compact
            label={t("reveals")}
            columns={reveals}
            rows={report.reveals}
            rowKey={(row) => `${row.actor} ${row.actor_id}`}
          />
        )}
      </Card>
      <Card title={t("actions")}>
        {report.actions.length === 0 ? <p className="note-line">{t("none")}</p> : null}
        {report.actions.length > 0 ? (
          <dl className="facts">
            {report.actions.map(({ action, count }) => [
              <dt key={action}>{word(action)}</dt>,
              <dd key={`${action} count`}>{number(count)}</dd>,
            ])}
          </dl>
        ) : null}
      </Card>
    </>
  );
}

function Upkeep({ report }: { report: PrivacyReport }) {
  const t = useText(reportPage);
  const p = useText(program);
  const word = useTrustWord();
  return (
    <>
      <Incidents incidents={report.incidents} />
      <Card title={t("retention")} note={t("runs", { count: report.retention.runs.length })}>
        <dl className="facts">
          {report.retention.rules.map(({ data_class, days }) => [
            <dt key={data_class}>{word(data_class)}</dt>,
            <dd key={`${data_class} days`}>{p("days", { days })}</dd>,
          ])}
        </dl>
      </Card>
    </>
  );
}

function Keys({ keys }: { keys: PrivacyReport["keys"] }) {
  const t = useText(reportPage);
  const may = useMay();
  const advice = useAdvice();
  const { message } = App.useApp();
  const rotate = useSend("POST /v1/privacy/key_rotations", ["GET /v1/privacy/report"]);
  const old = keys.old_seals.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <Card title={t("keys")}>
      <div className="trust-pad">
        <p>
          {t("key_current", { version: keys.current_version })}
          {keys.since ? (
            <span className="mut">
              <Sep />
              {t("key_since", { date: dateOf(keys.since) })}
            </span>
          ) : null}
        </p>
        <p className={old > 0 ? "warn" : "mut"}>{old > 0 ? t("key_old", { rows: old }) : t("key_clean")}</p>
        {old > 0 && may("privacy:write") ? (
          <Button
            loading={rotate.isPending}
            onClick={() => rotate.mutate({}, { onError: (error) => void message.error(advice(error), 6) })}
          >
            {t("rotate")}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

function Inventory({ rows }: { rows: Rows<"inventory">[] }) {
  const t = useText(reportPage);
  const word = useTrustWord();
  const sealed = (row: Rows<"inventory">) => row.encrypted.join(", ") || "—";
  const columns: Column<Rows<"inventory">>[] = [
    { key: "table", head: t("table"), width: 240, cell: (row) => row.table },
    { key: "fate", head: t("fate"), width: 144, cell: (row) => word(row.fate) },
    { key: "encrypted", head: t("encrypted"), tone: "mut", cell: sealed, title: sealed },
  ];
  return (
    <Card title={t("inventory")}>
      <LedgerTable compact label={t("inventory")} columns={columns} rows={rows} rowKey={(row) => row.table} />
    </Card>
  );
}

export function Report() {
  const t = useText(reportPage);
  const today = useToday();
  const [chosen, setChosen] = useState<{ from: string; to: string }>();
  const period = chosen ?? { from: `${today.slice(0, 4)}-01-01`, to: today };
  const report = useApi("GET /v1/privacy/report", { query: period });
  return (
    <div className="trust-report">
      <PageHead title={t("title")} note={t("note")}>
        <DatePicker.RangePicker
          aria-label={t("period")}
          allowClear={false}
          value={[dayjs(period.from), dayjs(period.to)]}
          onChange={(range) => {
            const [from, to] = range ?? [];
            if (from && to) setChosen({ from: from.format("YYYY-MM-DD"), to: to.format("YYYY-MM-DD") });
          }}
        />
        <Button type="primary" onClick={() => print()}>
          {t("print")}
        </Button>
      </PageHead>
      <QueryView query={report}>
        {(data) => (
          <div className="stack">
            <p className="mut">
              {t("made", { tenant: data.tenant, at: stamp(data.made_at) })}
              <Sep />
              {data.from} – {data.to}
            </p>
            <Requests rows={data.requests} />
            <div className="trust-pair">
              <Coverage rows={data.coverage} />
              <Looks report={data} />
              <Upkeep report={data} />
              <Keys keys={data.keys} />
            </div>
            <Inventory rows={data.inventory} />
          </div>
        )}
      </QueryView>
    </div>
  );
}
