import { App, Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Failure } from "../../../api/client.ts";
import type { Import, Job } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Metric } from "../../../ui/metric.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { JobActs } from "../../jobs/job-acts.tsx";
import type { StepProps } from "./check-step.tsx";
import { Problems } from "./problems.tsx";
import { UndoDialog } from "./undo-dialog.tsx";
import { UnderWay } from "./under-way.tsx";
import { unchangedOf } from "./unchanged.ts";

/** Over all its runs: what the first made, and what retries of the failed made of the rest. */
function RunFigures({ runs }: { runs: Job[] }) {
  const t = useText(importsTexts);
  const sum = (of: (job: Job) => number) => runs.reduce((total, job) => total + of(job), 0);
  const known = sum(unchangedOf);
  const first = runs.at(-1);
  return (
    <section className="card metrics" aria-label={t("step_result")}>
      <Metric name={t("rows")} figure={number(first?.total ?? first?.done ?? 0)} />
      <Metric name={t("made")} figure={number(sum(({ ok }) => ok) - known)} />
      <Metric name={t("known")} definition={t("known_why")} figure={number(known)} />
      <Metric name={t("failed")} definition={t("faulty_why")} figure={number(runs[0]?.failed ?? 0)} />
    </section>
  );
}

function UndoFigures({ undos }: { undos: Job[] }) {
  const t = useText(importsTexts);
  const taken = undos.reduce((total, { ok }) => total + ok, 0);
  return (
    <section className="card metrics two" aria-label={t("undone")}>
      <Metric name={t("taken_back")} figure={number(taken)} />
      <Metric name={t("kept")} definition={t("kept_why")} figure={number(undos[0]?.failed ?? 0)} />
    </section>
  );
}

function Retry({ run }: { run: Job }) {
  const t = useText(importsTexts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const retry = useSend("POST /v1/jobs/{job_id}/retry_failed", ["GET /v1/imports/{import_id}", "GET /v1/imports"]);
  const onError = (error: Failure) => void message.error(advice(error));
  return (
    <Button
      title={t("retry_first")}
      loading={retry.isPending}
      onClick={() => retry.mutate({ path: { job_id: run.job_id } }, { onError })}
    >
      {t("retry", { count: number(run.failed) })}
    </Button>
  );
}

/** Another import of the same file: to match its columns differently. */
function OnceMore({ row, file_id }: { row: Import; file_id: string }) {
  const t = useText(importsTexts);
  const advice = useAdvice();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const create = useSend("POST /v1/imports", ["GET /v1/imports"]);
  const begin = () =>
    create.mutate(
      { body: { kind: row.kind, file_id } },
      {
        onSuccess: ({ import_id }) => void navigate(`/platform/imports/${import_id}`),
        onError: (error: Failure) => void message.error(advice(error)),
      },
    );
  return (
    <Button loading={create.isPending} onClick={begin}>
      {t("once_more")}
    </Button>
  );
}

function Acts({ row, run, onGo }: { row: Import; run: Job | undefined; onGo: StepProps["onGo"] }) {
  const t = useText(importsTexts);
  const may = useMay();
  const [undoing, setUndoing] = useState(false);
  const is_done = row.state === "done";
  const mayUndo = is_done && row.can_undo && (row.created_by.mine || may("jobs:write"));
  const mayRetry = is_done && row.file_id !== null && (run?.failed ?? 0) > 0;
  return (
    <div className="import-foot">
      <p>{is_done ? (row.can_undo ? t("done_note") : null) : t("undone_note")}</p>
      {row.kind === "members" ? <Link to="/members">{t("to_members")}</Link> : null}
      {mayUndo ? (
        <Button danger onClick={() => setUndoing(true)}>
          <Icon name="undo" />
          {t("undo")}
        </Button>
      ) : null}
      {mayRetry && run ? (
        <>
          <Button onClick={() => onGo("map")}>{t("change_columns")}</Button>
          <Retry run={run} />
        </>
      ) : null}
      {!is_done && row.file_id !== null ? <OnceMore row={row} file_id={row.file_id} /> : null}
      {undoing ? <UndoDialog import_id={row.import_id} onClose={() => setUndoing(false)} /> : null}
    </div>
  );
}

function Stopped({ job }: { job: Job }) {
  const t = useText(importsTexts);
  return (
    <Card label={t("result_stopped")}>
      <div className="import-under-way" role="status">
        <b className="med">{t("result_stopped")}</b>
        <p className="mut">{job.error?.detail ?? t("result_stopped_why")}</p>
        <JobActs job={job} />
      </div>
    </Card>
  );
}

/** The last step: what came of it, what did not, and the way back. */
export function ResultStep({ row, job, labelOf, onGo }: StepProps) {
  const t = useText(importsTexts);
  if (!job) return null;
  if (job.ended_at === null)
    return <UnderWay job={job} words={t(row.state === "undoing" ? "undoing_now" : "running_now")} />;
  const runs = row.jobs.filter(({ kind }) => kind === "import.run");
  const undos = row.jobs.filter(({ kind }) => kind === "import.undo");
  return (
    <>
      {job.state === "done" ? null : <Stopped job={job} />}
      {undos.length > 0 ? <UndoFigures undos={undos} /> : null}
      <RunFigures runs={runs} />
      <Card label={t("step_result")}>
        <Acts row={row} run={runs[0]} onGo={onGo} />
      </Card>
      {job.failed > 0 ? <Problems row={row} job={job} labelOf={labelOf} /> : null}
    </>
  );
}
