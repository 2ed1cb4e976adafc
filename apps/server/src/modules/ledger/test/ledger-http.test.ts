import { describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { auditBook } from "../index.ts";
import { codeOf, NOW, openHttpBook } from "./http-book.ts";

const api = testApi({ clock: fixedClock(NOW), environment: { RATE_LIMIT_PUBLIC: "0" } });
const book = openHttpBook(api);
const { next, call, must, member, block, credit, debit, rich, accountOf, hold } = book;

describe("a posting", () => {
  test("is answered whole, is read again, and its number counts once", async () => {
    const member_id = await member();
    const body = {
      ...credit(member_id, 300, { expires_at: "2027-01-01T00:00:00+08:00" }),
      venue_id: toWireId("venue", book.tenant.first.venue.venue_id),
    };
    const first = await call("POST /v1/transactions", body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      kind: "top_up",
      member_id,
      venue_name: "欢乐谷",
      business_date: "2026-06-01",
      postings: [{ line_no: 1, from: { system: "issued" }, to: { member_id }, asset: "points", amount: 300 }],
      entries: [{ owner: { member_id }, entry_no: 1, amount: 300, balance_after: 300 }],
      reverses: null,
      reversed_by: [],
      proof: { state: "waiting", block_no: null },
      trace: { by: { actor: "api_key" } },
    });
    const id = String(first.body["transaction_id"]);
    expect((await call(`GET /v1/transactions/${id}`)).body).toEqual(first.body);
    const again = await call("POST /v1/transactions", { ...body, title: "又一次" });
    expect([again.status, again.body["transaction_id"], again.body["title"]]).toEqual([200, id, "合作充值"]);
    expect(await accountOf(member_id)).toMatchObject({ balance: 300, available: 300, held: 0, debt: 0 });
  });

  test.each(["points", "voucher"])("of %s that end is over when they do, by the tenant's clock", async (asset) => {
    const own = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
    const ask = (request: string, body?: object) => call(request, body, own.api_key);
    const home_unit_id = toWireId("org_unit", own.first.unit_id);
    const { member_id } = (await ask("POST /v1/members", { name: "江听岚", home_unit_id })).body;
    const ending = (expires_at: string) => credit(String(member_id), 10, { expires_at }, asset);
    await ask("POST /v1/transactions", ending("2026-06-02T00:00:00+08:00"));
    const [first, second] = ["2026-06-03T00:00:00+08:00", "2026-06-04T12:00:00+08:00"].map(ending);
    await ask("POST /v1/transactions/bulk", { transactions: [first, second] });
    const balance = async () =>
      (await ask(`GET /v1/accounts?member_id=${String(member_id)}`)).body["data"]?.[0]?.["balance"];
    const left = [await balance()];
    for (const day of ["02", "03", "05"]) {
      await ask("POST /v1/test_clock/advance", { to: `2026-06-${day}T00:00:01+08:00` });
      left.push(await balance());
    }
    expect(left).toEqual([30, 20, 10, 0]);
    const expired = (await ask("GET /v1/transactions?kind=expiry")).body["data"] as unknown as Reply["body"][];
    expect(expired.map((one) => one["business_date"])).toEqual(["2026-06-04", "2026-06-02", "2026-06-01"]);
  });

  test("of more than there is is refused with what there is", async () => {
    const member_id = await rich(50);
    const reply = await call("POST /v1/transactions", debit(member_id, 51));
    expect(codeOf(reply)).toEqual([422, "insufficient_balance"]);
    expect(reply.body).toMatchObject({ available: 50, required: 51 });
  });

  test("spends nothing of a blocked member, and may give to them", async () => {
    const member_id = await rich(50);
    await block(member_id);
    expect(codeOf(await call("POST /v1/transactions", debit(member_id, 1)))).toEqual([422, "account_frozen"]);
    expect((await call("POST /v1/transactions", credit(member_id, 1))).status).toBe(201);
    expect(codeOf(await call("POST /v1/holds", hold(member_id, 1)))).toEqual([422, "account_frozen"]);
  });

  test.each([
    ["a kind of ours", (id: string) => ({ ...credit(id, 1), kind: "purchase" }), "/kind", "reserved_kind"],
    ["a debt", (id: string) => credit(id, 1, {}, "points.debt"), "/postings/0/asset", "reserved_asset"],
    [
      "nobody's value",
      (id: string) => ({
        ...credit(id, 1),
        postings: [{ from: { system: "issued" }, to: { system: "void" }, asset: "points", amount: 1 }],
      }),
      "/postings/0/to",
      "no_owner",
    ],
    [
      "lots that are not the amount",
      (id: string) => ({
        ...debit(id, 2),
        postings: [
          {
            from: { member_id: id },
            to: { system: "void" },
            asset: "points",
            amount: 2,
            from_lots: [{ lot_id: toWireId("lot", book.tenant.tenant_id), amount: 1 }],
          },
        ],
      }),
      "/postings/0/from_lots",
      "lots_not_amount",
    ],
    ["an amount of nothing", (id: string) => credit(id, 0), "/postings/0/amount", "too_small"],
  ])("does not take %s", async (_, body, pointer, code) => {
    const reply = await call("POST /v1/transactions", body(await member()));
    expect(reply.status).toBe(400);
    expect(reply.body["errors"]).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  test("tomorrow has not come yet, and nobody gives to themselves", async () => {
    const member_id = await rich(5);
    const late = { ...credit(member_id, 1), business_time: "2026-06-02T12:00:00+08:00" };
    expect(codeOf(await call("POST /v1/transactions", late))).toEqual([422, "business_time_in_future"]);
    const round = { from: { member_id }, to: { member_id }, asset: "points", amount: 1 };
    expect(codeOf(await call("POST /v1/transactions", { ...credit(member_id, 1), postings: [round] }))).toEqual([
      422,
      "same_owner",
    ]);
    expect(codeOf(await call("POST /v1/transfers", { ...round, external_id: `t${next()}` }))).toEqual([
      422,
      "same_owner",
    ]);
  });

  test("of named lots draws exactly those", async () => {
    const member_id = await rich(10);
    const second = await must("POST /v1/transactions", credit(member_id, 10, { expires_at: null }));
    const account = await accountOf(member_id);
    const lots = (await call(`GET /v1/accounts/${String(account?.["account_id"])}/lots`)).body["data"] as unknown as {
      lot_id: string;
      transaction_id: string;
      remaining: number;
    }[];
    const chosen = lots.find((lot) => lot.transaction_id === String(second["transaction_id"]))?.lot_id;
    const posting = {
      from: { member_id },
      to: { system: "redeemed" },
      asset: "points",
      amount: 4,
      from_lots: [{ lot_id: chosen, amount: 4 }],
    };
    const spent = await must("POST /v1/transactions", { ...debit(member_id, 4), postings: [posting] });
    expect(spent["drawn_from"]).toEqual([{ lot_id: chosen, amount: 4, expires_at: null }]);
  });
});

describe("a thousand at once", () => {
  test("refusals refuse alone; each has its own result", async () => {
    const [a, b, blocked] = [await rich(10), await member(), await rich(5)];
    await block(blocked);
    const twice = credit(b, 3);
    const items = [
      debit(a, 6),
      debit(a, 6),
      credit(b, 2),
      debit(blocked, 1),
      twice,
      twice,
      debit(toWireId("member", book.tenant.tenant_id), 1),
    ];
    const { results } = await must("POST /v1/transactions/bulk", { transactions: items }, 200);
    expect(
      (results as unknown as { status: string; error?: { code: string } }[]).map((one) => [
        one.status,
        one.error?.code,
      ]),
    ).toEqual([
      ["created", undefined],
      ["refused", "insufficient_balance"],
      ["created", undefined],
      ["refused", "account_frozen"],
      ["created", undefined],
      ["unchanged", undefined],
      ["failed", "not_found"],
    ]);
    const again = await must("POST /v1/transactions/bulk", { transactions: items }, 200);
    expect((again["results"] as unknown as { status: string }[])[0]?.status).toBe("unchanged");
    expect(await accountOf(b)).toMatchObject({ balance: 5 });
  });

  test("the full thousand is taken, one more is not", async () => {
    const member_id = await member();
    const transactions = Array.from({ length: 1000 }, () => credit(member_id, 1));
    const { results } = await must("POST /v1/transactions/bulk", { transactions }, 200);
    expect(new Set((results as unknown as { status: string }[]).map((one) => one.status))).toEqual(
      new Set(["created"]),
    );
    expect(await accountOf(member_id)).toMatchObject({ balance: 1000 });
    const more = await call("POST /v1/transactions/bulk", { transactions: [...transactions, credit(member_id, 1)] });
    expect(more.status).toBe(400);
  });
});

describe("a hold", () => {
  test("keeps value aside, is captured in part, and the rest is free again", async () => {
    const member_id = await rich(100);
    const body = hold(member_id, 60, { ttl_seconds: 600 });
    const held = await must("POST /v1/holds", body);
    expect(held).toMatchObject({ state: "open", amount: 60, captured: 0, ends_at: "2026-06-01T12:10:00+08:00" });
    expect((await call("POST /v1/holds", body)).status).toBe(200);
    expect(await accountOf(member_id)).toMatchObject({ balance: 100, held: 60, available: 40 });
    const id = String(held["hold_id"]);
    expect(codeOf(await call("POST /v1/transactions", debit(member_id, 41)))).toEqual([422, "insufficient_balance"]);
    expect(codeOf(await call(`POST /v1/holds/${id}/capture`, { amount: 61, external_id: `c${next()}` }))).toEqual([
      422,
      "capture_exceeds_hold",
    ]);
    const capture = { amount: 25, external_id: `c${next()}` };
    const taken = await must(`POST /v1/holds/${id}/capture`, capture);
    expect(taken["hold"]).toMatchObject({ state: "captured", captured: 25, released: 35 });
    expect((await call(`POST /v1/holds/${id}/capture`, capture)).status).toBe(200);
    expect(await accountOf(member_id)).toMatchObject({ balance: 75, held: 0, available: 75 });
    expect(codeOf(await call(`POST /v1/holds/${id}/release`))).toEqual([422, "hold_not_open"]);
    expect(codeOf(await call(`POST /v1/holds/${id}/capture`, { external_id: `c${next()}` }))).toEqual([
      422,
      "hold_not_open",
    ]);
    const listed = await call(`GET /v1/holds?member_id=${member_id}&state=captured`);
    expect((listed.body["data"] as unknown as { hold_id: string }[]).map((one) => one.hold_id)).toEqual([id]);
  });

  test("that is let go holds nothing", async () => {
    const member_id = await rich(10);
    const { hold_id } = await must("POST /v1/holds", hold(member_id, 10));
    expect((await call(`POST /v1/holds/${String(hold_id)}/release`)).body).toMatchObject({
      state: "released",
      released: 10,
    });
    expect(await accountOf(member_id)).toMatchObject({ available: 10 });
  });

  test("ends by the tenant's clock, and is too late to capture then", async () => {
    const own = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
    const ask = (request: string, body?: object) => call(request, body, own.api_key);
    const created = await ask("POST /v1/members", {
      name: "江听岚",
      home_unit_id: toWireId("org_unit", own.first.unit_id),
    });
    const member_id = String(created.body["member_id"]);
    await ask("POST /v1/transactions", credit(member_id, 10));
    const held = await ask("POST /v1/holds", hold(member_id, 10, { ends_at: "2026-06-01T13:00:00+08:00" }));
    await ask("POST /v1/test_clock/advance", { to: "2026-06-01T13:00:01+08:00" });
    const id = String(held.body["hold_id"]);
    expect((await ask(`GET /v1/holds/${id}`)).body).toMatchObject({ state: "ended", released: 10 });
    expect(codeOf(await ask(`POST /v1/holds/${id}/capture`, { external_id: "late" }))).toEqual([422, "hold_expired"]);
    expect(codeOf(await ask("POST /v1/holds", hold(member_id, 1, { ends_at: "2026-06-01T13:00:00+08:00" })))).toEqual([
      422,
      "hold_expired",
    ]);
  });

  test("sixty-four at once never hold more than there is", async () => {
    const member_id = await rich(100);
    const replies = await Promise.all(Array.from({ length: 64 }, () => call("POST /v1/holds", hold(member_id, 7))));
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(14);
    expect(new Set(replies.filter((reply) => reply.status !== 201).map((reply) => reply.body["code"]))).toEqual(
      new Set(["insufficient_balance"]),
    );
    expect(await accountOf(member_id)).toMatchObject({ balance: 100, held: 98, available: 2 });
  });
});

describe("a reversal", () => {
  test("gives back to the lots, in parts, and no more than there was", async () => {
    const member_id = await rich(100);
    const spent = await must("POST /v1/transactions", debit(member_id, 80));
    const path = `POST /v1/transactions/${String(spent["transaction_id"])}/reversals`;
    const numbered = { external_id: `r${next()}`, reason: "录入有误", lines: [{ line_no: 1, amount: 30 }] };
    const first = await must(path, numbered);
    expect(first).toMatchObject({
      returned: [{ amount: 30, expires_at: null }],
      clawed_back: 0,
      debt: 0,
      uncovered: 0,
    });
    const known = await call(path, numbered);
    expect([known.status, known.body]).toEqual([200, { transaction_id: first["transaction_id"] }]);
    const over = await call(path, { external_id: `r${next()}`, reason: "x", lines: [{ line_no: 1, amount: 51 }] });
    expect(codeOf(over)).toEqual([422, "reversal_exceeds"]);
    expect(over.body["left"]).toBe(50);
    await must(path, { external_id: `r${next()}`, reason: "全部" });
    expect(codeOf(await call(path, { external_id: `r${next()}`, reason: "x" }))).toEqual([422, "nothing_left"]);
    expect(await accountOf(member_id)).toMatchObject({ balance: 100 });
    const read = await call(`GET /v1/transactions/${String(spent["transaction_id"])}`);
    expect(read.body["reversed_by"]).toHaveLength(2);
    const undo = String(first["transaction_id"]);
    expect((await call(`GET /v1/transactions/${undo}`)).body).toMatchObject({
      kind: "reversal",
      reverses: spent["transaction_id"],
    });
    expect(
      codeOf(await call(`POST /v1/transactions/${undo}/reversals`, { external_id: `r${next()}`, reason: "x" })),
    ).toEqual([422, "not_reversible"]);
  });

  test("of what was given and is spent becomes a debt, repaid by what comes next", async () => {
    const member_id = await member();
    const given = await must("POST /v1/transactions", credit(member_id, 100));
    await must("POST /v1/transactions", debit(member_id, 90));
    const path = `POST /v1/transactions/${String(given["transaction_id"])}/reversals`;
    const undone = await must(path, { external_id: `r${next()}`, reason: "退货" });
    expect(undone).toMatchObject({ clawed_back: 10, debt: 90, uncovered: 0 });
    expect(await accountOf(member_id)).toMatchObject({ balance: 0, debt: 90 });
  });

  test("of a transfer is answered as it will be read, lot by lot", async () => {
    const [from, to] = [await rich(10), await rich(3)];
    await must("POST /v1/transactions", credit(from, 10, { expires_at: null }));
    const sides = { from: { member_id: from }, to: { member_id: to }, asset: "points", kind: "gift" };
    const moved = await must("POST /v1/transfers", { ...sides, amount: 15, external_id: `t${next()}` });
    expect(moved["drawn_from"]).toMatchObject([{ amount: 10 }, { amount: 5, expires_at: null }]);
    expect((await call(`GET /v1/transactions/${String(moved["transaction_id"])}`)).body).toEqual(moved);
  });

  test("of a transfer that was spent is refused; of a purchase is a refund", async () => {
    const [from, to] = [await rich(10), await member()];
    const moved = await must("POST /v1/transfers", {
      from: { member_id: from },
      to: { member_id: to },
      asset: "points",
      amount: 10,
      kind: "gift",
      external_id: `t${next()}`,
    });
    expect(moved).toMatchObject({ kind: "gift", entries: [{ amount: -10 }, { amount: 10 }] });
    await must("POST /v1/transactions", debit(to, 10));
    const path = `POST /v1/transactions/${String(moved["transaction_id"])}/reversals`;
    expect(codeOf(await call(path, { external_id: `r${next()}`, reason: "x" }))).toEqual([422, "insufficient_balance"]);
    await api.db.query("update ledger.transaction set kind = 'purchase' where tenant_id = $1 and kind = 'gift'", [
      book.tenant.tenant_id,
    ]);
    expect(codeOf(await call(path, { external_id: `r${next()}`, reason: "x" }))).toEqual([422, "use_refund"]);
  });
});

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

  test("after all of this the book is sound", async () => {
    expect(await api.app.database.read(book.tenant.tenant_id, auditBook)).toEqual([]);
  });
});
