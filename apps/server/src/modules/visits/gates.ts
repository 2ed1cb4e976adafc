import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { ScopeUnits } from "./scan.ts";
import { insertGate, listGates as listGatesBlock } from "./db/gates.gen.ts";
import type { GateKind } from "./domain/admission.ts";

export interface Gate {
  gate_id: string;
  venue_id: string;
  code: string;
  name: string;
  kind: GateKind;
  x: number | null;
  y: number | null;
}

/** Gates of the venues inside the scope, by venue and code. */
export async function listGates(db: Db, scope: ScopeUnits, venue_id?: string): Promise<Gate[]> {
  return run(db, listGatesBlock, { tenant_id: db.tenant_id, scope, venue_id: venue_id ?? null });
}

export type NewGate = Omit<Gate, "gate_id">;

/** The same code at the same venue again gives the gate that is there (`created: false`). @throws not_found */
export async function createGate(
  tx: Tx,
  runtime: Runtime,
  scope: ScopeUnits,
  input: NewGate,
): Promise<{ gate: Gate; created: boolean }> {
  const gate_id = runtime.ids.next();
  const created_at = runtime.clock.now();
  const inserted = await run(tx, insertGate, { tenant_id: tx.tenant_id, scope, gate_id, created_at, ...input });
  if (inserted === 1) return { gate: { gate_id, ...input }, created: true };
  const existing = (await listGates(tx, scope, input.venue_id)).find((gate) => gate.code === input.code);
  if (!existing) throw new AppError("not_found");
  return { gate: existing, created: false };
}
