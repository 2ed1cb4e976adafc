// Where people are in the database, read from the catalogue; and that whoever leaves is nowhere in it any more.
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { auditTenant, ledgerTasks } from "../src/modules/ledger/index.ts";
import { erasePerson, forgetTraces, type TraceCursor } from "../src/modules/privacy/erasure/erase-person.ts";
import { SYSTEM } from "../src/platform/audit/by.ts";
import { sequenceEvents } from "../src/platform/events/sequencer.ts";
import { routeName } from "../src/platform/http/route.ts";
import { present } from "../src/platform/kernel/assert.ts";
import { parseWireId } from "../src/platform/kernel/ids.ts";
import { LOG_SETTLES_MS } from "../src/platform/request-log/request-log.ts";
import { listPersonalData, listSealedColumns, listSealedElsewhere } from "../src/platform/personal-data/registry.ts";
import { routes } from "../src/roles/routes.ts";
import { testApi } from "./api.ts";
import { createRequestWorld, type RequestWorld, sendCode } from "./request-world.ts";
import { buildRequest } from "./requests.ts";

const unlimited = { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0", RATE_LIMIT_KEY: "0" };
const api = testApi({ environment: unlimited });
let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld(api);
});

const NAME = "欧阳鹤鸣";
const PHONE = "15527183645";
const ID_NUMBER = "33010219200403064X";
const EXTERNAL_ID = "crm-7741-鹤鸣";

describe("the catalogue", () => {
  const tablesWith = async (condition: string) =>
    (
      await api.db.query<{ name: string }>(`
        select distinct n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_'
          and n.nspname not in ('information_schema', 'graphile_worker') and ${condition} order by 1`)
    ).map(({ name }) => name);

  test("every table with a member in it is declared, with what leaving does to it", async () => {
    const with_people = await tablesWith("a.attname in ('member_id', 'owner_id', 'from_owner_id', 'root_owner_id')");
    const declared = new Set(listPersonalData().flatMap(({ tables }) => Object.keys(tables)));
    // Files and jobs are owned by staff and keys.
    const of_staff = ["platform.file"];
    expect(with_people.filter((name) => !declared.has(name) && !of_staff.includes(name))).toEqual([]);
  });

  test("every declared table is there", async () => {
    const all = new Set(await tablesWith("true"));
    const declared = listPersonalData().flatMap(({ tables }) => Object.keys(tables));
    expect(declared.filter((name) => !all.has(name))).toEqual([]);
  });

  test("every column of ciphertexts is known to the rotation of keys", async () => {
    const known = new Set([
      ...listSealedColumns().map(({ table, cipher }) => `${table}.${cipher}`),
      ...listSealedElsewhere().map(({ table }) => table),
    ]);
    const columns = await api.db.query<{ table_name: string; name: string }>(`
      select n.nspname || '.' || c.relname as table_name, n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and not a.attisdropped and a.attname ~ '_cipher$' order by 1`);
    const unknown = columns.filter(({ name, table_name }) => !known.has(name) && !known.has(table_name));
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });
});

/** Every place in the whole database, of all rooms, where one of the words stands in any column. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const tables = await api.db.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`);
  const places: string[] = [];
  for (const { name } of tables) {
    const rows = await api.db.query<{ text: string }>(
      `select t::text as text from ${name} t where exists (select from unnest($1::text[]) w where strpos(t::text, w) > 0)`,
      [words],
    );
    places.push(...rows.map(({ text }) => `${name}: ${text.slice(0, 300)}`));
  }
  return places;
}

/** A member of the world with a name, numbers and words about them in every free text. */
async function newPerson(): Promise<{ member_id: string; token: string }> {
  const body = {
    name: NAME,
    phone: PHONE,
    home_unit_id: world.unit_id,
    external_id: EXTERNAL_ID,
    birthday: "1988-04-03",
  };
  const headers = { "idempotency-key": `join-${PHONE}` };
  const joined = await api.call("POST /v1/members", { token: world.tenant.api_key, body, headers });
  const member_id = String(joined.body["member_id"]);
  await patch(member_id, { id_number: ID_NUMBER });
  const { tenant, tenant_id } = world;
  const code = await sendCode(api, tenant, PHONE);
  const consents = [{ purpose: "membership", text_version: "1" }];
  const signed = await api.call("POST /v1/member/sessions", { body: { tenant_id, phone: PHONE, code, consents } });
  return { member_id, token: String(signed.body["token"]) };
}

async function patch(member_id: string, change: object) {
  const token = world.tenant.api_key;
  const { body } = await api.call(`GET /v1/members/${member_id}`, { token });
  const reply = await api.call(`PATCH /v1/members/${member_id}`, {
    token,
    body: { version: body["version"], ...change },
  });
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
}

let serial = 0;
const post = (path: string, body: object, token = world.tenant.api_key) =>
  api.call(`POST ${path}`, { token, body, headers: { "idempotency-key": `told-${++serial}` } });

