import { createHash } from "node:crypto";
import type { Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import type { Approval } from "./approval.ts";
import { getOperation, type Effect, type OperationContext } from "./operations.ts";

/** Does the work and undoes it: what it answers is what the work would do. */
export async function tryOut<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.execute({ text: "savepoint tried" });
  try {
    return await work();
  } finally {
    await tx.execute({ text: "rollback to savepoint tried" });
    await tx.execute({ text: "release savepoint tried" });
  }
}

/** Undone when it is refused; what else went before it in the transaction stands. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T | AppError> {
  await tx.execute({ text: "savepoint attempted" });
  try {
    const done = await work();
    await tx.execute({ text: "release savepoint attempted" });
    return done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await tx.execute({ text: "rollback to savepoint attempted" });
    return error;
  }
}

/** @throws what speaks against the operation now */
export function previewOperation(
  tx: Tx,
  context: OperationContext,
  { kind, input }: Pick<Approval, "kind" | "input">,
): Promise<Effect> {
  const operation = getOperation(kind);
  return tryOut(tx, () => operation.preview(tx, context, operation.input.parse(input)));
}

/** What a second person has seen: the same text for the same effect. */
export function effectHash(effect: Effect): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(effect)))
    .digest("hex")
    .slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
