import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import type { JobKind } from "../../../platform/jobs/job-kinds.ts";
import { listJobs, OPEN_STATES, startJob } from "../../../platform/jobs/jobs.ts";
import { listSealedColumns, listSealedElsewhere } from "../../../platform/personal-data/registry.ts";
import { type ResealCursor, resealPage } from "../../../platform/personal-data/reseal.ts";
import { readKeyState } from "./key-state.ts";

const ROTATION_JOB = "privacy.rotation";
/** Row locks of some 50 ms. */
const ROWS_A_STEP = 500;

interface Cursor {
  /** Of the key that is rotated to: with a newer one everything begins again. */
  version: number;
  /** Which of the places, columns first. */
  place: number;
  after: ResealCursor | null;
}

/** Seals everything of a tenant with the current master key; afterwards nothing of it needs an older one. */
export const rotationJob: JobKind<null, Cursor> = {
  kind: ROTATION_JOB,
  label: { "zh-CN": "更换加密密钥", en: "Change of keys", ko: "암호 키 교체" },
  permission: "privacy:write",
  async run({ app, job, cursor, step }) {
    const version = app.secrets.current_version;
    const places = listPlaces();
    let at: Cursor = { version, place: 0, after: null };
    if (cursor?.version === version) at = cursor;
    else {
      const { old_seals } = await app.database.read(job.tenant_id, (db) => readKeyState(db, app));
      const total = old_seals.reduce((sum, { rows }) => sum + rows, 0);
      await step(async () => ({ anew: true, total, cursor: at }));
    }
    for (let reseal = places[at.place]; reseal; reseal = places[at.place]) {
      const page = reseal;
      await step(async (tx) => {
        const { resealed, next } = await page(tx, app, at.after);
        at = next === undefined ? { version, place: at.place + 1, after: null } : { ...at, after: next };
        return { done: resealed, ok: resealed, cursor: at };
      });
    }
    return { version };
  },
};

type Reseal = (
  tx: Tx,
  app: Keyed,
  after: ResealCursor | null,
) => Promise<{ resealed: number; next: ResealCursor | null | undefined }>;

function listPlaces(): Reseal[] {
  return [
    ...listSealedColumns().map(
      (column): Reseal =>
        (tx, app, after) =>
          resealPage(tx, app.secrets, column, { after, limit: ROWS_A_STEP }),
    ),
    ...listSealedElsewhere().map(
      ({ reseal }): Reseal =>
        async (tx, app) => {
          const resealed = await reseal(tx, app, ROWS_A_STEP);
          return { resealed, next: resealed > 0 ? null : undefined };
        },
    ),
  ];
}

/** Starts the rotation; the one that is under way already answers for a second. */
export async function startRotation(tx: Tx, app: Pick<App, "runtime" | "secrets">, by: By): Promise<string> {
  const open = { view: "all", states: OPEN_STATES, kind: ROTATION_JOB, limit: 1 } as const;
  const [under_way] = await listJobs(tx, open);
  if (under_way) return under_way.job_id;
  const title = `v${app.secrets.current_version}`;
  return startJob(tx, app, { kind: ROTATION_JOB, title, input: null, by, scope: "all" });
}
