import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { auditBook } from "../index.ts";
import { codeOf, NOW, openHttpBook } from "./http-book.ts";

const api = testApi({ clock: fixedClock(NOW), environment: { RATE_LIMIT_PUBLIC: "0" } });
const book = openHttpBook(api);
const { next, call, must, member, credit, debit, rich, accountOf, hold } = book;

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

test("after all of this the book is sound", async () => {
  expect(await api.app.database.read(book.tenant.tenant_id, auditBook)).toEqual([]);
});
