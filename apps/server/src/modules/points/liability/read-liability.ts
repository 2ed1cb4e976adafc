import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { systemOwnerOf } from "../../ledger/index.ts";
import { listMovements } from "../db/liability.gen.ts";
import { liabilityOf, type PointValue } from "../domain/point-value.ts";
import { balanceOf, type PointsBalance } from "../domain/points-balance.ts";
import { getProgram } from "../program.ts";

export interface LiabilityReport extends PointsBalance, PointValue {
  /** What members owe at the end of the period: not netted, since it is nobody else's. */
  debt: number;
  liability_fen: number;
}

/** The month end of the points: what all owners hold, by business date, and what it will cost. */
export async function readLiability(db: Db, period: { from: string; to: string }): Promise<LiabilityReport> {
  const [rows, program] = await Promise.all([
    run(db, listMovements, { tenant_id: db.tenant_id, ...period }),
    getProgram(db),
  ]);
  const heldOf = (asset: string) => rows.find((row) => row.what === "held" && row.asset === asset)?.net ?? 0;
  const movements = rows
    .filter((row) => row.what === "moved")
    .map(({ side, ...row }) => ({
      ...row,
      side: present(systemOwnerOf(side ?? ""), "a side of the house"),
    }));
  const balance = balanceOf(
    heldOf("points"),
    movements.filter((row) => row.asset === "points"),
  );
  const debt = balanceOf(
    heldOf("points.debt"),
    movements.filter((row) => row.asset === "points.debt"),
  ).closing;
  const value = { unit_cost: program.unit_cost, breakage_bp: program.breakage_bp };
  return { ...balance, ...value, debt, liability_fen: liabilityOf(balance.closing, value) };
}
