import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import { auditBook, findTransaction, readAccount } from "../../ledger/index.ts";
import { commitPurchases, createPurchaseCommitter } from "../commit-purchases.ts";
import { PRINCIPAL_ASSET } from "../../wallet/index.ts";
import type { CommitResult, PurchaseCommand } from "../purchase-command.ts";
import "../events.ts";
import { arrangeTenant, commandOf, NOW, runtimeOf, topUp } from "./build.ts";

const pointsOf = (result: CommitResult | AppError) =>
  result instanceof AppError
    ? result.code
    : result.kind === "replayed"
      ? "replayed"
      : result.kind === "known"
        ? "known"
        : result.purchase.points;

describe("a batch of purchases", () => {
  const db = testDatabase();

  test("cap, insufficient wallet and a duplicate refuse or shrink alone; their neighbours commit", async () => {
    const runtime = runtimeOf("slice");
    const place = await arrangeTenant(db, runtime, { members: 2, daily_cap: 150 });
    const [lan, zhou] = place.members as [string, string];
    await topUp(db, runtime, place.tenant_id, zhou, 5_000);
    const batch = [
      commandOf(place, { member_id: lan, amounts: [9_999, 150], key: "a" }), // 99 + 1
      commandOf(place, { member_id: lan, amounts: [10_000], out_no: "order 7" }), // 50 of 100 under the cap
      commandOf(place, { member_id: zhou, amounts: [5_001], wallet: true }), // 1 fen short
      commandOf(place, { member_id: lan, amounts: [10_000], out_no: "order 7" }), // the same order again
      commandOf(place, { member_id: zhou, amounts: [5_000], wallet: true }), // exactly what is there
      commandOf(place, { member_id: null, amounts: [700] }), // nobody
      commandOf(place, { member_id: place.unit_id, amounts: [700] }), // no such member
    ];
    const results = await db.database.write(place.tenant_id, (tx) => commitPurchases(tx, runtime, batch));
    expect(results.map(pointsOf)).toEqual([100, 50, "insufficient_balance", "known", 50, 0, "not_found"]);
    expect((results[2] as AppError).data).toMatchObject({ required: 5_001, available: 5_000 });

    const told = await db.query<{ payload: Record<string, unknown> }>(
      "select payload from platform.outbox where tenant_id = $1 and type = 'purchase.committed' order by event_no",
      [place.tenant_id],
    );
    expect(told.map(({ payload }) => [payload["total_fen"], payload["points"]])).toEqual([
      [10_149, 100],
      [10_000, 50],
      [5_000, 50],
      [700, 0],
    ]);

    const again = await db.database.write(place.tenant_id, (tx) =>
      commitPurchases(tx, runtime, [batch[0] as PurchaseCommand]),
    );
    expect(again.map(pointsOf)).toEqual(["replayed"]);
    const changed = commandOf(place, { member_id: lan, amounts: [1], key: "a" });
    const conflict = await db.database.write(place.tenant_id, (tx) => commitPurchases(tx, runtime, [changed]));
    expect(conflict.map(pointsOf)).toEqual(["idempotency_conflict"]);

    const [first] = results;
    if (!first || first instanceof AppError || first.kind !== "committed") throw new Error("committed");
    const transaction = await db.database.read(place.tenant_id, (tx) =>
      findTransaction(tx, first.purchase.transaction_id as string),
    );
    expect(transaction?.trace).toMatchObject({
      program_version: 1,
      lines: [
        { own_money_fen: 9_999, product: "99.99", points: 99 },
        { own_money_fen: 150, product: "1.50", points: 1 },
      ],
      caps: [{ kind: "daily", limit: 150, used_before: 0, removed: 0 }],
      result: 100,
    });
    expect(await db.database.read(place.tenant_id, auditBook)).toEqual([]);
    const wallet = await db.database.read(place.tenant_id, (tx) => readAccount(tx, zhou, PRINCIPAL_ASSET, NOW, NOW));
    expect(wallet).toMatchObject({ balance: 0, lifetime_credited: 5_000 });
  });

  test("hundreds at once, with twins, come out as a small calculator says", async () => {
    const runtime = runtimeOf("calculator");
    const cap = 300;
    const place = await arrangeTenant(db, runtime, { members: 10, daily_cap: cap });
    const random = seededRandom("amounts");
    const byte = () => random.bytes(1)[0] ?? 0;
    for (const member_id of place.members) await topUp(db, runtime, place.tenant_id, member_id, 40_000);
    const commands = Array.from({ length: 400 }, (_, index) =>
      commandOf(place, {
        member_id: place.members[byte() % 10] as string,
        amounts: Array.from({ length: 1 + (byte() % 3) }, () => 1 + byte() * 37),
        wallet: byte() % 3 === 0,
        key: `key ${index % 350}`,
      }),
    );
    // A twin repeats its first's body exactly.
    for (let index = 350; index < 400; index++) commands[index] = commands[index - 350] as PurchaseCommand;
    const committer = createPurchaseCommitter(db.database, runtime);
    const outcomes = await Promise.allSettled(commands.map((command) => committer.submit(place.tenant_id, command)));

    // The calculator: the purchases that stand, in no order but their own sums.
    const points = new Map<string, number>();
    const wallets = new Map<string, number>(place.members.map((id) => [id, 40_000]));
    const seen = new Set<string>();
    let refused = 0;
    for (const [index, outcome] of outcomes.entries()) {
      const command = commands[index] as PurchaseCommand;
      if (outcome.status === "rejected") {
        expect((outcome.reason as AppError).code).toBe("insufficient_balance");
        refused++;
        continue;
      }
      const body = outcome.value.kind === "known" ? undefined : outcome.value.answer?.body;
      const { purchase_id } = JSON.parse(body ?? "{}") as { purchase_id: string };
      if (seen.has(purchase_id)) continue;
      seen.add(purchase_id);
      const member = command.member_id as string;
      const earned = command.lines.reduce((sum, line) => sum + Math.floor(line.amount_fen / 100), 0);
      points.set(member, (points.get(member) ?? 0) + earned);
      const paid = command.payments[0];
      if (paid?.method === "wallet") wallets.set(member, (wallets.get(member) ?? 0) - paid.amount_fen);
    }
    expect(refused).toBeGreaterThan(0);
    expect(seen.size).toBeLessThanOrEqual(350);
    const stored = await db.query<{ n: number }>(
      "select count(*)::int as n from purchases.purchase where tenant_id = $1",
      [place.tenant_id],
    );
    expect(stored[0]?.n).toBe(seen.size);
    for (const member_id of place.members) {
      const [account, wallet] = await db.database.read(place.tenant_id, (tx) =>
        Promise.all([
          readAccount(tx, member_id, "points", NOW, NOW),
          readAccount(tx, member_id, PRINCIPAL_ASSET, NOW, NOW),
        ]),
      );
      expect(account.balance).toBe(Math.min(cap, points.get(member_id) ?? 0));
      expect(wallet.balance).toBe(wallets.get(member_id));
      expect(wallet.balance).toBeGreaterThanOrEqual(0);
    }
    expect(await db.database.read(place.tenant_id, auditBook)).toEqual([]);
  });
});
