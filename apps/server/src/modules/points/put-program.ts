import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { DEFAULT_SETTINGS, type ProgramSettings } from "./domain/policy.ts";
import { compilePolicy, lockPolicy } from "./policy-store.ts";
import { listPrograms, PROGRAM_COLUMNS, type Program, type ProgramRow, toProgram } from "./program.ts";

export type ProgramInput = Pick<Program, "rate_points" | "rate_fen" | "daily_cap" | "time_zone"> & {
  /** What is left out stays as it was, in the first version as the policy P0 has it. */
  settings?: Partial<ProgramSettings>;
};

/** Puts a new version in force from `effective_from` (tenant time). `expected_version` 0 makes the first one. */
export async function putProgram(
  tx: Tx,
  runtime: Runtime,
  input: ProgramInput & { expected_version: number; effective_from: Date },
): Promise<Program> {
  await lockPolicy(tx);
  const [before] = await listPrograms(tx);
  if ((before?.version ?? 0) !== input.expected_version)
    throw new AppError("program_version_conflict", { expected_version: input.expected_version });
  const settings = { ...settingsOf(before ?? DEFAULT_SETTINGS), ...input.settings };
  const [row] = await tx.query<ProgramRow>({
    text: `insert into points.program (tenant_id, version, rule_id, rate_points, rate_fen, daily_cap, settings, time_zone, effective_from, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${PROGRAM_COLUMNS}`,
    values: [
      tx.tenant_id,
      input.expected_version + 1,
      before?.rule_id ?? runtime.ids.next(),
      input.rate_points,
      input.rate_fen,
      input.daily_cap,
      JSON.stringify(settings),
      input.time_zone,
      input.effective_from,
      runtime.clock.now(),
    ],
  });
  if (!row) throw new Error("an insert answers its row");
  await compilePolicy(tx, runtime);
  return toProgram(row);
}

function settingsOf(from: ProgramSettings): ProgramSettings {
  return Object.fromEntries(
    Object.keys(DEFAULT_SETTINGS).map((key) => [key, from[key as keyof ProgramSettings]]),
  ) as unknown as ProgramSettings; // the same keys
}
