import type { Database } from "./pool.ts";
import { expectedMigrations } from "./migrate.ts";

/** Migrations this program needs and the database lacks. A database that is further on (a rolling release) is fine. */
export async function missingMigrations(database: Database): Promise<string[]> {
  const rows = await database.call<{ name: string }>({
    name: "list_migrations",
    text: "select name from platform.list_migrations()",
  });
  const present = new Set(rows.map((row) => row.name));
  return expectedMigrations().filter((name) => !present.has(name));
}
