import { App, Button, Popconfirm } from "antd";
import type { Failure } from "../../api/client.ts";
import type { Job } from "../../api/contract.ts";
import { useSend } from "../../api/query.ts";
import { useText } from "../../i18n/language.ts";
import { jobs as texts } from "../../i18n/texts/jobs.ts";
import { useAdvice } from "../../ui/states.tsx";

const REFRESHES = ["GET /v1/jobs", "GET /v1/members/bulk_operations"] as const;

/** What an export has made, for whoever asked for it. */
function ExportFile({ job }: { job: Job }) {
  const t = useText(texts);
  const { file_id } = (job.result ?? {}) as { file_id?: unknown };
  if (job.kind !== "exports.run" || !job.mine || typeof file_id !== "string") return null;
  return (
    <a className="s" href={`/v1/files/${file_id}/content`} download>
      {t("download")}
    </a>
  );
}

/** What can be done with a job now. */
export function JobActs({ job }: { job: Job }) {
  const t = useText(texts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const pause = useSend("POST /v1/jobs/{job_id}/pause", [...REFRESHES]);
  const resume = useSend("POST /v1/jobs/{job_id}/resume", [...REFRESHES]);
  const cancel = useSend("POST /v1/jobs/{job_id}/cancel", [...REFRESHES]);
  const retry = useSend("POST /v1/jobs/{job_id}/retry_failed", [...REFRESHES]);
  const path = { job_id: job.job_id };
  const onError = (error: Failure) => void message.error(advice(error));
  const again = () =>
    retry.mutate({ path }, { onSuccess: () => void message.success(t("retry_begun", { count: job.failed })), onError });
  return (
    <span className="job__acts">
      {job.can_pause ? (
        <Button size="small" loading={pause.isPending} onClick={() => pause.mutate({ path }, { onError })}>
          {t("pause")}
        </Button>
      ) : null}
      {job.state === "paused" || job.state === "failed" ? (
        <Button size="small" loading={resume.isPending} onClick={() => resume.mutate({ path }, { onError })}>
          {job.state === "paused" ? t("resume") : t("again")}
        </Button>
      ) : null}
      {job.can_retry ? (
        <Button size="small" loading={retry.isPending} onClick={again}>
          {t("retry_failed", { count: job.failed })}
        </Button>
      ) : null}
      {job.retry_job_id ? <span className="s mut">{t("retried")}</span> : null}
      {job.failed > 0 && job.mine ? (
        <a className="s" href={`/v1/jobs/${job.job_id}/failures_file`} download>
          {t("failures_file")}
        </a>
      ) : null}
      <ExportFile job={job} />
      {job.can_cancel ? (
        <Popconfirm
          title={t("cancel_sure")}
          okText={t("cancel")}
          onConfirm={() => cancel.mutate({ path }, { onError })}
        >
          <Button size="small" type="text" loading={cancel.isPending}>
            {t("cancel")}
          </Button>
        </Popconfirm>
      ) : null}
    </span>
  );
}
