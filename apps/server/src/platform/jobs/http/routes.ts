import { Readable } from "node:stream";
import { z } from "zod";
import { attachment } from "../../files/http/attachment.ts";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route } from "../../http/route.ts";
import { wireIdOut, zPage, zPageOf } from "../../http/schema.ts";
import { toWireId } from "../../kernel/ids.ts";
import "../errors.ts";
import { getJob, type Job, type JobFailure, listFailures, listJobs, OPEN_STATES } from "../jobs.ts";
import { changeSchedule, listSchedules } from "../schedules.ts";
import { cancelJob, pauseJob, resumeJob, retryFailed } from "../steer-job.ts";
import { failuresFile } from "./failures-file.ts";
import { jobStream } from "./job-stream.ts";
import { zFailures, zJob, zJobPath, zJobQuery, zSchedule, zScheduleChange, zSchedulePath } from "./schema.ts";
import { showFailure, showJob, showSchedule } from "./show.ts";
import { callerId, requireSteering, seenBy, viewOf } from "./viewer.ts";
import "../names.ts";

const ACCESS = { actors: ["staff", "api_key"] } as const;
const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/jobs",
  summary: "Long works, newest first: one's own, and everybody's for who may see the whole group's",
  tag: "jobs",
  access: ACCESS,
  query: zJobQuery,
  response: { 200: zPageOf(zJob) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const { state, kind, mine = false, limit } = query;
    const position = readCursor(query.cursor, zPosition);
    const before = position && { created_at: new Date(position[0]), job_id: position[1] };
    const view = mine ? { actor_id: callerId(auth) } : viewOf(auth);
    const states = state === "open" ? OPEN_STATES : state && [state];
    const filter = { view, states, kind, limit: limit + 1, before };
    const jobs = await app.database.read(auth.tenant_id, (db) => listJobs(db, filter));
    const cursorOf = (job: Job) => [job.created_at.toISOString(), job.job_id];
    return { body: pageOf(jobs, limit, cursorOf, showJob(seenBy(app, auth, language))) };
  },
});

const stream = route({
  method: "GET",
  path: "/v1/jobs/stream",
  summary: "The caller's jobs of the last day as server-sent events",
  description:
    "`jobs` carries a list of jobs: at first all of the last day, then those that changed. The stream ends after five minutes: connect again.",
  tag: "jobs",
  access: ACCESS,
  response: { 200: z.string() },
  produces: "text/event-stream",
  handler: async ({ app, auth, language, signal }) => ({
    status: 200,
    raw: jobStream(app, { tenant_id: auth.tenant_id, actor_id: callerId(auth), language }, signal),
    headers: { "x-accel-buffering": "no" },
  }),
});

const find = route({
  method: "GET",
  path: "/v1/jobs/:job_id",
  summary: "How far a job is, and what came out",
  tag: "jobs",
  access: ACCESS,
  params: zJobPath,
  response: { 200: zJob },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => {
    const job = await app.database.read(auth.tenant_id, (db) => getJob(db, params.job_id, viewOf(auth)));
    return { body: showJob(seenBy(app, auth, language))(job) };
  },
});

const STEPS = {
  pause: {
    work: pauseJob,
    summary: "Pause a job after the step that runs",
    audit: ["job.paused"],
    errors: ["job_over", "job_not_pausable"],
  },
  resume: {
    work: resumeJob,
    summary: "Go on with a paused job, or try a dead one again from its last step",
    audit: ["job.resumed"],
    errors: ["job_over", "job_not_paused"],
  },
  cancel: {
    work: cancelJob,
    summary: "End a job; what is done stays done",
    audit: ["job.canceled"],
    errors: ["job_over", "job_not_cancelable"],
  },
} as const;

const steering = (["pause", "resume", "cancel"] as const).map((step) =>
  route({
    method: "POST",
    path: `/v1/jobs/:job_id/${step}`,
    summary: STEPS[step].summary,
    tag: "jobs",
    access: ACCESS,
    audit: STEPS[step].audit,
    params: zJobPath,
    response: { 200: zJob },
    errors: ["not_found", "permission_missing", ...STEPS[step].errors],
    handler: ({ app, auth, by, params, language }) =>
      app.database.write(auth.tenant_id, async (tx) => {
        const job = await getJob(tx, params.job_id, viewOf(auth, "jobs:write"), { lock: true });
        requireSteering(auth, job);
        await STEPS[step].work(tx, app, by, job);
        return { body: showJob(seenBy(app, auth, language))(await getJob(tx, job.job_id, "all")) };
      }),
  }),
);

