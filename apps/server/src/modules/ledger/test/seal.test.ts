import pg from "pg";
import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { createSecrets } from "../../../platform/crypto/secrets.ts";
import { accountId, post } from "../index.ts";
import { checkChain } from "../proof/check-chain.ts";
import { runAudit } from "../proof/audit-tenant.ts";
import { sealBlocks } from "../proof/seal-blocks.ts";
import { verifyExport } from "../proof/verify-export.ts";
import { creditOf, transactionOf } from "./build.ts";
import { exportText, fiveMembers, keyed, liveALittle, postAll } from "./proof-book.ts";

describe("sealing the book", () => {
  const db = testDatabase();
  const seal = (tenant: string, options = {}) => sealBlocks(db.database, keyed, tenant, options);
  const check = (tenant: string) => checkChain(db.database, keyed, tenant);
  const unsealed = async (tenant: string) => {
    const [row] = await db.query<{ count: number }>(
      `select count(*)::int as count from ledger.transaction t
       where t.tenant_id = $1 and not exists (select from ledger.sealed s where s.tenant_id = $1 and s.transaction_id = t.transaction_id)`,
      [tenant],
    );
    return row?.count;
  };
  const blocks = (tenant: string) =>
    db.query<{ block_no: number; leaves: number }>(
      "select block_no, leaves from ledger.block where tenant_id = $1 order by block_no",
      [tenant],
    );

  test("what was posted is in blocks of about the size asked for, each after the other; nothing new, no block", async () => {
    const tenant = v7();
    const members = await liveALittle(db, tenant, 23);
    expect(await seal(tenant, { block_leaves: 10 })).toMatchObject({ blocks: 5, leaves: 46 });
    expect(await seal(tenant)).toEqual({ blocks: 0, leaves: 0, head: null });
    await liveALittle(db, tenant, 1, members);
    expect(await seal(tenant)).toMatchObject({ blocks: 1, leaves: 2 });
    expect((await blocks(tenant)).map((block) => block.leaves)).toEqual([10, 10, 10, 10, 6, 2]);
    expect(await check(tenant)).toEqual([]);
    expect(await unsealed(tenant)).toBe(0);
  });

  test("a transaction that moves nothing is sealed as well", async () => {
    const tenant = v7();
    await postAll(db, tenant, [transactionOf([creditOf(v7(), 5)]), transactionOf([])]);
    expect(await seal(tenant)).toMatchObject({ leaves: 3 });
    const report = await verifyExport([Buffer.from(await exportText(db, tenant))]);
    expect(report).toMatchObject({ findings: [], leaves: 3, accounts: 1 });
  });

  test("a leaf is written as it always was: every chain there is depends on it", async () => {
    const [tenant, owner] = ["01a200ce-a944-7000-8000-025461b7c5f5", "01a200ce-aaed-7000-8000-0bacd0cfa47c"];
    const at = {
      business_time: new Date("2026-05-31T23:59:59.120Z"),
      recorded_at: new Date("2026-06-01T00:00:01.500Z"),
    };
    const what = { ...at, transaction_id: "01a200ce-b000-7000-8000-000000000001", kind: "top_up" };
    await postAll(db, tenant, [transactionOf([creditOf(owner, 500)], what)]);
    await seal(tenant);
    const [, , first, second] = (await exportText(db, tenant)).split("\n");
    const account = (asset: string) => accountId(owner, asset);
    const rest = `"kind":"top_up","business_time":"2026-05-31T23:59:59.120000Z","business_date":"2026-06-01","accounting_date":"2026-06-01","recorded_at":"2026-06-01T00:00:01.500000Z","venue_id":null}}`;
    expect(first).toBe(
      `{"leaf":"e845d25361b541f8830a11ea13db087b6f29e755673d87cf2c100a2e5066bf5f","entry":{"transaction_id":"01a200ce-b000-7000-8000-000000000001","line_no":1,"account_id":"${accountId("00000000-0000-8000-8000-000000000001", "points")}","asset":"points","amount":-500,"entry_no":null,"balance_after":null,${rest}`,
    );
    expect(second?.slice(83)).toBe(
      `{"transaction_id":"01a200ce-b000-7000-8000-000000000001","line_no":2,"account_id":"${account("points")}","asset":"points","amount":500,"entry_no":1,"balance_after":500,${rest}`,
    );
  });

  test("one that commits late, with an id from before the last block, is in the next", async () => {
    const tenant = v7();
    await liveALittle(db, tenant, 1);
    const late = transactionOf([creditOf(v7(), 7)]);
    await db.database.write(tenant, async (tx) => {
      await post(tx, [late]);
      await liveALittle(db, tenant, 3);
      await seal(tenant);
      expect(await unsealed(tenant)).toBe(0);
    });
    expect(await unsealed(tenant)).toBe(1);
    await seal(tenant);
    expect(await unsealed(tenant)).toBe(0);
    expect(await check(tenant)).toEqual([]);
  });

  test("one with an id far from its time is found by the nightly round", async () => {
    const tenant = v7();
    await liveALittle(db, tenant, 3);
    await seal(tenant);
    const transaction_id = v7({ msecs: Date.UTC(2020, 0, 1) });
    await postAll(db, tenant, [transactionOf([creditOf(v7(), 7)], { transaction_id })]);
    await seal(tenant);
    expect(await unsealed(tenant)).toBe(1);
    await seal(tenant, { everything: true });
    expect(await unsealed(tenant)).toBe(0);
    expect(await check(tenant)).toEqual([]);
  });

  test("eight at once, while others post: everything once, one chain", async () => {
    const tenant = v7();
    const members = fiveMembers();
    await Promise.all([
      ...Array.from({ length: 4 }, () => liveALittle(db, tenant, 12, members)),
      ...Array.from({ length: 4 }, async () => {
        for (let n = 0; n < 6; n++) await seal(tenant, { block_leaves: 5 });
      }),
    ]);
    await seal(tenant);
    expect(await unsealed(tenant)).toBe(0);
    expect(await check(tenant)).toEqual([]);
    const report = await verifyExport([Buffer.from(await exportText(db, tenant))]);
    expect(report).toMatchObject({ finding_count: 0, leaves: 96, accounts: 5 });
  });

  test("killed at any statement, the chain stands as before and the next round goes on", async () => {
    const tenant = v7();
    await liveALittle(db, tenant, 6);
    for (let step = 1; step <= 14; step++) {
      let statements = 0;
      const dying: typeof db.database = {
        ...db.database,
        write: (id, work) =>
          db.database.write(id, (tx) => {
            const count = <T>(next: () => Promise<T>): Promise<T> => {
              statements += 1;
              return statements === step ? Promise.reject(new Error("killed")) : next();
            };
            return work({
              ...tx,
              query: (statement) => count(() => tx.query(statement)),
              execute: (statement) => count(() => tx.execute(statement)),
            });
          }),
      };
      await sealBlocks(dying, keyed, tenant, { block_leaves: 4 }).catch(() => {});
      expect(await check(tenant)).toEqual([]);
      await liveALittle(db, tenant, 1);
    }
    await seal(tenant, { block_leaves: 4 });
    expect(await unsealed(tenant)).toBe(0);
    expect(await check(tenant)).toEqual([]);
  });

  test("after the key changed, old blocks are checked with the old public key", async () => {
    const tenant = v7();
    await liveALittle(db, tenant, 3);
    await seal(tenant);
    const secrets = createSecrets(new Map([[2, new Uint8Array(32).fill(9)]]));
    await liveALittle(db, tenant, 3);
    await sealBlocks(db.database, { ...keyed, secrets }, tenant);
    expect(await checkChain(db.database, { secrets }, tenant)).toEqual([]);
    const keys = await db.query("select key_id from ledger.proof_key");
    expect(keys).toHaveLength(2);
  });

  describe("a row changed by hand is named", () => {
    const sealed = async () => {
      const tenant = v7();
      const owner = v7();
      const transaction = transactionOf([creditOf(owner, 500)]);
      await liveALittle(db, tenant, 4);
      await postAll(db, tenant, [transaction]);
      await liveALittle(db, tenant, 4);
      await seal(tenant, { block_leaves: 6 });
      return { tenant, transaction_id: transaction.transaction_id };
    };
    test.each([
      ["an amount", "update ledger.entry set amount = amount * 2 where transaction_id = $1", "line 1 is not"],
      [
        "a balance",
        "update ledger.entry set balance_after = 501 where transaction_id = $1 and line_no = 2",
        "line 2 is not",
      ],
      [
        "a time",
        "update ledger.transaction set business_date = '2020-01-01' where transaction_id = $1",
        "line 1 is not",
      ],
      ["a line that is gone", "delete from ledger.entry where transaction_id = $1 and line_no = 2", "1 of its 2 lines"],
      ["a whole transaction", "delete from ledger.transaction where transaction_id = $1", "2 of its 2 lines are gone"],
      ["its place", "delete from ledger.sealed where transaction_id = $1", "have their place"],
    ])("%s", async (_, statement, problem) => {
      const { tenant, transaction_id } = await sealed();
      await db.query(statement, [transaction_id]);
      const findings = await check(tenant);
      const named = findings.find((finding) => finding.problem.includes(problem));
      expect(named).toBeDefined();
      if (!statement.includes("sealed")) expect(named?.transaction_id).toBe(transaction_id);
      expect(new Set(findings.map((finding) => finding.block_no)).size).toBe(1);
    });

    test("a block, a signature, or the end of the chain", async () => {
      const { tenant } = await sealed();
      expect((await runAudit(db.database, keyed, tenant, "night")).findings).toEqual([]);
      const last = (await blocks(tenant)).length;
      await db.query("update ledger.block set leaves = leaves where tenant_id = $1", [tenant]);
      await db.query(
        "update ledger.block set sealed_at = sealed_at + interval '1 s' where tenant_id = $1 and block_no = 2",
        [tenant],
      );
      expect((await check(tenant)).map(({ block_no, problem }) => [block_no, problem])).toEqual([
        [2, "the block was changed: its head is another"],
      ]);
      await db.query("delete from ledger.block where tenant_id = $1 and block_no = $2", [tenant, last]);
      expect(await check(tenant)).toContainEqual(
        expect.objectContaining({ block_no: last, problem: "an earlier audit saw this block; it is gone" }),
      );
    });
  });

  test("what is erased from titles and reasons leaves the proof whole", async () => {
    const tenant = v7();
    await liveALittle(db, tenant, 4);
    await seal(tenant);
    expect(await exportText(db, tenant)).not.toContain("江听岚");
    await db.query("update ledger.transaction set title = '', trace = '{}' where tenant_id = $1", [tenant]);
    expect(await check(tenant)).toEqual([]);
  });

  test("the application itself may not change or delete what is sealed", async () => {
    const tenant = v7();
    await liveALittle(db, tenant, 2);
    await seal(tenant);
    for (const statement of [
      "delete from ledger.sealed",
      "update ledger.block set leaves = 1",
      "delete from ledger.block",
    ])
      await expect(db.database.write(tenant, (tx) => tx.execute({ text: statement }))).rejects.toThrow(
        pg.DatabaseError,
      );
  });
});
