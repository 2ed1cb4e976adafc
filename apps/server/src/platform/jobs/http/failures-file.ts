import type { App } from "../../app.ts";
import type { Language } from "../../kernel/errors.ts";
import { findJobKind } from "../job-kinds.ts";
import type { Job } from "../jobs.ts";
import { plainFailures } from "../plain-failures.ts";

/** What could not be done, as a file that a spreadsheet opens: the kind's own, or row, field, code and what is wrong. */
export function failuresFile(app: App, job: Job, language: Language): AsyncIterable<string> {
  return findJobKind(job.kind)?.writeFailures?.(app, job, language) ?? plainFailures(app, job, language);
}
