import { App, Button } from "antd";
import type { Failure } from "../../../api/client.ts";
import type { Import, Job } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card } from "../../../ui/card.tsx";
import { Metric } from "../../../ui/metric.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { Problems } from "./problems.tsx";
import type { Step } from "./steps.tsx";
import { unchangedOf } from "./unchanged.ts";
import { UnderWay } from "./under-way.tsx";

export interface StepProps {
  row: Import;
  /** The newest, as it stands this second. */
  job: Job | null;
  labelOf: (field: string | null) => string;
  onGo: (step?: Step) => void;
}

function Figures({ job }: { job: Job }) {
  const t = useText(importsTexts);
  const known = unchangedOf(job);
  return (
    <section className="card metrics" aria-label={t("step_check")}>
      <Metric name={t("rows")} figure={number(job.done)} />
      <Metric name={t("fresh")} figure={number(job.ok - known)} />
      <Metric name={t("known")} definition={t("known_why")} figure={number(known)} />
      <Metric name={t("faulty")} definition={t("faulty_why")} figure={number(job.failed)} />
    </section>
  );
}

function Acts({ row, job, onGo }: { row: Import; job: Job; onGo: StepProps["onGo"] }) {
  const t = useText(importsTexts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const refreshes = ["GET /v1/imports/{import_id}", "GET /v1/imports"] as const;
  const start = useSend("POST /v1/imports/{import_id}/start", [...refreshes]);
  const check = useSend("POST /v1/imports/{import_id}/check", [...refreshes]);
  const path = { import_id: row.import_id };
  const told = { onError: (error: Failure) => void message.error(advice(error)), onSuccess: () => onGo() };
  const is_checked = row.state === "checked";
  const words = () => {
    if (!is_checked) return null;
    if (job.ok === 0) return t("nothing_to_start");
    return job.failed === 0 ? t("all_good") : t("some_good", { count: number(job.failed) });
  };
  return (
    <div className="import-foot">
      <p>{words()}</p>
      <Button onClick={() => onGo("map")}>{t("change_columns")}</Button>
      <Button
        type={is_checked ? "default" : "primary"}
        loading={check.isPending}
        onClick={() => check.mutate({ path }, told)}
      >
        {t("check_again")}
      </Button>
      {is_checked ? (
        <Button
          type="primary"
          disabled={job.ok === 0}
          loading={start.isPending}
          onClick={() => start.mutate({ path }, told)}
        >
          {t("start", { count: number(job.ok) })}
        </Button>
      ) : null}
    </div>
  );
}

/** The third step: what a run would do, before it does. */
export function CheckStep({ row, job: newest, labelOf, onGo }: StepProps) {
  const t = useText(importsTexts);
  const job = newest?.kind === "import.check" ? newest : row.jobs.find(({ kind }) => kind === "import.check");
  if (!job) return null;
  if (job.ended_at === null) return <UnderWay job={job} words={t("checking_now")} />;
  const mayGoOn = row.created_by.mine && row.kept_until !== null && ["mapped", "checked"].includes(row.state);
  const acts = mayGoOn ? <Acts row={row} job={job} onGo={onGo} /> : null;
  if (job.state !== "done")
    return (
      <Card label={t("check_stopped")}>
        <EmptyState title={t("check_stopped")} reason={job.error?.detail ?? t("check_stopped_why")} />
        {acts}
      </Card>
    );
  return (
    <>
      <Figures job={job} />
      {acts ? <Card label={t("step_check")}>{acts}</Card> : null}
      {job.failed > 0 ? <Problems row={row} job={job} labelOf={labelOf} /> : null}
    </>
  );
}
