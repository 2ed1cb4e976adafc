// Everything that is generated, from one migrated database.
import { readCatalog } from "./catalog.ts";
import { withMigratedDatabase } from "./database.ts";
import type { Output } from "./output.ts";
import { tableTypes } from "./tables.ts";

export async function generateAll(): Promise<Output[]> {
  return await withMigratedDatabase(async (client) => {
    const catalog = await readCatalog(client);
    return [tableTypes(catalog)];
  });
}
