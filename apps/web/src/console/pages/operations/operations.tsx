// How the installation is: what needs somebody, backups and drills, what failed.
import type { Routes } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { consumerNames, operationAdvice, operationParts, operations } from "../../../i18n/texts/operations.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Backups } from "./backups.tsx";
import { FailedJobs, Timers } from "./failing.tsx";
import "./operations.css";

export type Health = Routes["GET /v1/operations/health"]["response"];
type Part = Health["parts"][number];

const MIB = 1024 * 1024;
const marks: Record<Part["state"], Mark> = { ok: "live", attention: "warn", down: "bad" };

export function Operations() {
  const t = useText(operations);
  const health = useApi("GET /v1/operations/health", {}, { refreshSeconds: 10 });
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {health.data ? <StateMark mark={marks[health.data.state]}>{t(health.data.state)}</StateMark> : null}
      </PageHead>
      <div className="operations">
        <Card title={t("parts")}>
          <QueryView query={health}>{({ parts }) => <Parts parts={parts} />}</QueryView>
        </Card>
        <div className="operations__side">
          <Card title={t("versions")}>
            <QueryView query={health}>{(data) => <Versions health={data} />}</QueryView>
          </Card>
          <Card title={t("consumers")}>
            <QueryView query={health}>{({ consumers }) => <Consumers consumers={consumers} />}</QueryView>
          </Card>
        </div>
      </div>
      <div className="operations__rest">
        <Backups />
        <Timers />
        {health.data && health.data.failed_jobs.length > 0 ? <FailedJobs jobs={health.data.failed_jobs} /> : null}
      </div>
    </>
  );
}

function Parts({ parts }: { parts: Part[] }) {
  const t = useText(operations);
  const language = useLanguage();
  const name = (part: Part) => lookup(operationParts, part.part, language) ?? part.part;
  const advice = (part: Part) => (part.state === "ok" ? "" : (lookup(operationAdvice, part.part, language) ?? ""));
  const figure = ({ part, value }: Part) => {
    if (value === null) return "—";
    if (part === "drill") return t("seconds", { seconds: (value / 1000).toFixed(1) });
    return part === "shipping" ? t("seconds", { seconds: value.toFixed(1) }) : number(value);
  };
  const columns: Column<Part>[] = [
    { key: "part", head: t("part"), width: 168, cell: name },
    {
      key: "state",
      head: t("state"),
      width: 168,
      cell: (p) => <StateMark mark={marks[p.state]}>{t(p.state)}</StateMark>,
    },
    { key: "figure", head: t("figure"), width: 80, numeric: true, cell: figure },
    { key: "since", head: t("since"), width: 112, tone: "mut", cell: (p) => (p.at ? stamp(p.at) : "—") },
    { key: "advice", head: t("advice"), cell: advice, title: advice },
  ];
  return <LedgerTable compact label={t("parts")} columns={columns} rows={parts} rowKey={(p) => p.part} />;
}

function Versions({ health }: { health: Health }) {
  const t = useText(operations);
  const { program, node, postgres, started_at } = health.versions;
  const rows = [
    [t("program"), program],
    [t("node"), node],
    [t("postgres"), postgres],
    [t("started_at"), stamp(started_at)],
    [t("database_size"), t("mib", { size: number(health.database_bytes / MIB) })],
  ] as const;
  return (
    <dl className="operations__facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="mut">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Consumers({ consumers }: { consumers: Health["consumers"] }) {
  const t = useText(operations);
  const language = useLanguage();
  const columns: Column<Health["consumers"][number]>[] = [
    {
      key: "name",
      head: t("consumer"),
      cell: (c) => lookup(consumerNames, c.name, language) ?? c.name,
      title: (c) => c.name,
    },
    { key: "behind", head: t("behind"), width: 112, numeric: true, cell: (c) => number(c.behind_events) },
  ];
  return <LedgerTable compact label={t("consumers")} columns={columns} rows={consumers} rowKey={(c) => c.name} />;
}
