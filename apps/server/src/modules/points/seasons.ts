import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { listSeasons as listSeasonRows } from "./db/policy.gen.ts";
import * as sql from "./db/rules.gen.ts";
import type { PolicySeason } from "./domain/policy.ts";
import { compilePolicy, lockPolicy } from "./policy-store.ts";

export type SeasonInput = Omit<PolicySeason, "season_id">;

export async function listSeasons(db: Db): Promise<PolicySeason[]> {
  return run(db, listSeasonRows, { tenant_id: db.tenant_id });
}

export async function createSeason(tx: Tx, runtime: Runtime, input: SeasonInput): Promise<PolicySeason> {
  await lockPolicy(tx);
  refuseOverlap(await listSeasons(tx), input);
  const season = { ...input, season_id: runtime.ids.next() };
  await run(tx, sql.insertSeason, { tenant_id: tx.tenant_id, ...season, created_at: runtime.clock.now() });
  await compilePolicy(tx, runtime);
  return season;
}

export async function changeSeason(tx: Tx, runtime: Runtime, season: PolicySeason): Promise<PolicySeason> {
  await lockPolicy(tx);
  const others = (await listSeasons(tx)).filter((one) => one.season_id !== season.season_id);
  refuseOverlap(others, season);
  const changed = await run(tx, sql.updateSeason, { tenant_id: tx.tenant_id, ...season });
  if (changed === 0) throw new AppError("season_not_found");
  await compilePolicy(tx, runtime);
  return season;
}

export async function deleteSeason(tx: Tx, runtime: Runtime, season_id: string): Promise<void> {
  await lockPolicy(tx);
  const deleted = await run(tx, sql.deleteSeason, { tenant_id: tx.tenant_id, season_id });
  if (deleted === 0) throw new AppError("season_not_found");
  await compilePolicy(tx, runtime);
}

function refuseOverlap(seasons: readonly PolicySeason[], { valid_from, valid_until }: SeasonInput): void {
  const overlap = seasons.find((season) => season.valid_from <= valid_until && valid_from <= season.valid_until);
  if (!overlap) return;
  const { name, valid_from: from, valid_until: until } = overlap;
  throw new AppError("season_overlap", { name, valid_from: from, valid_until: until });
}
