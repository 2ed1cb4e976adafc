// What could not be imported, as a file that a person can mend and import again.
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";

export interface Failure {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  /** The row as it was read. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface Failures {
  readonly file: string;
  readonly count: number;
  /** How many there are of each reason. */
  readonly reasons: ReadonlyMap<string, number>;
  add(failure: Failure): void;
  close(): Promise<void>;
}

/** A cell; a text that a spreadsheet would take for a formula is told as text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Begun anew by every run: a run reads everything, so it also tells everything. */
export function openFailures(file: string): Failures {
  mkdirSync(path.dirname(file), { recursive: true });
  const stream = createWriteStream(file, { mode: 0o600 });
  stream.write("file,line,code,detail,row\n");
  const reasons = new Map<string, number>();
  let count = 0;
  return {
    file,
    get count() {
      return count;
    },
    reasons,
    add({ file: source, line, code, detail, values }) {
      count += 1;
      reasons.set(code, (reasons.get(code) ?? 0) + 1);
      const row = values ? JSON.stringify(values) : "";
      stream.write(`${[path.basename(source), String(line), code, detail, row].map(cell).join(",")}\n`);
    },
    close: () => new Promise((resolve, reject) => stream.once("error", reject).end(resolve)),
  };
}
