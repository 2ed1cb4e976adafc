import type { App } from "../../../platform/app.ts";
import { BOM, csvLine } from "../../../platform/files/csv.ts";
import { failureText } from "../../../platform/jobs/failure-text.ts";
import { type Job, type JobFailure, listFailures } from "../../../platform/jobs/jobs.ts";
import type { Language } from "../../../platform/kernel/errors.ts";

const PAGE = 1_000;
const cardOf = ({ data }: JobFailure) => (typeof data["card_no"] === "string" ? data["card_no"] : "");

/** By card: names are for the screens, where a role may hide them. */
export async function* writeFailures(app: App, job: Job, language: Language): AsyncGenerator<string> {
  yield BOM + csvLine(["row", "card_no", "code", "detail"]);
  for (let after = 0; ; ) {
    const failures = await app.database.read(job.tenant_id, (db) => listFailures(db, job.job_id, PAGE, after));
    const last = failures.at(-1);
    if (!last) return;
    after = last.row_no;
    yield failures.map((one) => csvLine([one.row_no, cardOf(one), one.code, failureText(one, language)])).join("");
  }
}
