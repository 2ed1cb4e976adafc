import { useEffect, useEffectEvent, useState } from "react";
import type { Job } from "../../api/contract.ts";
import { queryClient, type Route, useApi } from "../../api/query.ts";

const DAY_MS = 86_400_000;
const ONE = "GET /v1/jobs/{job_id}" satisfies Route;
/** What shows how a job stands, itself or by the work it does. */
const LISTS = [
  "GET /v1/jobs",
  "GET /v1/imports",
  "GET /v1/imports/{import_id}",
  "GET /v1/exports",
  "GET /v1/members/bulk_operations",
  "GET /v1/members/duplicates",
  "GET /v1/members/duplicates/counts",
  "GET /v1/tags/counts",
  "GET /v1/tags/{tag_id}/hits",
] satisfies Route[];

const refreshLists = () => LISTS.forEach((route) => void queryClient.invalidateQueries({ queryKey: [route] }));

/** Its words come in the language of this page, which a stream cannot be told. */
const withWordsOf = (before: Job, now: Job): Job => ({ ...now, label: before.label, error: before.error });

/** One's own jobs: open ones, and what ended within a day; moved by the server as they move. */
export function useMyJobs(onEnd: (job: Job) => void): Job[] {
  const list = useApi("GET /v1/jobs", { query: { mine: "true", limit: 50 } }, { refreshSeconds: 60 });
  const [moved, setMoved] = useState<ReadonlyMap<string, Job>>(new Map());
  const ended = useEffectEvent(onEnd);
  useEffect(() => {
    // One stream for as long as the shell stands.
    const source = new EventSource("/v1/jobs/stream");
    const states = new Map<string, string>();
    source.addEventListener("jobs", (event: MessageEvent<string>) => {
      const { jobs } = JSON.parse(event.data) as { jobs: Job[] };
      if (jobs.length === 0) return;
      setMoved((before) => new Map([...before, ...jobs.map((job) => [job.job_id, job] as const)]));
      for (const job of jobs) {
        const key = [ONE, { path: { job_id: job.job_id } }];
        queryClient.setQueryData<Job>(key, (shown) => shown && withWordsOf(shown, job));
        const before = states.get(job.job_id);
        if (before !== undefined && before !== job.state && (job.state === "done" || job.state === "failed"))
          ended(job);
        if (before !== job.state) refreshLists();
        states.set(job.job_id, job.state);
      }
    });
    return () => source.close();
  }, []);
  const since = Date.now() - DAY_MS;
  return (list.data?.data ?? [])
    .map((job) => {
      const now = moved.get(job.job_id);
      return now ? withWordsOf(job, now) : job;
    })
    .filter((job) => job.ended_at === null || new Date(job.ended_at).getTime() > since);
}

/** A job as it stands now: asked once, then as the stream above tells it; one of somebody else's is asked again. */
export function useJob(job: Job | null): Job | null {
  const is_open = job !== null && isOpen(job);
  const now = useApi(ONE, { path: { job_id: job?.job_id ?? "" } }, { enabled: is_open, refreshSeconds: 10 }).data;
  return is_open && now?.job_id === job.job_id ? now : job;
}

export const isOpen = (job: Job): boolean => job.ended_at === null;
