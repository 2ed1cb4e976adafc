import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import type { Tx } from "../db/pool.ts";
import type { Texts } from "../i18n/language.ts";
import { assert } from "../kernel/assert.ts";
import type { Language } from "../kernel/errors.ts";
import type { Job } from "./jobs.ts";
import type { JobContext } from "./run-job.ts";

/** What a kind of long work is. `Input` and `Cursor` are what was stored as JSON: the kind knows what it put there. */
export interface JobKind<Input, Cursor> {
  /** `room.work` */
  kind: `${string}.${string}`;
  label: Texts;
  /** Whoever steers a job of this kind still has this. */
  permission: string;
  /** False for work that cannot go on in its middle: it can only be canceled. */
  pausable?: boolean;
  /** False for work that the house owes: it can only be paused. */
  cancelable?: boolean;
  /**
   * Does the work in steps and answers its result, shown as JSON to whoever may see the job (ids as on the wire). It may be
   * called again after any step: it begins where `context.cursor` says. An AppError but `member_merged` ends the job as failed at once;
   * any other error is tried again, a few times, from the last step.
   */
  run(context: JobContext<Input, Cursor>): Promise<unknown>;
  /** In the transaction that ends the job, whichever way. */
  onEnd?(tx: Tx, app: App, job: Job): Promise<void>;
  /** In the transaction that brings a job back to life after `onEnd` has told of its failure; it may refuse. */
  onRevive?(tx: Tx, app: App, job: Job): Promise<void>;
  /** Starts another job for what failed; answers its id. Called once a job: whoever asks again gets the same answer. */
  retryFailed?(tx: Tx, app: App, job: Job, by: By): Promise<string>;
  /** The failures file, piece by piece; without it row, code and message. */
  writeFailures?(app: App, job: Job, language: Language): AsyncIterable<string>;
  /** Starts by itself at this time of the tenant's own clock, until somebody changes that. */
  schedule?: { cron: string; input: Input };
}

export type AnyJobKind = JobKind<unknown, unknown>;

const kinds = new Map<string, AnyJobKind>();

/** A room says what its long works do, once, at import. */
export function registerJob<Input, Cursor = null>(kind: JobKind<Input, Cursor>): void {
  assert(!kinds.has(kind.kind), `job kind ${kind.kind} is registered once`);
  kinds.set(kind.kind, kind);
}

/** Undefined for a kind that this version of the program no longer knows. */
export function findJobKind(kind: string): AnyJobKind | undefined {
  return kinds.get(kind);
}

export function listJobKinds(): AnyJobKind[] {
  return [...kinds.values()];
}
