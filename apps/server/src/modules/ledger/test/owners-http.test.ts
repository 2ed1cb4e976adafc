import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, signInAs } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { auditBook } from "../index.ts";
import { codeOf, NOW, openHttpBook } from "./http-book.ts";

const api = testApi({ clock: fixedClock(NOW), environment: { RATE_LIMIT_PUBLIC: "0" } });
const book = openHttpBook(api);
const { next, call, must, member, credit, debit, rich, accountOf, hold } = book;

describe("owners", () => {
  test("are merged with all they have, and apart again", async () => {
    const [from, to] = [await rich(30), await rich(5)];
    const merged = await must("POST /v1/accounts/merge", {
      from: { member_id: from },
      to: { member_id: to },
      external_id: `m${next()}`,
    });
    expect(merged["moved"]).toEqual([{ asset: "points", amount: 30 }]);
    expect(await accountOf(to)).toMatchObject({ balance: 35 });
    expect(
      codeOf(
        await call("POST /v1/accounts/merge", {
          from: { member_id: from },
          to: { member_id: to },
          external_id: `m${next()}`,
        }),
      ),
    ).toEqual([422, "not_mergeable"]);
    await must("POST /v1/accounts/unmerge", { transaction_id: merged["transaction_id"], external_id: `u${next()}` });
    expect(await accountOf(from)).toMatchObject({ balance: 30 });
  });

  test("give, and each lot keeps its life and its first owner", async () => {
    const [from, to] = [await member(), await member()];
    await must(
      "POST /v1/transactions",
      credit(from, 40, { expires_at: "2026-12-31T24:00:00+08:00".replace("31T24", "31T23") }),
    );
    await must("POST /v1/transfers", {
      from: { member_id: from },
      to: { member_id: to },
      asset: "points",
      amount: 15,
      external_id: `t${next()}`,
    });
    const account = await accountOf(to);
    const { data } = (await call(`GET /v1/accounts/${String(account?.["account_id"])}/lots`)).body;
    expect(data?.[0]).toMatchObject({
      amount: 15,
      expires_at: "2026-12-31T23:00:00+08:00",
      root_owner: { member_id: from },
    });
  });
});

test("a household's pool is filled by its members and spends what they brought", async () => {
  const member_id = await rich(50);
  const members = [{ member_id, role: "guardian" }];
  const household_id = String((await must("POST /v1/households", { name: "江家", members }))["household_id"]);
  const both = { from: { member_id }, to: { household_id }, asset: "points", amount: 20, external_id: `t${next()}` };
  expect(await must("POST /v1/transfers", both)).toMatchObject({ postings: [{ to: { household_id } }] });
  const { data } = (await call(`GET /v1/accounts?household_id=${household_id}`)).body;
  expect(data).toMatchObject([{ owner: { household_id }, balance: 20, available: 20 }]);
  const held = await must("POST /v1/holds", { ...hold(member_id, 5), owner: { household_id } });
  expect(held["owner"]).toEqual({ household_id });
  const lots = await call(`GET /v1/accounts/${String(data?.[0]?.["account_id"])}/lots`);
  expect(lots.body["data"]).toMatchObject([{ remaining: 20, held: 5, root_owner: { member_id } }]);
  expect((await call(`GET /v1/transactions?household_id=${household_id}`)).body["data"]).toHaveLength(1);
});

