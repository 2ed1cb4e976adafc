import type { App } from "../app.ts";
import { forgetPast } from "./forget-past.ts";
import { listJobKinds } from "./job-kinds.ts";
import { type Claim, runJob } from "./run-job.ts";
import { runDueSchedules } from "./schedules.ts";

/** Jobs of one process at a time: each takes a connection or two of the pool. */
const MOST_AT_ONCE = 3;
/** Of one tenant over all processes, so that one with many files holds up nobody. */
const PER_TENANT = 2;
const LOOK_MS = 500;
const BEAT_MS = 4_000;
/** A job that did not move for so long has lost its worker; one in the middle of a step never counts as silent. */
const SILENT_MS = 15_000;
const SCHEDULES_MS = 10_000;
const FORGET_MS = 3_600_000;

/** Looks for work until it is stopped; then what runs goes back to the queue after its step. */
export function startJobRunner(app: App): { stop(): Promise<void> } {
  const running = new Map<string, { claim: Claim; over: Promise<void> }>();
  const stopping = new AbortController();
  const start = (claim: Claim) => {
    const over = runJob(app, claim, stopping.signal)
      // The database is gone: the job is silent soon and found again.
      .catch((error: unknown) => app.log.error({ err: error, ...claim }, "a job was lost sight of"))
      .finally(() => running.delete(claim.job_id));
    running.set(claim.job_id, { claim, over });
  };
  const loops = [
    repeat(app, stopping.signal, LOOK_MS, async () => {
      while (running.size < MOST_AT_ONCE && !stopping.signal.aborted) {
        const claim = await claimJob(app);
        if (!claim) return;
        start(claim);
      }
    }),
    repeat(app, stopping.signal, BEAT_MS, () =>
      beat(
        app,
        [...running.values()].map(({ claim }) => claim),
      ),
    ),
    repeat(app, stopping.signal, SCHEDULES_MS, () => runDueSchedules(app)),
    repeat(app, stopping.signal, FORGET_MS, () => forgetPast(app)),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all([...loops, ...[...running.values()].map(({ over }) => over)]);
    },
  };
}

async function repeat(app: App, signal: AbortSignal, every_ms: number, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      app.log.error({ err: error }, "the job runner failed; it tries again");
    }
    await pause(every_ms, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

/** Takes the next job that this program knows how to do. */
export async function claimJob({ database, runtime }: App): Promise<Claim | undefined> {
  const now = runtime.clock.now();
  const kinds = listJobKinds().map(({ kind }) => kind);
  const silent_since = new Date(now.getTime() - SILENT_MS);
  const [claim] = await database.call<Claim>({
    name: "claim_job",
    text: "select * from platform.claim_job($1, $2, $3, $4)",
    values: [kinds, now, silent_since, PER_TENANT],
  });
  return claim;
}

async function beat({ database, runtime }: App, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  const columns = (["tenant_id", "job_id", "attempt"] as const).map((name) => claims.map((claim) => claim[name]));
  await database.call({
    name: "beat_jobs",
    text: "select platform.beat_jobs($1, $2, $3, $4)",
    values: [...columns, runtime.clock.now()],
  });
}
