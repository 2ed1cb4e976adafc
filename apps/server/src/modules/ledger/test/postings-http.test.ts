import { describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestTenant, toWireId } from "../../../../test/world.ts";
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

test("after all of this the book is sound", async () => {
  expect(await api.app.database.read(book.tenant.tenant_id, auditBook)).toEqual([]);
});