/** What people write where they can write anything. */
async function tellEverywhere(member_id: string): Promise<void> {
  const about = `${NAME}来电 ${PHONE}，证件 ${ID_NUMBER}`;
  const { venue_id } = world;
  const line = { item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen: 10_000 };
  const basket = { member_id, venue_id, lines: [line], payments: [{ method: "cash", amount_fen: 10_000 }] };
  const bought = await post("/v1/purchases", { ...basket, external_id: `order-${PHONE}` });
  const refund = { lines: [{ line_no: 1, amount_fen: 100 }], reason: about };
  const told = [
    bought,
    await post(`/v1/purchases/${String(bought.body["purchase_id"])}/refunds`, refund),
    await post("/v1/points/adjustments", { member_id, points: 10, reason: about }),
    await post("/v1/points/adjustments", { member_id, points: 1_000_000, reason: about }, world.staff_token),
    await post("/v1/holds", { owner: { member_id }, asset: "points", amount: 1, reason: about, external_id: about }),
    await post("/v1/transactions", {
      kind: "top_up",
      title: about,
      external_id: "told",
      postings: [{ from: { system: "issued" }, to: { member_id }, asset: "points", amount: 5 }],
    }),
    await post(`/v1/members/${member_id}/reveal`, { fields: ["phone"], reason: about }),
    await api.call(`PUT /v1/members/${member_id}/tier`, {
      token: world.tenant.api_key,
      body: { tier_code: "gold", reason: about },
    }),
  ];
  expect(told.filter(({ status }) => status >= 300).map(({ text }) => text)).toEqual([]);
  await patch(member_id, { status: "blocked", reason: about });
  await patch(member_id, { status: "active", reason: about });
}

/** Every route that answers, asked as about this member. */
async function liveThroughEveryRoute(member_id: string, token: string): Promise<void> {
  const mine = { ...world, member_id, member_token: token };
  for (const route of routes) {
    const name = routeName(route);
    if (route.produces === "text/event-stream" || name.includes("session")) continue;
    const request = await buildRequest(route, mine);
    const { body, headers, path, query = {} } = request;
    const search = new URLSearchParams(query).toString();
    const options = { headers, ...(request.token === undefined ? {} : { token: request.token }) };
    await api.call(`${route.method} ${path}${search && `?${search}`}`, { ...options, ...(body ? { body } : {}) });
  }
}

async function erase(member_id: string): Promise<void> {
  const asked = await post("/v1/subject_requests", { member_id, kind: "erasure", note: `${NAME} 要求注销` });
  const request_wire = String(asked.body["request_id"]);
  await post(`/v1/subject_requests/${request_wire}/start`, { note: `回拨 ${PHONE} 核实` });
  const request_id = present(parseWireId("subject_request", request_wire), "the request");
  const { app } = api;
  const { tenant_id } = world.tenant;
  const asking = { request_id, by: SYSTEM, approval_id: null, reason: null };
  await app.database.write(tenant_id, (tx) => erasePerson(tx, app, asking));
  await setTimeout(LOG_SETTLES_MS);
  let cursor: TraceCursor | undefined = { trace: 0, after: undefined };
  while (cursor) {
    const from: TraceCursor = cursor;
    cursor = await app.database.write(tenant_id, (tx) => forgetTraces(tx, app, request_id, SYSTEM, from));
  }
  const done = await api.call(`GET /v1/subject_requests/${request_wire}`, { token: world.tenant.api_key });
  expect(done.body["request"]).toMatchObject({ state: "done", erased_at: expect.any(String) });
}

describe("whoever leaves", () => {
  test("is nowhere in the database by name, phone or ID number, and the book and the log stay whole", {
    timeout: 180_000,
  }, async () => {
    const { tenant_id } = world.tenant;
    const { member_id, token } = await newPerson();
    await liveThroughEveryRoute(member_id, token);
    await patch(member_id, { name: NAME, phone: PHONE, id_number: ID_NUMBER, status: "active", reason: "恢复" });
    await tellEverywhere(member_id);
    await sequenceEvents(api.app.database);
    const tasks = ledgerTasks(api.app, async () => [tenant_id]);
    await tasks["ledger_seal"]?.({ tenant_id }, {} as never);

    const words = [NAME, PHONE, ID_NUMBER, EXTERNAL_ID];
    expect((await placesOf(words)).length).toBeGreaterThan(5);
    const audits = async () =>
      (
        await api.db.query<{ n: number }>("select count(*)::int as n from platform.audit_entry where tenant_id = $1", [
          tenant_id,
        ])
      )[0]?.n ?? 0;
    const before = await audits();
    const book = await auditTenant(api.app.database, api.app, tenant_id);
    await leaveFamily(member_id);
    await erase(member_id);

    expect(await placesOf(words)).toEqual([]);
    expect(await audits()).toBeGreaterThan(before);
    const after = await auditTenant(api.app.database, api.app, tenant_id);
    expect(after).toMatchObject({ findings: [], head: book.head, entries: book.entries });
    const consents = await api.call(`GET /v1/consents?member_id=${member_id}`, { token: world.tenant.api_key });
    const history = consents.body["history"] as unknown as { proof_holds: boolean }[];
    expect(history.length).toBeGreaterThan(0);
    expect(history.every(({ proof_holds }) => proof_holds)).toBe(true);
    const found = await api.call(`GET /v1/members?q=${PHONE}`, { token: world.tenant.api_key });
    expect(found.body["data"]).toEqual([]);
    const head = await api.call(`GET /v1/members/${member_id}`, { token: world.tenant.api_key });
    expect(head.body).toMatchObject({ name: "已注销会员", phone_masked: null, birth: null, id_number_masked: null });
    expect((await api.call("GET /v1/member", { token })).status).toBe(401);
  });
});

/** A household keeps its guardian: whoever is one hands it over first. */
async function leaveFamily(member_id: string): Promise<void> {
  await api.db.query(
    `update members.household_member h set role = 'guardian' where exists (select from members.household_member o
     where o.household_id = h.household_id and o.member_id = $1 and o.left_at is null) and h.left_at is null`,
    [present(parseWireId("member", member_id), "the member")],
  );
}
