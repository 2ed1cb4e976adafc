// What was run when and how it ended, in the database itself: the console and the alerts read it.
import { randomUUID } from "node:crypto";
import { redactText } from "../../apps/server/src/platform/telemetry/redact.ts";
import { withClient } from "../dev/database.ts";

interface Outcome {
  readonly backup?: string;
  readonly size_bytes?: number;
  readonly loss_ms?: number;
  readonly restore_ms?: number;
  readonly books?: number;
  readonly findings?: number;
}

export async function recordRun(
  url: string,
  run: { kind: "backup" | "drill" | "restore"; started_at: Date; outcome?: Outcome; error?: unknown },
): Promise<void> {
  const { kind, started_at, outcome = {}, error } = run;
  const said = error instanceof Error ? error.message : String(error);
  await withClient(url, (client) =>
    client.query(
      `insert into platform.backup_run
         (run_id, kind, state, started_at, finished_at, backup, size_bytes, loss_ms, restore_ms, books, findings, error)
       values ($1, $2, $3, $4, clock_timestamp(), $5, $6, $7, $8, $9, $10, $11)`,
      [
        randomUUID(),
        kind,
        error === undefined ? "done" : "failed",
        started_at,
        outcome.backup ?? null,
        outcome.size_bytes ?? null,
        outcome.loss_ms ?? null,
        outcome.restore_ms ?? null,
        outcome.books ?? null,
        outcome.findings ?? null,
        error === undefined ? null : redactText(said).slice(0, 1_000),
      ],
    ),
  );
}

/** A failure is recorded, too, as far as the database still takes it, and then told. */
export async function recorded<T extends Outcome>(
  url: string,
  kind: "backup" | "drill",
  work: () => Promise<T>,
): Promise<T> {
  const started_at = new Date();
  try {
    const outcome = await work();
    await recordRun(url, { kind, started_at, outcome });
    return outcome;
  } catch (error) {
    await recordRun(url, { kind, started_at, error }).catch(() => "the database is away: the caller hears the cause");
    throw error;
  }
}
