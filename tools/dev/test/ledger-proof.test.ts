// What an operator and an auditor do: ./dev audit and ./dev verify-ledger, as programs, with their exit codes.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../apps/server/test/world.ts";
import { ledgerTasks, post } from "../../../apps/server/src/modules/ledger/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const api = testApi();
const folder = temporaryFolder();
const file = path.join(folder, "book.ndjson");
const keys = path.join(folder, "keys.json");
let tenant: TestTenant;
let member_id: string;

function dev(...args: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, DATABASE_URL: api.db.url, DATA_DIR: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(root, "tools/dev/main.ts"), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    );
  });
}

async function give(amount: number): Promise<string> {
  const { ids } = api.app.runtime;
  const [transaction_id, at] = [ids.next(), new Date("2026-06-01T04:00:00Z")];
  const day = { business_time: at, recorded_at: at, business_date: "2026-06-01", accounting_date: "2026-06-01" };
  const source = { source_type: "test", source_id: transaction_id, effect: "commit", venue_id: null };
  const lot = { lot_id: ids.next(), available_from: at, expires_at: null };
  const to = { owner_type: "member", owner_id: member_id } as const;
  const postings = [{ from: { system: "issued" }, to, asset: "points", amount, lot }] as const;
  const head = { transaction_id, kind: "top_up", title: "", trace: {}, ...day, ...source };
  await api.app.database.write(tenant.tenant_id, (tx) => post(tx, [{ ...head, postings: [...postings] }]));
  return toWireId("transaction", transaction_id);
}

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  member_id = api.app.runtime.ids.next();
  for (const amount of [500, 7, 70]) await give(amount);
  await ledgerTasks(api.app, async () => [tenant.tenant_id])["ledger_seal"]?.({}, {} as never);
  writeFileSync(file, (await api.call("GET /v1/ledger/export", { token: tenant.api_key })).text);
  writeFileSync(keys, (await api.call("GET /v1/ledger/keys")).text);
});

describe("./dev verify-ledger", () => {
  test("says that an export is sound, and by whose keys", async () => {
    const own = await dev("verify-ledger", file);
    expect(own).toMatchObject({ code: 0, output: expect.stringContaining("1 blocks, 6 entries, 1 accounts") });
    expect(own.output).toContain("The keys are the file's own");
    const { body } = await api.call("GET /v1/ledger/status", { token: tenant.api_key });
    const head = body["last_block"]?.["head"];
    const known = await dev("verify-ledger", file, "--keys", keys, "--head", String(head));
    expect(known).toMatchObject({ code: 0, output: expect.stringMatching(/^Sound: ten_/) });
    expect(known.output).not.toContain("own");
  });

  test("names the line, the block and the account of what was changed, and fails", async () => {
    const changed = path.join(folder, "changed.ndjson");
    writeFileSync(changed, readFileSync(file, "utf8").replace('"amount":500,', '"amount":900,'));
    const { code, output } = await dev("verify-ledger", changed);
    expect(code).toBe(1);
    expect(output).toMatch(/line \d+ · block 1 · acc_\w+ · txn_\w+: the entry was changed/);
    expect((await dev("verify-ledger", file, "--head", "0".repeat(63) + "1")).code).toBe(1);
  });

  test("explains itself when asked for nothing, or for what is not there", async () => {
    expect(await dev("verify-ledger")).toMatchObject({ code: 2, output: expect.stringContaining("--head HASH") });
    expect((await dev("verify-ledger", path.join(folder, "absent"))).code).toBe(2);
    expect((await dev("verify-ledger", file, "--keys", file)).code).toBe(2);
  });
});

describe("./dev audit", () => {
  test("is content with a sound book, and names a row that was changed by hand", async () => {
    const sound = await dev("audit");
    expect(sound).toMatchObject({ code: 0, output: expect.stringContaining("1 books are sound") });
    expect(sound.output).toContain(toWireId("tenant", tenant.tenant_id));
    await api.db.query("update ledger.entry set business_time = business_time - interval '1 day' where amount = 70");
    const wrong = await dev("audit", toWireId("tenant", tenant.tenant_id));
    expect(wrong.code).toBe(1);
    expect(wrong.output).toMatch(/block 1 · acc_\w+ · txn_\w+: line 2 is not what was sealed/);
    expect((await dev("audit", "nobody")).code).toBe(2);
  });
});
