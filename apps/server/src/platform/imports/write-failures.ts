import type { App } from "../app.ts";
import { BOM, csvLine } from "../files/csv.ts";
import { getFile, type StoredFile } from "../files/file-store.ts";
import { failureText } from "../jobs/failure-text.ts";
import { type Job, type JobFailure, listFailures } from "../jobs/jobs.ts";
import { plainFailures } from "../jobs/plain-failures.ts";
import { AppError, type Language } from "../kernel/errors.ts";
import { createGate } from "../kernel/gate.ts";
import { getImport, type Import } from "./imports.ts";
import type { RowInput } from "./read-rows.ts";
import { readTable } from "./table.ts";

const PAGE = 5_000;
const DOWNLOADS = createGate({ at_once: 4, most_waiting: 20 });

/**
 * The rows as they stand in the file, with what is wrong: mended, the same file can be brought again. When the file is no
 * longer kept, what is wrong alone.
 */
export async function* writeFailures(app: App, job: Job, language: Language): AsyncGenerator<string> {
  const { tenant_id } = job;
  const { found, file } = await app.database.read(tenant_id, async (db) => {
    const one = await getImport(db, (job.input as RowInput).import_id);
    return { found: one, file: await getFile(db, app, one.file_id).catch(unlessGone) };
  });
  if (!file) return yield* plainFailures(app, job, language);
  // The file is held while its rows are taken, as slowly as they may be.
  const done = await DOWNLOADS.enter();
  try {
    yield* failedRows(app, job, { found, file, language });
  } finally {
    done();
  }
}

interface Source {
  found: Import;
  file: StoredFile;
  language: Language;
}

async function* failedRows(app: App, job: Job, { found, file, language }: Source): AsyncGenerator<string> {
  const { tenant_id } = job;
  yield BOM + csvLine([...found.columns, "error_row", "error_code", "error"]);
  let failures: JobFailure[] = [];
  let next = 0;
  for await (const { row_no, cells } of readTable(app, { ...file, tenant_id }, found.layout)) {
    if (next === failures.length) {
      const after = failures.at(-1)?.row_no ?? 0;
      failures = await app.database.read(tenant_id, (db) => listFailures(db, job.job_id, PAGE, after));
      next = 0;
    }
    const failure = failures[next];
    if (!failure) return;
    if (failure.row_no !== row_no) continue;
    next += 1;
    const own = found.columns.map((_, index) => (cells[index] ?? "").toWellFormed());
    yield csvLine([...own, row_no, failure.code, failureText(failure, language)]);
  }
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof AppError && error.code === "not_found")) throw error;
}
