import { openTestServer } from "../apps/server/test/postgres.ts";

/** One PostgreSQL for the run; each worker clones a database from it and starts its own server (site.ts). */
export default async function setup(): Promise<() => Promise<void>> {
  const { close, ...server } = await openTestServer();
  process.env.TEST_SERVER = JSON.stringify(server);
  return close;
}
