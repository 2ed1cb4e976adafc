// The second lock, alone: raw SQL as the application's role, past every condition of ours. Read from the catalogue, so that
// a new table is tried by itself.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "./api.ts";
import { createRequestWorld } from "./request-world.ts";
import { createTestTenant } from "./world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0", RATE_LIMIT_KEY: "0" } });
let app: pg.Client;
let tables: string[];
/** Those that hold rows of both tenants: of the others, nothing seen proves little. */
let filled: string[];
let one: string;
let other: string;

const OURS = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')";
const relations = async (kinds: string) =>
  (
    await api.db.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in (${kinds}) and ${OURS}
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
      order by 1`)
  ).map((row) => row.name);

beforeAll(async () => {
  one = (await createRequestWorld(api)).tenant.tenant_id;
  other = (await createTestTenant(api.app)).tenant_id;
  tables = await relations("'r', 'p'");
  filled = [];
  for (const table of tables) {
    const rows = await api.db.query<{ n: number }>(
      `select count(*)::int as n from ${table} where tenant_id = '${one}'`,
    );
    if (rows[0]?.n) filled.push(table);
  }
  app = new pg.Client({ connectionString: api.db.url, options: "-c role=huiyou_app" });
  await app.connect();
});
afterAll(() => app.end());

/** How many rows a statement saw or touched, or the refusal's code; undone at once. */
async function attempt(text: string, tenant?: string): Promise<number | string> {
  await app.query("begin");
  try {
    if (tenant !== undefined) await app.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    const { rowCount } = await app.query(text);
    return rowCount ?? 0;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? "";
  } finally {
    await app.query("rollback");
  }
}

/** Refused for want of a right: by a policy or a missing grant. */
const REFUSED = "42501";

async function found(
  what: readonly string[],
  statement: (table: string) => string,
  tenant?: string,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const table of what) {
    const outcome = await attempt(statement(table), tenant);
    if (outcome !== 0 && outcome !== REFUSED) wrong.push(`${table}: ${outcome}`);
  }
  return wrong;
}

test("the role is not the owner of anything, and no superuser", async () => {
  const [role] = (await app.query("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")).rows;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  const owned = await app.query("select relname from pg_class where relowner = current_user::regrole");
  expect(owned.rows).toEqual([]);
});

test("there is enough to be seen", () => {
  expect(filled.length).toBeGreaterThan(30);
});

describe.each([
  ["without a tenant", undefined],
  ["with an empty one", ""],
])("%s", (_, tenant) => {
  test("nothing is seen in any table or view", async () => {
    expect(
      await found([...tables, ...(await relations("'v'"))], (name) => `select 1 from ${name} limit 1`, tenant),
    ).toEqual([]);
  });

  test("nothing is written, changed or taken away", async () => {
    const insert = (table: string) => `insert into ${table} (tenant_id) values ('${one}')`;
    for (const table of tables) expect([table, await attempt(insert(table), tenant)]).toEqual([table, REFUSED]);
    expect(await found(tables, (table) => `update ${table} set tenant_id = tenant_id`, tenant)).toEqual([]);
    expect(await found(tables, (table) => `delete from ${table}`, tenant)).toEqual([]);
  });
});

describe("as one tenant", () => {
  test("only its own rows are there", async () => {
    const foreign = (name: string) => `select 1 from ${name} where tenant_id <> '${one}' limit 1`;
    expect(await found([...tables, ...(await relations("'v'"))], foreign, one)).toEqual([]);
    for (const table of filled) {
      const seen = await attempt(`select 1 from ${table} limit 1`, one);
      expect([table, seen === 1 || seen === REFUSED]).toEqual([table, true]);
    }
  });

  test("no row is put into another, moved there, or reached in it", async () => {
    const insert = (table: string) => `insert into ${table} (tenant_id) values ('${one}')`;
    for (const table of tables) expect([table, await attempt(insert(table), other)]).toEqual([table, REFUSED]);
    for (const table of filled) {
      const moved = await attempt(`update ${table} set tenant_id = '${other}'`, one);
      expect([table, moved]).toEqual([table, REFUSED]);
    }
    expect(await found(tables, (table) => `delete from ${table} where tenant_id = '${one}'`, other)).toEqual([]);
    expect(
      await found(tables, (table) => `update ${table} set tenant_id = '${other}' where tenant_id = '${one}'`, other),
    ).toEqual([]);
  });
});
