import net from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "../pool.ts";

const tenant_id = "01890000-0000-7000-8000-000000000001";

/** A server that dies with every connection, as one that is killed does: no goodbye. */
const dying = net.createServer((socket) => socket.once("data", () => socket.destroy()));
let database: Database;
beforeAll(async () => {
  await new Promise<void>((resolve) => dying.listen(0, "127.0.0.1", resolve));
  const { port } = dying.address() as net.AddressInfo;
  database = createDatabase({ url: `postgres://postgres@127.0.0.1:${port}/none` });
});
afterAll(async () => {
  await database.close();
  dying.close();
});

test("a connection that ends without a word has the code of a lost connection, so that callers are told to come back", async () => {
  const lost = { code: "08006" };
  await expect(database.write(tenant_id, (tx) => tx.query({ text: "select 1" }))).rejects.toMatchObject(lost);
  await expect(database.call({ text: "select 1" })).rejects.toMatchObject(lost);
});
