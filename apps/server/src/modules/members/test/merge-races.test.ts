// Merges among everything else that people do: nothing is lost, nothing is there twice.
import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { armFailpoints } from "../../../platform/kernel/failpoint.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import { issueMemberCodes } from "../index.ts";
import { openMergeWorld } from "./merge-world.ts";

const NOW = new Date("2026-10-10T04:00:00Z");
const ROUNDS = Number(process.env.MERGE_ROUNDS ?? 12);

describe("a merge races", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });

  test("purchases by either id, by id and by phone: each earns once, on the person", async () => {
    const world = await openMergeWorld(api, NOW);
    for (let round = 0; round < ROUNDS; round++) {
      const phone = `1396${String(round).padStart(7, "0")}`;
      const [a, b] = [await world.person({ points: 5 }), await world.person({ phone, points: 7 })];
      const buying = [a, b, b, b].map((member_id) => world.buy(member_id, 10_000));
      const lines = [{ item_name: "门票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }];
      const payments = [{ method: "cash", amount_fen: 10_000 }];
      const byPhone = world.must("POST /v1/purchases", { phone, venue_id: world.venue_id, lines, payments });
      const [merge_id] = await Promise.all([world.merge(a, b), ...buying, byPhone]);
      expect(await world.accounts(a)).toEqual({ points: 5 + 7 + 5 * 100 });
      expect((await world.get(`/v1/purchases?member_id=${b}`)).body["data"]).toHaveLength(5);
      await Promise.all([world.undo(merge_id), world.buy(b, 10_000), world.buy(a, 10_000)]);
      const [left, back] = [await world.accounts(a), await world.accounts(b)];
      expect((left["points"] ?? 0) + (back["points"] ?? 0)).toBe(5 + 7 + 7 * 100);
      expect(await world.audit()).toEqual([]);
    }
  });

  test("the other guardian who leaves: a household keeps one", async () => {
    const world = await openMergeWorld(api, NOW);
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b, child] = [await world.person({}), await world.person({}), await world.person({})];
      const members = [
        { member_id: a, role: "guardian" },
        { member_id: b, role: "guardian" },
        { member_id: child, role: "child" },
      ];
      const made = await world.must("POST /v1/households", { name: "一家", members });
      const path = `/v1/households/${String(made.body["household_id"])}`;
      const leave = api.call(`DELETE ${path}/members/${a}`, { token: world.tenant.api_key });
      const [left] = await Promise.all([leave, world.merge(a, b)]);
      expect([200, 409, 422]).toContain(left.status);
      const { body } = await world.get(path);
      expect((body["members"] as unknown as { role: string }[]).map(({ role }) => role)).toContain("guardian");
    }
  });

  test("scans of both codes at the gate: the person is let in once", async () => {
    const world = await openMergeWorld(api, NOW);
    const gate = await world.must("POST /v1/gates", {
      venue_id: world.venue_id,
      code: "north",
      name: "北门",
      kind: "entry",
    });
    const codeOf = async (member_id: string) => {
      const rows = await api.db.query<{ medium_ref: string }>(
        "select medium_ref from members.member where tenant_id = $1 and card_no = $2",
        [world.tenant.tenant_id, String((await world.member(member_id)).body["card_no"])],
      );
      return issueMemberCodes(api.app, world.tenant.tenant_id, rows[0]?.medium_ref ?? "")[0]?.code ?? "";
    };
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b] = [await world.person({}), await world.person({})];
      const codes = [await codeOf(a), await codeOf(b)];
      const scan = (member_code: string, n: number) =>
        world.must("POST /v1/admissions", {
          gate_id: gate.body["gate_id"],
          nonce: `r${round}-${n}`,
          member_code,
        });
      await Promise.all([world.merge(a, b), ...codes.map((code, n) => scan(code, n))]);
      // Before the merge two people may go in; from then on there is one, and one who is inside.
      const again = await Promise.all(codes.map((code, n) => scan(code, 10 + n)));
      expect(again.map((reply) => reply.body["admitted"])).toEqual([false, false]);
      const visits = await world.get(`/v1/admissions?member_id=${b}`);
      expect((visits.body["data"] as unknown as unknown[]).length).toBe(4);
    }
  });

  test("another merge: all end with one person, whichever goes first", async () => {
    const world = await openMergeWorld(api, NOW);
    for (let round = 0; round < ROUNDS; round++) {
      const people = await Promise.all([1, 2, 4, 8].map((points) => world.person({ points })));
      const [a = "", b = "", c = "", d = ""] = people;
      const pairs = [
        [a, b],
        [b, a],
        [b, c],
        [c, d],
        [d, a],
      ];
      const replies = await Promise.all(
        pairs.map(([winner_id, loser_id]) =>
          world.call("POST /v1/members/merges", { winner_id, loser_id, reason: "同一人" }),
        ),
      );
      for (const reply of replies) expect([201, 422]).toContain(reply.status);
      expect(replies.filter((reply) => reply.status === 201)).toHaveLength(3);
      const ends = await Promise.all(people.map(async (id) => String((await world.member(id)).body["member_id"])));
      expect(new Set(ends).size).toBe(1);
      expect(await world.accounts(ends[0] ?? "")).toEqual({ points: 15 });
      expect(await world.audit()).toEqual([]);
    }
  });

  test("a merge that dies at any step leaves nothing, and so does an un-merge", async () => {
    const world = await openMergeWorld(api, NOW);
    const [a, b] = [await world.person({ points: 3, tier: "silver" }), await world.person({ points: 4, tier: "gold" })];
    const snapshot = async () =>
      JSON.stringify([
        await world.accounts(a),
        await world.accounts(b),
        (await world.member(a)).body,
        (await world.member(b)).body,
      ]);
    const dieAt = async (prefix: string, work: () => Promise<{ status: number }>): Promise<number> => {
      const before = await snapshot();
      for (let step = 1; ; step++) {
        let left = step;
        let died = false;
        armFailpoints((name) => {
          if (!name.startsWith(prefix) && !name.startsWith("ledger.")) return;
          left -= 1;
          if (left === 0) {
            died = true;
            throw new Error("died");
          }
        });
        const reply = await work().finally(() => armFailpoints(undefined));
        if (!died) {
          expect(reply.status).toBeLessThan(300);
          return step;
        }
        expect(reply.status).toBe(500);
        expect(await snapshot()).toBe(before);
      }
    };
    const body = { winner_id: a, loser_id: b, reason: "同一人" };
    expect(await dieAt("members.merge", () => world.call("POST /v1/members/merges", body))).toBeGreaterThan(8);
    const merges = await world.get(`/v1/members/merges?member_id=${a}`);
    const merge_id = String(merges.body["data"]?.[0]?.["merge_id"]);
    const undo = () => world.call(`POST /v1/members/merges/${merge_id}/undo`, {});
    expect(await dieAt("members.unmerge", undo)).toBeGreaterThan(6);
    expect([await world.accounts(a), await world.accounts(b)]).toEqual([{ points: 3 }, { points: 4 }]);
    expect(await world.audit()).toEqual([]);
  });

  const SEED = process.env.MERGE_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
  test(`merges, un-merges, purchases and spending at random conserve every total (MERGE_SEED=${SEED})`, async () => {
    const world = await openMergeWorld(api, NOW);
    const random = seededRandom(SEED);
    const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit;
    const people = await Promise.all(Array.from({ length: 6 }, () => world.person({ points: 100, growth: 10 })));
    const some = () => people[below(people.length)] ?? "";
    let earned = 0;
    let spent = 0;
    const open: string[] = [];
    for (let step = 0; step < 60; step++) {
      const kind = below(5);
      if (kind <= 1) {
        await world.buy(some(), 1_000);
        earned += 10;
      } else if (kind === 2) {
        const points = 1 + below(60);
        const body = { member_id: some(), venue_id: world.venue_id, points, title: "兑换" };
        const reply = await world.call("POST /v1/points/redemptions", { ...body, external_id: `${SEED}-${step}` });
        if (reply.status < 300) spent += points;
      } else if (kind === 3) {
        const body = { winner_id: some(), loser_id: some(), reason: "同一人" };
        const reply = await world.call("POST /v1/members/merges", body);
        if (reply.status === 201) open.push(String(reply.body["merge_id"]));
      } else {
        const [merge_id] = open.splice(below(Math.max(open.length, 1)), 1);
        if (merge_id) await world.call(`POST /v1/members/merges/${merge_id}/undo`, {});
      }
      expect(await world.totals()).toEqual({ growth: 60, points: 600 + earned - spent });
    }
    expect(await world.audit()).toEqual([]);
  });
});
