import { useEffect, useState } from "react";
import type { Job } from "../../api/contract.ts";
import { queryClient, useApi } from "../../api/query.ts";

const DAY_MS = 86_400_000;

const refreshLists = () => void queryClient.invalidateQueries({ queryKey: ["GET /v1/jobs"] });

/** One's own jobs: open ones, and what ended within a day; moved by the server as they move. */
export function useMyJobs(onEnd: (job: Job) => void): Job[] {
  const list = useApi("GET /v1/jobs", { query: { mine: "true", limit: 50 } }, { refreshSeconds: 60 });
  const [moved, setMoved] = useState<ReadonlyMap<string, Job>>(new Map());
  useEffect(() => {
    const source = new EventSource("/v1/jobs/stream");
    const states = new Map<string, string>();
    source.addEventListener("jobs", (event: MessageEvent<string>) => {
      const { jobs } = JSON.parse(event.data) as { jobs: Job[] };
      if (jobs.length === 0) return;
      setMoved((before) => new Map([...before, ...jobs.map((job) => [job.job_id, job] as const)]));
      for (const job of jobs) {
        const before = states.get(job.job_id);
        if (before !== undefined && before !== job.state && (job.state === "done" || job.state === "failed"))
          onEnd(job);
        // Its words come in the language of this page, which a stream cannot be told.
        if (before !== job.state) refreshLists();
        states.set(job.job_id, job.state);
      }
    });
    return () => source.close();
    // One stream for as long as the shell stands.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const since = Date.now() - DAY_MS;
  return (list.data?.data ?? [])
    .map((job) => {
      const now = moved.get(job.job_id);
      return now ? { ...now, label: job.label, error: job.error } : job;
    })
    .filter((job) => job.ended_at === null || new Date(job.ended_at).getTime() > since);
}

export const isOpen = (job: Job): boolean => job.ended_at === null;
