// Requests of jobs that work: part of requests.ts.
import { registerJob } from "../src/platform/jobs/job-kinds.ts";
import { findJobKind } from "../src/platform/jobs/job-kinds.ts";
import { startJob } from "../src/platform/jobs/jobs.ts";
import { nextRun } from "../src/platform/jobs/schedules.ts";
import { SYSTEM } from "../src/platform/audit/by.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { toWireId } from "./world.ts";

const KIND = "trials.count";
const SCHEDULED = "trials.nightly";
const label = { "zh-CN": "数一数", en: "Counting", ko: "세기" };
if (!findJobKind(KIND)) {
  registerJob({ kind: KIND, label, permission: "jobs:write", run: async () => null, retryFailed: retry });
  registerJob({
    kind: SCHEDULED,
    label,
    permission: "jobs:write",
    schedule: { cron: "30 3 * * *", input: null },
    run: async () => null,
  });
}

async function retry(
  ...[tx, app, job, by]: Parameters<NonNullable<NonNullable<ReturnType<typeof findJobKind>>["retryFailed"]>>
) {
  return startJob(tx, app, { kind: KIND, input: job.input, by, scope: "all" });
}

/** A job in the state that the request wants; no worker runs. */
async function job({ api, tenant }: RequestWorld, set = ""): Promise<string> {
  const job_id = await api.app.database.write(tenant.tenant_id, (tx) =>
    startJob(tx, api.app, { kind: KIND, input: null, by: SYSTEM, scope: "all" }),
  );
  if (set) await api.db.query(`update platform.job set ${set} where job_id = '${job_id}'`);
  return toWireId("job", job_id);
}

async function schedule({ api, tenant }: RequestWorld): Promise<number> {
  const next_at = nextRun("30 3 * * *", "Asia/Shanghai", api.app.runtime.clock.now()).toISOString();
  const [row] = await api.db.query<{ version: number }>(
    `insert into platform.job_schedule (tenant_id, kind, cron, time_zone, next_at)
     values ('${tenant.tenant_id}', '${SCHEDULED}', '30 3 * * *', 'Asia/Shanghai', '${next_at}')
     on conflict (tenant_id, kind) do update set version = job_schedule.version returning version`,
  );
  return row?.version ?? 1;
}

/** Of the caller's own: a file and a failures file are for whoever brought the rows. */
async function ownJob({ api, staff_token: token, rule_id }: RequestWorld): Promise<string> {
  await api.call("POST /v1/points/replays", { token, body: { rule_id, from: "2026-05-01", to: "2026-05-02" } });
  const { body } = await api.call("GET /v1/jobs?mine=true", { token });
  return String(body["data"]?.[0]?.["job_id"]);
}

async function ownFile({ api, staff_token: token }: RequestWorld): Promise<string> {
  const request = { token, body: "name\n林舟\n", headers: { "content-type": "text/csv" } };
  return String((await api.call("POST /v1/files?name=people.csv", request)).body["file_id"]);
}

const file: Builder = async (world) => ({ params: { file_id: await ownFile(world) }, token: world.staff_token });

const of =
  (set?: string): Builder =>
  async (world) => ({ params: { job_id: await job(world, set) } });

export const jobRequests: Record<string, Builder> = {
  "POST /v1/operations/timers/retry": () => ({
    body: { timer: { kind: "ledger.expire", key: "nobodys" } },
    shows: () => ["/v1/audit_log?action=timers.retried"],
  }),
  "POST /v1/files": () => ({ query: { name: "people.csv" }, upload: "name\n林舟\n" }),
  "GET /v1/files/{file_id}": file,
  "GET /v1/files/{file_id}/content": file,
  "GET /v1/jobs/{job_id}/failures_file": async (world) => ({
    params: { job_id: await ownJob(world) },
    token: world.staff_token,
  }),
  "GET /v1/jobs/{job_id}": of(),
  "GET /v1/jobs/{job_id}/failures": of(),
  "POST /v1/jobs/{job_id}/pause": of(),
  "POST /v1/jobs/{job_id}/resume": of("state = 'paused'"),
  "POST /v1/jobs/{job_id}/cancel": of(),
  "POST /v1/jobs/{job_id}/retry_failed": of("state = 'done', failed = 1, ended_at = created_at"),
  "PUT /v1/job_schedules/{kind}": async (world) => ({
    params: { kind: SCHEDULED },
    body: { cron: "15 2 * * 1", enabled: true, version: await schedule(world) },
  }),
};
