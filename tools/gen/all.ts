// Everything that is generated, from one migrated database.
import { globSync } from "node:fs";
import path from "node:path";
import { apiOutputs } from "./api.ts";
import { readCatalog } from "./catalog.ts";
import { withMigratedDatabase } from "./database.ts";
import { errorList } from "./errors.ts";
import type { Output } from "./output.ts";
import { schemaSnapshot } from "./schema.ts";
import { sqlTypes } from "./sql-types.ts";
import { tableTypes } from "./tables.ts";

const root = path.resolve(import.meta.dirname, "../..");

export async function generateAll(): Promise<Output[]> {
  return [...(await fromDatabase()), await errorList(root), ...(await apiOutputs())];
}

async function fromDatabase(): Promise<Output[]> {
  return await withMigratedDatabase(async (client) => {
    const catalog = await readCatalog(client);
    const outputs = [tableTypes(catalog), await schemaSnapshot(client)];
    for (const file of blockFiles()) outputs.push(await sqlTypes(client, catalog, root, file));
    return outputs;
  });
}

/** functions.sql holds definitions, not statements; the migration runner takes care of it. */
function blockFiles(): string[] {
  return globSync("apps/server/src/**/db/*.sql", {
    cwd: root,
    exclude: ["**/functions.sql", "**/node_modules/**"],
  }).sort();
}
