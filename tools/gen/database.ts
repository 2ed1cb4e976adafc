// A migrated database to generate from: a copy of the tests' template.
import pg from "pg";
import { cloneDatabase, openTestServer } from "../../apps/server/test/postgres.ts";

export async function withMigratedDatabase<T>(work: (client: pg.Client, url: string) => Promise<T>): Promise<T> {
  const server = await openTestServer();
  try {
    const url = await cloneDatabase(server);
    const client = new pg.Client({ connectionString: url, application_name: "gen" });
    client.on("error", () => {});
    await client.connect();
    try {
      return await work(client, url);
    } finally {
      await client.end();
    }
  } finally {
    await server.close();
  }
}