describe("who may see", () => {
  test("a store manager reads their own members' transactions, not the group's", async () => {
    const [own, other] = [await rich(5), await member(book.tenant.second.unit_id)];
    await must("POST /v1/transactions", credit(other, 7));
    const manager = await signInAs(api, book.tenant.manager.email);
    const read = (path: string) => call(`GET ${path}`, undefined, manager);
    expect((await read(`/v1/transactions?member_id=${own}`)).body["data"]).toHaveLength(1);
    expect((await read(`/v1/transactions?member_id=${other}`)).status).toBe(404);
    expect(codeOf(await read("/v1/transactions"))).toEqual([400, "owner_required"]);
    expect(codeOf(await read("/v1/ledger/status"))).toEqual([403, "permission_missing"]);
    const key = await createTestKey(api.app, book.tenant, ["ledger:read"], book.tenant.first.unit_id);
    expect(codeOf(await call("GET /v1/ledger/export", undefined, key))).toEqual([403, "whole_group_only"]);
  });

  test("the other side of a gift is another person's business", async () => {
    const [own, other] = [await rich(5), await member(book.tenant.second.unit_id)];
    const moved = await must("POST /v1/transfers", {
      from: { member_id: own },
      to: { member_id: other },
      asset: "points",
      amount: 5,
      external_id: `t${next()}`,
    });
    const manager = await signInAs(api, book.tenant.manager.email);
    const seen = await call(`GET /v1/transactions/${String(moved["transaction_id"])}`, undefined, manager);
    expect(seen.body["postings"]).toEqual([
      { line_no: 1, from: { member_id: own }, to: null, asset: "points", amount: 5 },
    ]);
    expect(seen.text).not.toContain(other);
    const key = await createTestKey(api.app, book.tenant, ["ledger:write"], book.tenant.first.unit_id);
    const undo = await call(
      `POST /v1/transactions/${String(moved["transaction_id"])}/reversals`,
      { external_id: `r${next()}`, reason: "x" },
      key,
    );
    expect(codeOf(undo)).toEqual([403, "whole_group_only"]);
  });
});

describe("reading", () => {
  test("the statement by day and the entries fit together", async () => {
    const member_id = await member();
    await must("POST /v1/transactions", credit(member_id, 100));
    await must("POST /v1/transactions", debit(member_id, 30));
    const account_id = String((await accountOf(member_id))?.["account_id"]);
    const day = { date: "2026-06-01", in: 100, out: 30, closing: 70, entries: 2 };
    const statement = await call(`GET /v1/accounts/${account_id}/statement?from=2026-06-01&to=2026-06-30`);
    expect(statement.body).toMatchObject({ opening: 0, closing: 70, days: [day] });
    const after = await call(`GET /v1/accounts/${account_id}/statement?from=2026-06-02&to=2026-06-30`);
    expect(after.body).toMatchObject({ opening: 70, closing: 70, days: [] });
    const first = await call(`GET /v1/accounts/${account_id}/entries?limit=1`);
    expect(first.body["data"]).toMatchObject([{ entry_no: 2, amount: -30, balance_after: 70, kind: "spend" }]);
    const next = await call(
      `GET /v1/accounts/${account_id}/entries?limit=1&cursor=${String(first.body["next_cursor"])}`,
    );
    expect(next.body).toMatchObject({ data: [{ entry_no: 1, amount: 100 }], next_cursor: null });
  });

  test("transactions are listed newest first, by page and by filter; reasons come when asked for", async () => {
    const member_id = await rich(100);
    for (let i = 0; i < 3; i++) await must("POST /v1/transactions", debit(member_id, 1));
    const first = await call(`GET /v1/transactions?member_id=${member_id}&limit=3`);
    expect(first.body["data"]).toHaveLength(3);
    expect(first.body["data"]?.[0]).toMatchObject({ kind: "spend", trace: null });
    const rest = await call(
      `GET /v1/transactions?member_id=${member_id}&limit=3&expand=trace&cursor=${String(first.body["next_cursor"])}`,
    );
    expect(rest.body).toMatchObject({
      data: [{ kind: "top_up", trace: { by: { actor: "api_key" } } }],
      next_cursor: null,
    });
    const spends = await call(`GET /v1/transactions?member_id=${member_id}&kind=spend&from=2026-06-01&to=2026-06-01`);
    expect(spends.body["data"]).toHaveLength(3);
    expect((await call("GET /v1/transactions?limit=2")).body["data"]).toHaveLength(2);
  });
});

test("after all of this the book is sound", async () => {
  expect(await api.app.database.read(book.tenant.tenant_id, auditBook)).toEqual([]);
});
