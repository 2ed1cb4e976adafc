// Whom a role reaches and what it hides.
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { toWireId } from "../../../../test/world.ts";
import { codeOf, type House, openHouse } from "./build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let house: House;
beforeAll(async () => {
  house = await openHouse(api);
});

describe("own customers", () => {
  test("are those whom one registered: found, changed and sold to; a colleague's are not there", async () => {
    const guide = await house.hire("guide");
    const colleague = await house.hire("guide");
    const mine = await house.register(guide.call);
    const theirs = await house.register(colleague.call);
    expect(mine).toMatchObject({ owner_staff_id: guide.staff_id });
    const list = await guide.call("GET /v1/members");
    expect((list.body["data"] as unknown as { member_id: string }[]).map((row) => row.member_id)).toEqual([
      mine.member_id,
    ]);
    expect((await guide.call("GET /v1/members/count")).body).toMatchObject({ count: 1 });
    expect((await guide.call(`GET /v1/members/${mine.member_id}`)).status).toBe(200);
    expect(codeOf(await guide.call(`GET /v1/members/${theirs.member_id}`))).toEqual([404, "not_found"]);
    const sale = (member_id: string) =>
      api.call("POST /v1/purchases", {
        token: house.tenant.api_key,
        headers: { "idempotency-key": member_id },
        body: {
          member_id,
          venue_id: toWireId("venue", house.tenant.first.venue.venue_id),
          lines: [{ item_name: "票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }],
          payments: [{ method: "cash", amount_fen: 10_000 }],
        },
      });
    const [own, other] = [await sale(mine.member_id), await sale(theirs.member_id)];
    const purchases = await guide.call("GET /v1/purchases");
    expect(purchases.body["data"]).toHaveLength(1);
    expect((await guide.call(`GET /v1/purchases/${String(own.body["purchase_id"])}`)).status).toBe(200);
    expect((await guide.call(`GET /v1/purchases/${String(other.body["purchase_id"])}`)).status).toBe(404);
    // What a person shows reaches anybody, as for everybody else.
    expect((await guide.call("POST /v1/members/identify", { phone: theirs.phone })).status).toBe(200);
  });
});

describe("what a role hides", () => {
  test("is left out of every answer, wherever it stands, and out of what a key kept", async () => {
    const role = await house.createRole({
      permissions: ["members:read", "members:write", "purchases:read", "purchases:write"],
      masks: ["name", "phone", "birthday", "amounts"],
    });
    const { call, token } = await house.hire(role.code);
    const member = await house.register(house.asAdmin);
    const hidden = { name: "欧**岚", phone_masked: null, birthday: null, birth: null, next_birthday: null };
    expect((await call(`GET /v1/members/${member.member_id}`)).body).toMatchObject({
      ...hidden,
      stats: { spend_fen: null },
    });
    expect((await call("GET /v1/members")).body["data"]?.[0]).toMatchObject({ name: "欧**岚", phone_masked: null });
    const body = {
      member_id: member.member_id,
      venue_id: toWireId("venue", house.tenant.first.venue.venue_id),
      lines: [{ item_name: "票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }],
      payments: [{ method: "cash", amount_fen: 10_000 }],
    };
    const buy = (token: string) =>
      api.call("POST /v1/purchases", { token, body, headers: { "idempotency-key": "same" } });
    expect((await buy(house.admin)).body).toMatchObject({ total_fen: 10_000 });
    const again = await buy(token);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toMatchObject({ total_fen: null, points_awarded: 100 });
    expect((await call("GET /v1/purchases")).body["data"]?.[0]).toMatchObject({
      total_fen: null,
      member_name: "欧**岚",
    });
    expect((await house.asAdmin(`GET /v1/members/${member.member_id}`)).body).toMatchObject({ name: "欧阳听岚" });
  });

  test("is left out of reports as well", async () => {
    const role = await house.createRole({ permissions: ["insights:read", "org:read"], masks: ["amounts"] });
    const { call } = await house.hire(role.code);
    const shown = await house.asAdmin("GET /v1/insights/workbench");
    expect(shown.body).toMatchObject({ cards: { net_spend_fen: { value: expect.any(Number) } } });
    const hidden = await call("GET /v1/insights/workbench");
    expect(hidden.body).toMatchObject({
      cards: { net_spend_fen: { value: null, compare: null, spark: null, unit: "fen" } },
      total: { spend_fen: null, entries: 0 },
    });
  });
});
