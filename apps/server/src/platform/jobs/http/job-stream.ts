import { Readable } from "node:stream";
import type { App } from "../../app.ts";
import { createFeed, type Feed } from "../../events/live-feed.ts";
import type { Language } from "../../kernel/errors.ts";
import { type Job, listJobs } from "../jobs.ts";
import { showJob } from "./show.ts";

/** A session that was ended must not be watched through for long: whoever watches proves themselves again. */
const LIFE_MS = 5 * 60_000;
const RETRY_MS = 2_000;
const EVERY_MS = 1_000;
const DAY_MS = 86_400_000;
const MOST = 50;
/** A reader that does not take what it is told is let go. */
const BACKLOG_BYTES = 256 * 1024;

interface Watcher {
  tenant_id: string;
  actor_id: string;
  language: Language;
}

const feeds = new WeakMap<App["database"], Map<string, Feed<Job[]>>>();

/** One reader for all screens of one person. */
function feedOf(app: App, { tenant_id, actor_id }: Watcher): Feed<Job[]> {
  const of_app = feeds.get(app.database) ?? new Map<string, Feed<Job[]>>();
  feeds.set(app.database, of_app);
  const key = `${tenant_id} ${actor_id}`;
  const feed =
    of_app.get(key) ??
    createFeed<Job[]>({
      every_ms: EVERY_MS,
      read: async () => {
        const since = app.runtime.clock.now().getTime() - DAY_MS;
        const filter = { view: { actor_id }, limit: MOST } as const;
        const jobs = await app.database.read(tenant_id, (db) => listJobs(db, filter));
        return jobs.filter((job) => job.ended_at === null || job.ended_at.getTime() > since);
      },
      fingerprint: (jobs) => jobs.map((job) => `${job.job_id}:${job.revision}`).join(),
      onIdle: () => of_app.delete(key),
      onError: (error) => app.log.warn({ err: error, tenant_id }, "jobs could not be read for a stream"),
    });
  of_app.set(key, feed);
  return feed;
}

/** All of the caller's jobs first, then those that changed; an empty list is a sign of life. */
export function jobStream(app: App, watcher: Watcher, signal: AbortSignal): Readable {
  const stream = new Readable({ read: () => {}, highWaterMark: BACKLOG_BYTES });
  const told = new Map<string, number>();
  let open = true;
  const end = () => {
    if (!open) return;
    open = false;
    clearTimeout(life);
    stop();
    stream.push(null);
  };
  const tick = (jobs: Job[]) => {
    const changed = jobs.filter((job) => told.get(job.job_id) !== job.revision);
    for (const job of changed) told.set(job.job_id, job.revision);
    const seen = { actor_id: watcher.actor_id, language: watcher.language, now: app.runtime.clock.now() };
    const data = JSON.stringify({ jobs: changed.map(showJob(seen)) });
    if (open && !stream.push(`event: jobs\ndata: ${data}\n\n`)) end();
  };
  const life = setTimeout(end, LIFE_MS);
  stream.push(`retry: ${RETRY_MS}\n\n`);
  const stop = feedOf(app, watcher).listen({ tick, end });
  stream.once("close", end);
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return stream;
}