const retry = route({
  method: "POST",
  path: "/v1/jobs/:job_id/retry_failed",
  summary: "Try again what failed, as a job of its own",
  description: "Once a job: asked again it answers the same job.",
  tag: "jobs",
  access: ACCESS,
  audit: ["job.retried"],
  params: zJobPath,
  response: { 201: z.object({ job_id: wireIdOut("job") }) },
  errors: ["not_found", "permission_missing", "nothing_failed"],
  handler: ({ app, auth, by, params }) =>
    app.database.write(auth.tenant_id, async (tx) => {
      const job = await getJob(tx, params.job_id, viewOf(auth, "jobs:write"), { lock: true });
      requireSteering(auth, job);
      return { body: { job_id: toWireId("job", await retryFailed(tx, app, by, job)) } };
    }),
});

const zRowPosition = z.tuple([z.int().min(0)]);

const failures = route({
  method: "GET",
  path: "/v1/jobs/:job_id/failures",
  summary: "What a job could not do, by row of its source",
  tag: "jobs",
  access: ACCESS,
  params: zJobPath,
  query: zPage,
  response: { 200: zFailures },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, params, query, language }) => {
    const [after = 0] = readCursor(query.cursor, zRowPosition) ?? [];
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      const job = await getJob(db, params.job_id, viewOf(auth));
      return listFailures(db, job.job_id, query.limit + 1, after);
    });
    const cursorOf = (row: JobFailure) => [row.row_no];
    return { body: pageOf(rows, query.limit, cursorOf, showFailure(language)) };
  },
});

const failuresDownload = route({
  method: "GET",
  path: "/v1/jobs/:job_id/failures_file",
  summary:
    "What a job could not do, as a CSV file: the rows of the source with what is wrong, to be mended and sent again",
  tag: "jobs",
  access: ACCESS,
  params: zJobPath,
  response: { 200: z.string() },
  produces: "text/csv; charset=utf-8",
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => {
    // The rows are the source's own: they are for whoever brought it.
    const job = await app.database.read(auth.tenant_id, (db) =>
      getJob(db, params.job_id, { actor_id: callerId(auth) }),
    );
    const raw = Readable.from(failuresFile(app, job, language));
    return { status: 200, raw, headers: attachment(`${job.title.replace(/\.\w+$/, "") || job.kind}-failures.csv`) };
  },
});

const scheduleList = route({
  method: "GET",
  path: "/v1/job_schedules",
  summary: "Jobs that start by themselves, and when",
  tag: "jobs",
  access: { actors: ["staff", "api_key"], permission: "jobs:read" },
  response: { 200: zPageOf(zSchedule) },
  handler: async ({ app, auth, language }) => {
    const schedules = await app.database.read(auth.tenant_id, listSchedules);
    return { body: { data: schedules.map(showSchedule(language)), next_cursor: null } };
  },
});

const scheduleChange = route({
  method: "PUT",
  path: "/v1/job_schedules/:kind",
  summary: "When a job starts by itself, on the tenant's wall clock, or that it does not",
  tag: "jobs",
  access: { actors: ["staff", "api_key"], permission: "jobs:write" },
  audit: ["schedule.changed"],
  params: zSchedulePath,
  body: zScheduleChange,
  response: { 200: zSchedule },
  errors: ["not_found", "version_conflict", "cron_invalid"],
  handler: ({ app, auth, by, params, body, language }) =>
    app.database.write(auth.tenant_id, async (tx) => {
      const { cron, enabled: is_enabled, version } = body;
      const change = { kind: params.kind, cron, is_enabled, version };
      return { body: showSchedule(language)(await changeSchedule(tx, app, by, change)) };
    }),
});

export const routes: Route[] = [
  list,
  stream,
  find,
  ...steering,
  retry,
  failures,
  failuresDownload,
  scheduleList,
  scheduleChange,
];
