import { useSearchParams } from "react-router";
import type { Job } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { secondsOf, shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { jobs as texts } from "../../../i18n/texts/jobs.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { JobActs } from "../../jobs/job-acts.tsx";
import { JobName } from "../../jobs/job-name.tsx";
import { JobProgress, JobState } from "../../jobs/job-progress.tsx";
import "../../jobs/jobs.css";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { Schedules } from "./schedules.tsx";

const PAGE = 25;
const FILTERS = { any: {}, open: { state: "open" }, dead: { state: "failed" }, mine: { mine: "true" } } as const;
type Filter = keyof typeof FILTERS;
const isFilter = (text: string | null): text is Filter => text !== null && text in FILTERS;

function useTook(): (job: Job) => string {
  const t = useText(texts);
  return ({ started_at, ended_at }) => {
    if (!started_at || !ended_at) return "";
    const seconds = Math.round((new Date(ended_at).getTime() - new Date(started_at).getTime()) / 1000);
    return seconds < 90 ? t("seconds", { count: seconds }) : t("minutes", { count: Math.round(seconds / 60) });
  };
}

function useColumns(): Column<Job>[] {
  const t = useText(texts);
  const took = useTook();
  const by = (job: Job) => {
    if (job.mine) return t("mine");
    return job.actor === "system" ? t("system") : job.actor === "api_key" ? t("a_key") : t("others");
  };
  return [
    {
      key: "job",
      head: t("job"),
      cell: (job) => <JobName job={job} />,
      title: (job) => `${job.label} ${job.title}`,
    },
    { key: "state", head: t("state"), width: 112, cell: (job) => <JobState job={job} /> },
    { key: "amount", head: t("amount"), width: 240, cell: (job) => <JobProgress job={job} /> },
    {
      key: "begun",
      head: t("begun"),
      width: 152,
      cell: (job) => {
        const at = job.started_at ?? job.created_at;
        return <span className="nw">{`${shortDate(at)} ${secondsOf(at)}`}</span>;
      },
    },
    { key: "took", head: t("took"), width: 88, numeric: true, cell: took },
    { key: "by", head: t("by"), width: 112, cell: by },
    { key: "acts", head: "", width: 264, cell: (job) => <JobActs job={job} /> },
  ];
}

function History() {
  const t = useText(texts);
  const [params, setParams] = useSearchParams();
  const given = params.get("show");
  const filter = isFilter(given) ? given : "any";
  const cursor = useCursor(PAGE);
  const columns = useColumns();
  const query = { ...FILTERS[filter], limit: PAGE, cursor: cursor.cursor };
  const list = useApi("GET /v1/jobs", { query }, { refreshSeconds: 5 });
  return (
    <Card label={t("history")}>
      <div className="filter-row">
        <Seg
          label={t("filter")}
          value={filter}
          onChange={(show) => setParams({ show })}
          choices={(["any", "open", "dead", "mine"] as const).map((value) => ({
            value,
            label: value === "mine" ? t("tray") : t(value),
          }))}
        />
      </div>
      <QueryView query={list}>
        {({ data, next_cursor }) =>
          data.length === 0 ? (
            <EmptyState title={t(filter === "any" ? "none" : "empty")} reason={t("empty_why")} />
          ) : (
            <>
              <LedgerTable label={t("history")} columns={columns} rows={data} rowKey={(job) => job.job_id} />
              <FootPager cursor={cursor} following={next_cursor} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}

/** Every long work: what runs, what came out, what is dead, and what starts by itself. */
export function Jobs() {
  const t = useText(texts);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const view = params.get("view") === "schedules" && may("jobs:read") ? "schedules" : "history";
  return (
    <>
      <PageHead title={t("title")}>
        {may("jobs:read") ? (
          <Seg
            label={t("view")}
            value={view}
            onChange={(next) => setParams(next === "schedules" ? { view: next } : {})}
            choices={(["history", "schedules"] as const).map((value) => ({ value, label: t(value) }))}
          />
        ) : null}
      </PageHead>
      {view === "schedules" ? <Schedules /> : <History />}
    </>
  );
}
