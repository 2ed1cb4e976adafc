import { z } from "zod";
import { wireId, wireIdOut, zCount, zInstantOut, zPage, zPageOf, zQueryFlag, zText } from "../../http/schema.ts";
import { JOB_STATES } from "../jobs.ts";

export const zJob = z
  .object({
    job_id: wireIdOut("job"),
    kind: z.string(),
    label: z.string().meta({ description: "The kind, in the caller's language" }),
    title: z.string(),
    subject_id: z.string().nullable().meta({ description: "The import, export or replay it works for" }),
    state: z.enum(JOB_STATES),
    total: zCount.nullable(),
    done: zCount,
    ok: zCount,
    failed: zCount,
    seconds_left: zCount.nullable().meta({ description: "At the rate of the present run; null while it is not known" }),
    can_pause: z.boolean(),
    can_cancel: z.boolean(),
    can_retry: z.boolean().meta({ description: "What failed can be tried again by itself" }),
    retry_job_id: wireIdOut("job").nullable().meta({ description: "The job that tries again what failed in this one" }),
    result: z.unknown().meta({ description: "What came out, by kind" }),
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    actor: z.enum(["staff", "api_key", "member", "system"]),
    mine: z.boolean(),
    created_at: zInstantOut,
    started_at: zInstantOut.nullable(),
    ended_at: zInstantOut.nullable(),
  })
  .meta({ id: "Job" });

export const zJobPath = z.strictObject({ job_id: wireId("job") });
export const zJobQuery = zPage.extend({
  state: z
    .enum([...JOB_STATES, "open"])
    .optional()
    .meta({ description: "`open`: queued, running or paused" }),
  kind: z.string().max(60).optional(),
  mine: zQueryFlag.optional(),
});

export const zFailure = z
  .object({
    row_no: zCount,
    field: z.string().nullable(),
    code: z.string(),
    detail: z.string(),
  })
  .meta({ id: "JobFailure" });
export const zFailures = zPageOf(zFailure);

export const zSchedule = z
  .object({
    kind: z.string(),
    label: z.string(),
    cron: z.string(),
    time_zone: z.string(),
    enabled: z.boolean(),
    next_at: zInstantOut,
    last_job_id: wireIdOut("job").nullable(),
    version: z.int(),
  })
  .meta({ id: "JobSchedule" });
export const zSchedulePath = z.strictObject({ kind: z.string().max(60) });
export const zScheduleChange = z.strictObject({ cron: zText(60), enabled: z.boolean(), version: z.int().min(1) });
