// What every import is given, the rows it reads, and what it tells in the end.
import type { Api } from "./api.ts";
import { type BulkCounts, type BulkItem, sendAll } from "./bulk.ts";
import type { Failures } from "./failures.ts";
import { readRows, type Row } from "./rows.ts";

export interface Job {
  readonly api: Api;
  readonly dir: string;
  readonly failures: Failures;
  readonly onStep: (what: string) => void;
  /** Rows of the step. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface Step {
  readonly what: string;
  readonly counts: BulkCounts;
  readonly seconds: number;
  /** Figures worth telling beside the counts. */
  readonly notes: readonly string[];
}

export type Importer = (job: Job) => Promise<Step[]>;

/** The rows an item is made of. */
export interface Source {
  readonly file: string;
  readonly rows: readonly Row[];
}
export type Item = BulkItem<Readonly<Record<string, unknown>>, Source>;

/** What a row says, or why it says nothing that can be imported. */
export type Reading<T> = { readonly value: T } | { readonly code: string; readonly detail: string };

/** The rows that can be read; the others go to the failures, when this is the reading that reports them. */
export async function* soundRows<T>(
  file: string,
  columns: readonly string[],
  read: (values: Row["values"]) => Reading<T>,
  failures?: Failures,
): AsyncGenerator<{ value: T; source: Source }> {
  const onBroken = ({ line, reason }: { line: number; reason: string }) =>
    failures?.add({ file, line, code: "row_broken", detail: reason });
  for await (const row of readRows(file, columns, onBroken)) {
    const reading = read(row.values);
    if ("value" in reading) yield { value: reading.value, source: { file, rows: [row] } };
    else failures?.add({ file, line: row.line, values: row.values, ...reading });
  }
}

export interface StepInput {
  readonly what: string;
  readonly request: string;
  /** The field of the request that holds the items. */
  readonly field: string;
  /** How many rows there are, for the bar. */
  readonly total: number;
  readonly items: AsyncIterable<Item>;
  /** Of each outcome that counts; told after the bar. */
  readonly onDone?: (result: Readonly<Record<string, unknown>>, item: Item) => void;
  readonly notes?: () => readonly string[];
}

/** Sends the items of one kind; what the server refuses goes to the failures, row by row. */
export async function sendStep({ api, failures, onStep, onProgress }: Job, input: StepInput): Promise<Step> {
  onStep(input.what);
  const started = performance.now();
  let done = 0;
  const counts = await sendAll(api, input.items, {
    request: input.request,
    field: input.field,
    onResult: (item, result) => {
      done += item.source.rows.length;
      onProgress(done, input.total);
      if (result.status === "created" || result.status === "unchanged") return input.onDone?.(result, item);
      const { code, detail } = result.error ?? { code: result.status, detail: "" };
      for (const { line, values } of item.source.rows)
        failures.add({ file: item.source.file, line, code, detail, values });
    },
  });
  return { what: input.what, counts, seconds: (performance.now() - started) / 1000, notes: input.notes?.() ?? [] };
}
