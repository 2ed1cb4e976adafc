import type { App } from "../src/platform/app.ts";
import { claimJob } from "../src/platform/jobs/job-runner.ts";
import { runJob } from "../src/platform/jobs/run-job.ts";

/** What a worker would do now: every job that waits, one after the other, until none is left. */
export async function runJobs(app: App, signal = new AbortController().signal): Promise<void> {
  for (let claim = await claimJob(app); claim; claim = await claimJob(app)) await runJob(app, claim, signal);
}
