import type { App } from "../app.ts";

const KEEP_JOBS_DAYS = 180;
const DAY_MS = 86_400_000;
const AT_ONCE = 20;

/** Files past their day and the history of old jobs. */
export async function forgetPast({ database, runtime }: Pick<App, "database" | "runtime">): Promise<void> {
  const now = runtime.clock.now();
  await untilNone(() =>
    database.call({ text: "select platform.forget_files($1, $2) as gone", values: [now, AT_ONCE] }),
  );
  const before = new Date(now.getTime() - KEEP_JOBS_DAYS * DAY_MS);
  await untilNone(() =>
    database.call({ text: "select platform.forget_jobs($1, $2) as gone", values: [before, AT_ONCE] }),
  );
}

async function untilNone(forget: () => Promise<{ gone: number }[]>): Promise<void> {
  for (;;) {
    const [row] = await forget();
    if (!row?.gone) return;
  }
}
