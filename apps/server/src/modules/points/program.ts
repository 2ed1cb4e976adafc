import { present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { EarningPolicy } from "./domain/earn.ts";

export interface Program extends EarningPolicy {
  expiry: "end_of_next_year";
  refund_grace_days: number;
  time_zone: string;
  effective_from: Date;
}

const COLUMNS =
  "version, rule_id, rate_points, rate_fen, daily_cap, expiry, refund_grace_days, time_zone, effective_from";

/** The newest version. */
export async function getProgram(db: Db): Promise<Program> {
  const [program] = await db.query<Program>({
    name: "points_get_program",
    text: `select ${COLUMNS} from points.program where tenant_id = $1 order by version desc limit 1`,
    values: [db.tenant_id],
  });
  if (!program) throw new AppError("program_not_found");
  return program;
}

/** All versions, newest first: a purchase is decided by the one in force at its business time. */
export async function listPrograms(db: Db): Promise<Program[]> {
  return db.query<Program>({
    name: "points_list_programs",
    text: `select ${COLUMNS} from points.program where tenant_id = $1 order by version desc`,
    values: [db.tenant_id],
  });
}

/** The version in force at an instant; before the first one began, the first one. */
export function programAt(programs: readonly Program[], at: Date): Program {
  return programs.find((program) => program.effective_from <= at) ?? present(programs.at(-1), "points programme");
}

export type ProgramInput = Pick<Program, "rate_points" | "rate_fen" | "daily_cap" | "time_zone">;

/** Puts a new version in force from `effective_from` (tenant time). `expected_version` 0 makes the first one. */
export async function putProgram(
  tx: Tx,
  runtime: Runtime,
  input: ProgramInput & { expected_version: number; effective_from: Date },
): Promise<Program> {
  const [program] = await tx.query<Program>({
    text: `insert into points.program (tenant_id, version, rule_id, rate_points, rate_fen, daily_cap, expiry, time_zone, effective_from, created_at)
           select $1, $2::int + 1, coalesce((select rule_id from points.program where tenant_id = $1 and version = 1), $3), $4, $5, $6, 'end_of_next_year', $7, $8, $9
           where $2 = coalesce((select max(version) from points.program where tenant_id = $1), 0)
           on conflict do nothing returning ${COLUMNS}`,
    values: [
      tx.tenant_id,
      input.expected_version,
      runtime.ids.next(),
      input.rate_points,
      input.rate_fen,
      input.daily_cap,
      input.time_zone,
      input.effective_from,
      runtime.clock.now(),
    ],
  });
  if (!program) throw new AppError("program_version_conflict", { expected_version: input.expected_version });
  return program;
}
