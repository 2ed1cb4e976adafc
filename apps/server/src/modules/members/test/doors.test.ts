import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { parsePhone } from "../../../platform/kernel/phone.ts";
import {
  findMember,
  findOrCreateMember,
  getMemberByCode,
  issueMemberCodes,
  listMemberIds,
  type NewMember,
  registerMember,
  registerMembersBulk,
  resolveMember,
  verifyMemberCode,
} from "../index.ts";
import { newPhone } from "./build.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";

const NOWHERE = { ...EVERYBODY, scope: [] };

const api = testApi();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const person = (): NewMember & { phone: string } => ({
  name: "江听岚",
  phone: parsePhone(newPhone()) ?? "",
  home_unit_id: tenant.first.unit_id,
  source: "till",
  joined_at: new Date("2026-01-01T00:00:00Z"),
});

test("50 tills that meet the same stranger at once get the same member", async () => {
  const { app } = api;
  const stranger = person();
  const found = await Promise.all(
    Array.from({ length: 50 }, () =>
      app.database.write(tenant.tenant_id, (tx) => findOrCreateMember(tx, app, stranger)),
    ),
  );
  expect(new Set(found.map(({ member_id }) => member_id)).size).toBe(1);
  expect(found.filter(({ created }) => created)).toHaveLength(1);
});

test("a transaction that fails leaves no member, gram or event behind", async () => {
  const { app } = api;
  const count = async () =>
    (
      await api.db.query(
        "select (select count(*) from members.member) m, (select count(*) from members.name_gram) g, (select count(*) from platform.outbox) o",
      )
    )[0];
  const before = await count();
  const failed = app.database.write(tenant.tenant_id, async (tx) => {
    await registerMember(tx, app, person());
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await count()).toEqual(before);
});

describe("a gate or till", () => {
  test("reads a code by itself and finds its member", async () => {
    const { app } = api;
    const { tenant_id } = tenant;
    const member_id = await app.database.write(tenant_id, (tx) => registerMember(tx, app, person()));
    await app.database.read(tenant_id, async (db) => {
      const member = await findMember(db, app, { member_id });
      const [first, , third] = issueMemberCodes(app, tenant_id, member?.medium_ref ?? "");
      const reading = verifyMemberCode(app, tenant_id, first?.code ?? "");
      expect(reading).toMatchObject({ status: "valid", medium_ref: member?.medium_ref });
      expect(verifyMemberCode(app, tenant_id, third?.code ?? "").status).toBe("invalid");
      expect((await getMemberByCode(db, app, first?.code ?? "")).member_id).toBe(member_id);
      expect((await resolveMember(db, app, { member_code: first?.code }, NOWHERE)).member_id).toBe(member_id);
      await expect(resolveMember(db, app, { member_id }, NOWHERE)).rejects.toMatchObject({ code: "not_found" });
      await expect(resolveMember(db, app, {}, EVERYBODY)).rejects.toMatchObject({ code: "not_found" });
    });
  });

  test("a replaced medium turns its codes into nobody's", async () => {
    const { app } = api;
    const member_id = await app.database.write(tenant.tenant_id, (tx) => registerMember(tx, app, person()));
    const member = await app.database.read(tenant.tenant_id, (db) => findMember(db, app, { member_id }));
    const [code] = issueMemberCodes(app, tenant.tenant_id, member?.medium_ref ?? "");
    await api.db.query("update members.member set medium_ref = gen_random_uuid() where member_id = $1", [member_id]);
    const asked = app.database.read(tenant.tenant_id, (db) => getMemberByCode(db, app, code?.code ?? ""));
    await expect(asked).rejects.toMatchObject({ code: "code_invalid" });
  });
});

test("a file's own numbers lead to its members; 1000 lines are one statement a table", async () => {
  const { app } = api;
  const lines = Array.from({ length: 1000 }, (_, n) => ({
    external_id: `x-${n}`,
    name: `批量${n}`,
    phone: newPhone(),
  }));
  const results = await app.database.write(tenant.tenant_id, (tx) => registerMembersBulk(tx, app, lines));
  expect(results.every((result) => result.status === "created")).toBe(true);
  const ids = await app.database.read(tenant.tenant_id, (db) => listMemberIds(db, ["x-0", "x-999", "x-nobody"]));
  expect([...ids.keys()].sort()).toEqual(["x-0", "x-999"]);
  const [cards] = await api.db.query<{ cards: number; gaps: number }>(
    "select count(distinct card_no)::int as cards, count(*)::int as gaps from members.member where external_id like 'x-%'",
  );
  expect(cards).toEqual({ cards: 1000, gaps: 1000 });
});
