import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { DEFAULT_SETTINGS, type ProgramSettings, type ProgramVersion } from "./domain/policy.ts";

export type Program = ProgramVersion;

export interface ProgramRow {
  version: number;
  rule_id: string;
  rate_points: number;
  rate_fen: number;
  daily_cap: number | null;
  time_zone: string;
  effective_from: Date;
  settings: ProgramSettings;
}
export const PROGRAM_COLUMNS =
  "version, rule_id, rate_points, rate_fen, daily_cap, time_zone, effective_from, settings";

export const toProgram = ({ settings, effective_from, ...row }: ProgramRow): Program => ({
  ...DEFAULT_SETTINGS,
  ...settings,
  ...row,
  effective_from: effective_from.toISOString(),
});

/** The newest version. */
export async function getProgram(db: Db): Promise<Program> {
  const program = await findProgram(db);
  if (!program) throw new AppError("program_not_found");
  return program;
}

/** None where nobody has made a programme yet. */
export async function findProgram(db: Db): Promise<Program | undefined> {
  const [program] = await db.query<ProgramRow>({
    name: "points_get_program",
    text: `select ${PROGRAM_COLUMNS} from points.program where tenant_id = $1 order by version desc limit 1`,
    values: [db.tenant_id],
  });
  return program && toProgram(program);
}

/** All versions, newest first. */
export async function listPrograms(db: Db): Promise<Program[]> {
  const rows = await db.query<ProgramRow>({
    name: "points_list_programs",
    text: `select ${PROGRAM_COLUMNS} from points.program where tenant_id = $1 order by version desc`,
    values: [db.tenant_id],
  });
  return rows.map(toProgram);
}
