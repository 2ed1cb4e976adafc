import type { App } from "../../app.ts";
import type { Language } from "../../kernel/errors.ts";
import { BOM, csvLine } from "../../files/csv.ts";
import { findJobKind } from "../job-kinds.ts";
import { type Job, listFailures } from "../jobs.ts";
import { failureText } from "../failure-text.ts";

const PAGE = 1_000;

/** What could not be done, as a file that a spreadsheet opens: the kind's own, or row, field, code and what is wrong. */
export function failuresFile(app: App, job: Job, language: Language): AsyncIterable<string> {
  return findJobKind(job.kind)?.writeFailures?.(app, job, language) ?? plainFile(app, job, language);
}

async function* plainFile(app: App, job: Job, language: Language): AsyncGenerator<string> {
  yield BOM + csvLine(["row", "field", "code", "detail"]);
  for (let after = 0; ; ) {
    const failures = await app.database.read(job.tenant_id, (db) => listFailures(db, job.job_id, PAGE, after));
    const last = failures.at(-1);
    if (!last) return;
    after = last.row_no;
    yield failures
      .map((failure) => csvLine([failure.row_no, failure.field ?? "", failure.code, failureText(failure, language)]))
      .join("");
  }
}
