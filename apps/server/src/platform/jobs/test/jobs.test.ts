import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { createTestTenant, createTestKey, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import type { By } from "../../audit/by.ts";
import { AppError } from "../../kernel/errors.ts";
import { registerJob } from "../job-kinds.ts";
import { claimJob } from "../job-runner.ts";
import { startJob } from "../jobs.ts";
import { type JobContext, runJob } from "../run-job.ts";

interface Count {
  to: number;
}
interface At {
  at: number;
}

/** Called in the middle of every step, with the number it works on. */
let onStep: (n: number) => Promise<void> | void = () => {};
/** Called between two steps, when the job is locked by nobody, with the number that was worked on last. */
let afterStep: (n: number) => Promise<void> | void = () => {};

registerJob<Count, At>({
  kind: "test.count",
  label: { "zh-CN": "数数", en: "Counting", ko: "세기" },
  permission: "members:read",
  async run({ cursor, input, step, fail, job }: JobContext<Count, At>) {
    await step(async () => ({ total: input.to }));
    for (let n = (cursor?.at ?? 0) + 1; n <= input.to; n++) {
      await step(async (tx) => {
        const bad = n % 10 === 0;
        if (bad) await fail(tx, [{ row_no: n, code: "not_allowed", field: "n", data: { values: "=1+1" } }]);
        await onStep(n);
        return { done: 1, ok: Number(!bad), failed: Number(bad), cursor: { at: n } };
      });
      await afterStep(n);
    }
    return { counted: input.to, job: job.job_id.length };
  },
  retryFailed: (tx, app, job, by) => startJob(tx, app, { kind: "test.count", input: { to: 3 }, by, scope: job.scope }),
});

const api = testApi();
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
});
beforeEach(() => {
  onStep = () => {};
  afterStep = () => {};
});

const caller = (actor_id: string): By => ({
  actor: "staff",
  actor_id,
  session_id: null,
  ip: "",
  user_agent: "",
  request_id: "",
  route: "test",
});
async function waitingForLocks(): Promise<number | undefined> {
  const [row] = await api.db.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return row?.n;
}

async function count(to: number, actor_id = tenant.admin.staff_id): Promise<string> {
  const job = { kind: "test.count", title: "到底", input: { to }, by: caller(actor_id), scope: "all" as const };
  return toWireId("job", await api.app.database.write(tenant.tenant_id, (tx) => startJob(tx, api.app, job)));
}
const call = (request: string, by = token) => api.call(request, { token: by, headers: { "accept-language": "en" } });
const find = async (job_id: string) => (await call(`GET /v1/jobs/${job_id}`)).body;

