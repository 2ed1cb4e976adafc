// The proof that a backup is one: the newest is restored beside the running system, its books are audited, and what would
// have been lost is measured.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Secrets } from "../../apps/server/src/platform/crypto/secrets.ts";
import { auditBooks } from "./audit-books.ts";
import { chooseBackup, recoverInto, type Rolled } from "./restore-data.ts";

const PROBES = 20;
const PROBE_EVERY_MS = 75;

export interface DrillOptions {
  readonly folder: string;
  /** The superuser's URL of the running system's database. */
  readonly url: string;
  /** Its data folder; the copy is made beside it. */
  readonly dir: string;
  readonly secrets: Secrets | undefined;
  /** A further look at the restored database, before it is thrown away. */
  readonly inspect?: (url: string, moment: Date) => Promise<void>;
}

export interface DrillReport {
  readonly backup: string;
  /** How old the newest thing is that was acknowledged and is missing; 0 when nothing is. */
  readonly loss_ms: number;
  /** From the empty folder to the first answer. */
  readonly restore_ms: number;
  readonly books: number;
  readonly findings: number;
  readonly missing_segment: string | undefined;
}

export async function drill(options: DrillOptions): Promise<DrillReport> {
  const backup = chooseBackup({ folder: options.folder });
  const home = `${options.dir}.drill`;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { mode: 0o755 });
  try {
    // From here on nothing more is written down: the restored copy knows what was kept by this moment.
    const last_probe = await probe(options.url);
    const moment = new Date();
    const rolled = await recoverInto({ backup, dir: path.join(home, "postgres"), throwaway: true });
    try {
      const loss_ms = Math.max(0, last_probe.getTime() - (await readProbe(rolled)).getTime());
      await options.inspect?.(rolled.url, moment);
      const { books, findings } = await auditBooks(rolled.url, options.secrets);
      return {
        backup: backup.name,
        loss_ms,
        restore_ms: rolled.took_ms,
        books,
        findings,
        missing_segment: rolled.log.missing,
      };
    } finally {
      await rolled.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Writes a moment again and again, as a customer would, each acknowledged before the next. Answers the last of them. */
async function probe(url: string): Promise<Date> {
  const client = new pg.Client({ connectionString: url, application_name: "huiyou-drill" });
  await client.connect();
  try {
    let last = new Date(0);
    for (let n = 0; n < PROBES; n++) {
      const { rows } = await client.query(`
        insert into platform.recovery_probe (probed_at) values (date_trunc('milliseconds', clock_timestamp()))
        on conflict (only_row) do update set probed_at = excluded.probed_at returning probed_at`);
      last = (rows[0] as { probed_at: Date }).probed_at;
      if (n < PROBES - 1) await sleep(PROBE_EVERY_MS);
    }
    return last;
  } finally {
    await client.end();
  }
}

async function readProbe({ url, log }: Rolled): Promise<Date> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select probed_at from platform.recovery_probe");
    // Nothing of the drill's own arrived: the log ends before it began.
    return (rows[0] as { probed_at: Date } | undefined)?.probed_at ?? log.until;
  } finally {
    await client.end();
  }
}
