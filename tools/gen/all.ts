// Everything that is generated, from one migrated database.
import { globSync } from "node:fs";
import path from "node:path";
import { readCatalog } from "./catalog.ts";
import { withMigratedDatabase } from "./database.ts";
import type { Output } from "./output.ts";
import { schemaSnapshot } from "./schema.ts";
import { sqlTypes } from "./sql-types.ts";
import { tableTypes } from "./tables.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** In this order, each written before the next: the program imports what comes from the database. */
export const stages: readonly (() => Promise<Output[]>)[] = [fromDatabase, fromProgram];

export async function generateAll(): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const stage of stages) outputs.push(...(await stage()));
  return outputs;
}

async function fromProgram(): Promise<Output[]> {
  // Imported late: a room that uses a new block cannot be loaded before the block's constant exists.
  const [{ errorList }, { apiOutputs }] = await Promise.all([import("./errors.ts"), import("./api.ts")]);
  return [await errorList(root), ...(await apiOutputs())];
}

async function fromDatabase(): Promise<Output[]> {
  return await withMigratedDatabase(async (client) => {
    const catalog = await readCatalog(client);
    const outputs = [tableTypes(catalog), await schemaSnapshot(client)];
    for (const file of blockFiles()) outputs.push(await sqlTypes(client, catalog, root, file));
    return outputs;
  });
}

/** functions*.sql hold definitions, not statements; the migration runner takes care of them. */
function blockFiles(): string[] {
  return globSync("apps/server/src/**/db/*.sql", {
    cwd: root,
    exclude: ["**/functions*.sql", "**/node_modules/**"],
  }).sort();
}
