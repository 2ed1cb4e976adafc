// Tags that rules give and take: when figures move, when the day changes, when the rule does; and what is kept of it.
import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { sequenceEvents } from "../../../platform/events/sequencer.ts";
import { keepFigures } from "../index.ts";
import { openMergeWorld } from "./merge-world.ts";

const NOW = new Date("2026-03-10T04:00:00Z");
const all = (...rules: object[]) => ({ combinator: "and", rules });
const spent = (fen: number) => ({ field: "spent_365_fen", operator: ">=", value: fen });

describe("automatic tags", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  const open = async () => {
    const world = await openMergeWorld(api, NOW);
    const count = async () => {
      await sequenceEvents(api.app.database);
      while ((await keepFigures(api.app)) > 0);
    };
    const send = (request: string, body: object) => api.call(request, { token: world.tenant.api_key, body });
    return {
      ...world,
      count,
      send,
      async tag(name: string, rule: object) {
        const made = await world.must("POST /v1/tags/automatic", { name, rule });
        await runJobs(api.app);
        return made.body["tag"] as unknown as { tag_id: string; version: number };
      },
      async tags(member_id: string) {
        const { body } = await world.member(member_id);
        return (body["tags"] as unknown as { name: string }[]).map(({ name }) => name);
      },
      hits: async (member_id: string) =>
        (await world.get(`/v1/members/${member_id}/tag_hits`)).body["data"] as unknown as Record<string, unknown>[],
      async wait(to: string) {
        await world.advance(to);
        await runJobs(api.app);
        await count();
      },
    };
  };

  test("a purchase gives the tag and a refund takes it; the history says why", async () => {
    const world = await open();
    const member_id = await world.person({});
    const { tag_id } = await world.tag("大客户", all(spent(20_000)));
    await world.buy(member_id, 15_000);
    await world.count();
    expect(await world.tags(member_id)).toEqual([]);
    const purchase_id = await world.buy(member_id, 5_000);
    await world.count();
    expect(await world.tags(member_id)).toEqual(["大客户"]);
    await world.must(`POST /v1/purchases/${purchase_id}/refunds`, {
      lines: [{ line_no: 1, amount_fen: 5_000 }],
      reason: "退票",
    });
    await world.count();
    expect(await world.tags(member_id)).toEqual([]);
    expect(await world.hits(member_id)).toMatchObject([
      { tag: { tag_id }, added: false, rule_version: 1, why: { amounts: [{ field: "spent_365_fen", value: 15_000 }] } },
      { tag: { tag_id }, added: true, why: { amounts: [{ field: "spent_365_fen", value: 20_000 }] } },
    ]);
    expect((await world.get(`/v1/tags/${tag_id}/hits`)).body["data"]).toHaveLength(2);
  });

  test("another rule is worked out for everybody, an archived tag is nobody's until it is back", async () => {
    const world = await open();
    const [one, other] = [await world.person({}), await world.person({})];
    await world.buy(one, 10_000);
    await world.buy(other, 1_000);
    await world.count();
    const tag = await world.tag("买过", all({ field: "purchases", operator: ">=", value: 1 }));
    expect([await world.tags(one), await world.tags(other)]).toEqual([["买过"], ["买过"]]);
    const ruled = await world.send(`PUT /v1/tags/${tag.tag_id}/rule`, {
      version: tag.version,
      rule: all(spent(5_000)),
    });
    expect(ruled.body["tag"]).toMatchObject({ rule_version: 2, version: 2 });
    await runJobs(api.app);
    expect([await world.tags(one), await world.tags(other)]).toEqual([["买过"], []]);
    await world.send(`PATCH /v1/tags/${tag.tag_id}`, { version: 2, archived: true });
    expect(await world.tags(one)).toEqual([]);
    await world.buy(other, 9_000);
    await world.count();
    await world.send(`PATCH /v1/tags/${tag.tag_id}`, { version: 3, archived: false });
    await runJobs(api.app);
    expect([await world.tags(one), await world.tags(other)]).toEqual([["买过"], ["买过"]]);
    expect((await world.send(`PATCH /v1/tags/${tag.tag_id}`, { version: 1, name: "旧" })).body["code"]).toBe(
      "version_conflict",
    );
  });

  test("who stays away gets the tag on the day that makes it true", async () => {
    const world = await open();
    const member_id = await world.person({});
    await world.buy(member_id, 1_000);
    await world.count();
    await world.tag("十天没来", all({ field: "days_since_active", operator: ">=", value: 10 }));
    await world.wait("2026-03-19T04:00:00Z");
    expect(await world.tags(member_id)).toEqual([]);
    await world.wait("2026-03-20T04:00:00Z");
    expect(await world.tags(member_id)).toEqual(["十天没来"]);
  });

  test("people neither give nor take what a rule decides, and keep what they gave", async () => {
    const world = await open();
    const member_id = await world.person({});
    await world.buy(member_id, 1_000);
    await world.count();
    const ruled = await world.tag("买过", all({ field: "purchases", operator: ">=", value: 1 }));
    const other = await world.tag("大客户", all(spent(1_000_000)));
    const own = (await world.must("POST /v1/tags", { name: "团购", colour: "amber", group: "来源" })).body;
    const version = async () => (await world.member(member_id)).body["version"];
    const put = async (tags: unknown[]) =>
      world.send(`PATCH /v1/members/${member_id}`, { version: await version(), tags });
    expect((await put([own["tag_id"]])).status).toBe(200);
    expect((await world.tags(member_id)).toSorted()).toEqual(["买过", "团购"].toSorted());
    expect((await put([other.tag_id])).body["code"]).toBe("tag_automatic");
    expect((await put([ruled.tag_id])).status).toBe(200);
    expect(await world.tags(member_id)).toEqual(["买过"]);
    expect(
      (await world.send(`PUT /v1/tags/${String(own["tag_id"])}/rule`, { version: 1, rule: all(spent(1)) })).body[
        "code"
      ],
    ).toBe("tag_has_no_rule");
  });

  test("a rule may ask about a field of the tenant's own, and about nothing that does not suit it", async () => {
    const world = await open();
    const options = [
      { code: "hiking", labels: { "zh-CN": "徒步" } },
      { code: "tea", labels: { "zh-CN": "品茶" } },
    ];
    const field = { key: "hobbies", type: "choices", labels: { "zh-CN": "爱好" }, options };
    await world.must("POST /v1/member_fields", field);
    const member_id = await world.person({});
    await world.tag("爱徒步", all({ field: "fields.hobbies", operator: "contains", value: "hiking" }));
    const { version } = (await world.member(member_id)).body;
    const body = { version, fields: { hobbies: ["tea", "hiking"] } };
    expect((await world.send(`PATCH /v1/members/${member_id}`, body)).status).toBe(200);
    await world.count();
    expect(await world.tags(member_id)).toEqual(["爱徒步"]);
    const wrong = all({ field: "fields.hobbies", operator: "contains", value: "skiing" });
    const refused = await world.send("POST /v1/tags/try_out", { rule: wrong });
    expect(refused.body).toMatchObject({ code: "condition_unfit", errors: [{ pointer: "/rule/rules/0/value" }] });
  });

  test("the merged person is judged as one, and both again after an un-merge", async () => {
    const world = await open();
    const [a, b] = [await world.person({}), await world.person({})];
    await world.tag("大客户", all(spent(3_000)));
    await world.buy(a, 2_000);
    await world.buy(b, 2_000);
    await world.count();
    const merge_id = await world.merge(a, b);
    await world.count();
    expect(await world.tags(a)).toEqual(["大客户"]);
    await world.undo(merge_id);
    await world.count();
    expect([await world.tags(a), await world.tags(b)]).toEqual([[], []]);
  });

  test("purchases, a change of rule and the reader at once: the tag is right in the end, and came once", async () => {
    const world = await open();
    const people = await Promise.all([1, 2, 3, 4].map(() => world.person({})));
    const tag = await world.tag("三次", all({ field: "purchases_365", operator: ">=", value: 9 }));
    const buying = people.flatMap((member_id) => [1, 2, 3].map(() => world.buy(member_id, 1_000)));
    const rule = all({ field: "purchases_365", operator: ">=", value: 3 });
    const changing = world.send(`PUT /v1/tags/${tag.tag_id}/rule`, { version: 1, rule }).then(() => runJobs(api.app));
    await Promise.all([...buying, changing, world.count(), world.count()]);
    await Promise.all([world.count(), runJobs(api.app), world.count()]);
    for (const member_id of people) {
      expect(await world.tags(member_id)).toEqual(["三次"]);
      expect(await world.hits(member_id)).toHaveLength(1);
    }
  });

  test("a rule is tried before it is kept; what it cannot ask is refused where it stands", async () => {
    const world = await open();
    const [one] = [await world.person({ name: "许愿" }), await world.person({})];
    await world.buy(one, 30_000);
    await world.count();
    const tried = await world.must("POST /v1/tags/try_out", { rule: all(spent(20_000)) });
    expect(tried.body).toMatchObject({
      members: 1,
      of: 2,
      estimated: false,
      examples: [{ member: { member_id: one } }],
    });
    const pointer = async (rule: object) =>
      ((await world.send("POST /v1/tags/try_out", { rule })).body["errors"] as unknown as { pointer: string }[])[0]
        ?.pointer;
    expect(await pointer(all())).toBe("/rule/rules");
    expect(await pointer(all({ field: "weekday", operator: "=", value: 1 }))).toMatch(/^\/rule\/rules\/0/);
    expect(await pointer(all({ field: "lifecycle", operator: "=", value: "gone" }))).toBe("/rule/rules/0/value");
    expect(await pointer(all({ field: "fields.no_such", operator: "=", value: "a" }))).toBe("/rule/rules/0/field");
  });
});
