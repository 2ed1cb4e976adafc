import type { App } from "../app.ts";
import { BOM, csvLine } from "../files/csv.ts";
import type { Language } from "../kernel/errors.ts";
import { failureText } from "./failure-text.ts";
import { type Job, listFailures } from "./jobs.ts";

const PAGE = 1_000;

/** Row, field, code and what is wrong, as a CSV file. */
export async function* plainFailures(app: App, job: Job, language: Language): AsyncGenerator<string> {
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
