import type { z } from "zod";
import { findErrorSpec, type Language } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import { failureText } from "../failure-text.ts";
import { findJobKind } from "../job-kinds.ts";
import type { Job, JobFailure } from "../jobs.ts";
import type { JobSchedule } from "../schedules.ts";
import { canRetry } from "../steer-job.ts";
import type { zFailure, zJob, zSchedule } from "./schema.ts";

export interface Seen {
  actor_id: string | null;
  language: Language;
  now: Date;
}

const labelOf = (kind: string, language: Language) => findJobKind(kind)?.label[language] ?? kind;
const isOver = ({ ended_at }: Job) => ended_at !== null;

export function showJob({ actor_id, language, now }: Seen): (job: Job) => z.output<typeof zJob> {
  return (job) => ({
    job_id: toWireId("job", job.job_id),
    kind: job.kind,
    label: labelOf(job.kind, language),
    title: job.title,
    subject_id: job.subject_kind && job.subject_id ? toWireId(job.subject_kind, job.subject_id) : null,
    state: job.state,
    total: job.total,
    done: job.done,
    ok: job.ok,
    failed: job.failed,
    seconds_left: secondsLeft(job, now),
    can_pause: !isOver(job) && job.state !== "paused" && findJobKind(job.kind)?.pausable !== false,
    can_cancel: !isOver(job) && findJobKind(job.kind)?.cancelable !== false,
    can_retry: job.retry_job_id === null && canRetry(job),
    retry_job_id: job.retry_job_id && toWireId("job", job.retry_job_id),
    result: job.result,
    error: job.error_code === null || job.state === "done" ? null : errorOf(job, language),
    actor: job.actor,
    mine: job.actor_id !== null && job.actor_id === actor_id,
    created_at: job.created_at.toISOString(),
    started_at: job.started_at?.toISOString() ?? null,
    ended_at: job.ended_at?.toISOString() ?? null,
  });
}

/** By the work done since the run began or went on: a night's pause says nothing about speed. */
function secondsLeft({ state, total, done, run_started_at, run_started_done }: Job, now: Date): number | null {
  const worked = done - run_started_done;
  if (state !== "running" || total === null || run_started_at === null || worked <= 0) return null;
  const elapsed_s = (now.getTime() - run_started_at.getTime()) / 1000;
  return Math.max(0, Math.ceil(((total - done) / worked) * elapsed_s));
}

function errorOf({ error_code, error_text }: Job, language: Language) {
  const code = error_code ?? "internal_error";
  const detail = findErrorSpec(code)?.detail[language] ?? "";
  return { code, detail: code === "internal_error" ? (error_text ?? detail) : detail };
}

export function showFailure(language: Language): (failure: JobFailure) => z.output<typeof zFailure> {
  return (failure) => {
    const { row_no, field, code } = failure;
    return { row_no, field, code, detail: failureText(failure, language) };
  };
}

export function showSchedule(language: Language): (schedule: JobSchedule) => z.output<typeof zSchedule> {
  return ({ kind, cron, time_zone, is_enabled, next_at, last_job_id, version }) => ({
    kind,
    label: labelOf(kind, language),
    cron,
    time_zone,
    enabled: is_enabled,
    next_at: next_at.toISOString(),
    last_job_id: last_job_id && toWireId("job", last_job_id),
    version,
  });
}