describe("a job", () => {
  test("runs to its end: progress, failures as a page and as a file that no spreadsheet runs", async () => {
    const job_id = await count(25);
    expect(await find(job_id)).toMatchObject({
      state: "queued",
      label: "Counting",
      title: "到底",
      done: 0,
      mine: true,
    });
    await runJobs(api.app);
    expect(await find(job_id)).toMatchObject({
      state: "done",
      total: 25,
      done: 25,
      ok: 23,
      failed: 2,
      can_retry: true,
    });
    const page = await call(`GET /v1/jobs/${job_id}/failures?limit=1`);
    expect(page.body["data"]).toEqual([
      { row_no: 10, field: "n", code: "not_allowed", detail: "Must be one of: =1+1" },
    ]);
    const rest = await call(`GET /v1/jobs/${job_id}/failures?cursor=${String(page.body["next_cursor"])}`);
    expect(rest.body).toMatchObject({ data: [{ row_no: 20 }], next_cursor: null });
    const file = await call(`GET /v1/jobs/${job_id}/failures_file`);
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="__-failures.csv"/);
    expect(file.text.split("\r\n")).toHaveLength(4);
    const again = await call(`POST /v1/jobs/${job_id}/retry_failed`);
    expect(again.status).toBe(201);
    const { job_id: retry_job_id } = again.body;
    expect(await find(job_id)).toMatchObject({ can_retry: false, retry_job_id });
    await runJobs(api.app);
    expect(await find(String(retry_job_id))).toMatchObject({ state: "done", done: 3, retry_job_id: null });
    expect((await call(`POST /v1/jobs/${job_id}/retry_failed`)).body).toEqual({ job_id: retry_job_id });
  });

  test("pauses after the step that runs, loses nothing, goes on where it stopped", async () => {
    const job_id = await count(6);
    let pausing: Promise<unknown> | undefined;
    onStep = async (n) => {
      if (n !== 3) return;
      pausing = call(`POST /v1/jobs/${job_id}/pause`);
      await expect.poll(waitingForLocks, { timeout: 15_000 }).toBe(1);
    };
    afterStep = async (n) => {
      if (n === 3) expect(await pausing).toMatchObject({ status: 200, body: { state: "paused", seconds_left: null } });
    };
    await runJobs(api.app);
    expect(await find(job_id)).toMatchObject({ state: "paused", done: 3 });
    expect(await call(`POST /v1/jobs/${job_id}/resume`)).toMatchObject({ status: 200, body: { state: "queued" } });
    expect(await call(`POST /v1/jobs/${job_id}/resume`)).toMatchObject({
      status: 409,
      body: { code: "job_not_paused" },
    });
    await runJobs(api.app);
    expect(await find(job_id)).toMatchObject({ state: "done", done: 6, ok: 6 });
  });

  test("canceled in its last step: either it is done or it is canceled, and both sides say the same", async () => {
    const job_id = await count(2);
    let canceling: ReturnType<typeof call> | undefined;
    onStep = (n) => {
      if (n === 2) canceling = call(`POST /v1/jobs/${job_id}/cancel`);
    };
    await runJobs(api.app);
    const answer = await canceling;
    const state = (await find(job_id))["state"];
    expect([answer?.status, state]).toEqual(answer?.status === 200 ? [200, "canceled"] : [409, "done"]);
    expect(await call(`POST /v1/jobs/${job_id}/resume`)).toMatchObject({ status: 409, body: { code: "job_over" } });
  });

  test("a worker that lost its lease writes nothing more; the other one finishes from the last step", async () => {
    const job_id = await count(4);
    const first = await claimJob(api.app);
    expect(await claimJob(api.app)).toBeUndefined();
    let second: Promise<void> | undefined;
    onStep = async (n) => {
      if (n !== 2 || second) return;
      expect(await claimJob(api.app)).toBeUndefined();
      second = Promise.resolve();
    };
    if (!first) throw new Error("there is a job");
    const slow = runJob(api.app, first, new AbortController().signal);
    await slow;
    expect(await find(job_id)).toMatchObject({ state: "done", done: 4 });

    const other = await count(4);
    const lost = await claimJob(api.app);
    await api.db.query("update platform.job set beat_at = now() - interval '1 minute' where state = 'running'");
    await runJobs(api.app);
    expect(await find(other)).toMatchObject({ state: "done", done: 4, ok: 4 });
    if (lost) await runJob(api.app, lost, new AbortController().signal);
    expect(await find(other)).toMatchObject({ state: "done", done: 4, ok: 4 });
  });

  test("two workers at once: every job once", async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, () => count(5)));
    while (await busy()) await Promise.all([1, 2, 3].map(() => runJobs(api.app)));
    for (const job_id of jobs) expect(await find(job_id)).toMatchObject({ state: "done", done: 5, ok: 5 });
    async function busy() {
      return ((await call("GET /v1/jobs?state=open")).body["data"] as unknown as unknown[]).length > 0;
    }
  });

  test("one that fails again and again is dead, visible, and can be resumed", async () => {
    const job_id = await count(3);
    onStep = () => {
      throw new Error("disk on fire");
    };
    for (let n = 0; n < 5; n++) {
      await runJobs(api.app);
      await api.db.query("update platform.job set run_at = now() - interval '1 second' where state = 'queued'");
    }
    const dead = await find(job_id);
    expect(dead).toMatchObject({ state: "failed", done: 0, error: { code: "internal_error", detail: "disk on fire" } });
    onStep = () => {};
    expect(await call(`POST /v1/jobs/${job_id}/resume`)).toMatchObject({ status: 200 });
    await runJobs(api.app);
    expect(await find(job_id)).toMatchObject({ state: "done", done: 3, error: null });
  });

  test("one that met somebody who was merged meanwhile looks again from its last step", async () => {
    const job_id = await count(3);
    let merged = true;
    onStep = (n) => {
      if (n !== 2 || !merged) return;
      merged = false;
      throw new AppError("member_merged");
    };
    await runJobs(api.app);
    await api.db.query("update platform.job set run_at = now() - interval '1 second' where state = 'queued'");
    await runJobs(api.app);
    expect(await find(job_id)).toMatchObject({ state: "done", done: 3 });
  });

  test("a process that ends gives it back after its step", async () => {
    const job_id = await count(3);
    const ending = new AbortController();
    onStep = (n) => {
      if (n === 2) ending.abort();
    };
    const claim = await claimJob(api.app);
    if (claim) await runJob(api.app, claim, ending.signal);
    expect(await find(job_id)).toMatchObject({ state: "queued", done: 2 });
    await runJobs(api.app);
    expect(await find(job_id)).toMatchObject({ state: "done", done: 3 });
  });
});

describe("whose jobs", () => {
  test("one's own; everybody's for who may; nobody else's", async () => {
    const job_id = await count(1);
    const manager = await signInAs(api, tenant.manager.email);
    expect(await call(`GET /v1/jobs/${job_id}`, manager)).toMatchObject({ status: 404 });
    expect(await call(`POST /v1/jobs/${job_id}/cancel`, manager)).toMatchObject({ status: 404 });
    expect((await call("GET /v1/jobs", manager)).body["data"]).toEqual([]);
    const auditor = await createTestKey(api.app, tenant, ["jobs:read"]);
    expect(await call(`GET /v1/jobs/${job_id}`, auditor)).toMatchObject({ status: 200, body: { mine: false } });
    expect(await call(`POST /v1/jobs/${job_id}/cancel`, auditor)).toMatchObject({ status: 404 });
    expect(await call(`GET /v1/jobs/${job_id}/failures_file`, auditor)).toMatchObject({ status: 404 });
    const store = await createTestKey(api.app, tenant, ["jobs:read"], tenant.first.unit_id);
    expect(await call(`GET /v1/jobs/${job_id}`, store)).toMatchObject({ status: 404 });
    await runJobs(api.app);
  });

  test("changes are told at once to whoever watches", async () => {
    const response = await fetch(`${api.base_url}/v1/jobs/stream`, { headers: { authorization: `Bearer ${token}` } });
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const reader = response.body?.getReader();
    let text = "";
    const until = async (words: RegExp) => {
      while (!words.test(text)) {
        const piece = await reader?.read();
        if (!piece || piece.done) throw new Error(`the stream ended before ${words}: ${text}`);
        text += Buffer.from(piece.value).toString("utf8");
      }
    };
    await until(/event: jobs/);
    const job_id = await count(1);
    await until(new RegExp(`${job_id}.*"state":"queued"`));
    await runJobs(api.app);
    await until(new RegExp(`${job_id}.*"state":"done"`));
    await reader?.cancel();
  });
});
