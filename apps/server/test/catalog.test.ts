// What every table must keep, read from the catalogue: one tenant's rows are apart, and a tenant can live on its own node.
import { describe, expect, test } from "vitest";
import { testDatabase } from "./database.ts";

const ours = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')";

/** Tables that belong to no tenant, each for a reason. */
const shared = [
  "access.person", // signs in before a tenant is known
  "access.sign_in_failure",
  "access.sign_in_challenge", // a person's, between the two steps
  "access.person_totp",
  "access.recovery_code",
  "access.password_reset",
  "devices.pairing", // devices that are nobody's yet
  "ledger.proof_key", // public keys of the installation
  "org.tenant", // its own id is the key
  "platform.backup_run", // the installation's
  "privacy.key_version", // the master keys are of the installation
  "platform.consumer", // one cursor over all tenants
  "platform.demo_world",
  "platform.migration",
  "platform.recovery_probe", // of a drill
];

describe("the catalogue", () => {
  const db = testDatabase();
  const names = async (query: string) => (await db.query<{ name: string }>(query)).map((row) => row.name);

  test("every table has a tenant_id, except those named here", async () => {
    const without = await names(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) order by 1`);
    expect(without.filter((name) => !shared.includes(name))).toEqual([]);
  });

  test("keys and unique indexes of tenant tables start with tenant_id", async () => {
    const wrong = await names(`
      select i.indexrelid::regclass::text as name from pg_index i
      join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where i.indisunique and not c.relispartition and ${ours} and i.indkey[0] <> a.attnum order by 1`);
    expect(wrong).toEqual([]);
  });

  test("foreign keys between tenant tables carry tenant_id, first", async () => {
    const wrong = await names(`
      select k.conname as name from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = k.confrelid and a.attname = 'tenant_id'
      where k.contype = 'f' and ${ours} and k.confkey[1] <> a.attnum order by 1`);
    expect(wrong).toEqual([]);
  });

  test("row-level security is on for every tenant table, with a policy", async () => {
    const open = await names(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
        and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)) order by 1`);
    expect(open).toEqual([]);
  });

  test("views run with the rights of the caller, so row-level security binds them", async () => {
    const open = await names(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'v' and ${ours} and not coalesce('security_invoker=true' = any(c.reloptions), false) order by 1`);
    expect(open).toEqual([]);
  });

  test("functions that run with the owner's rights fix their search path", async () => {
    const loose = await names(`
      select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and ${ours} and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false) order by 1`);
    expect(loose).toEqual([]);
  });

  test("no triggers: checks, posting functions and the audit keep the invariants", async () => {
    expect(
      await names(`
        select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where not t.tgisinternal and ${ours}`),
    ).toEqual([]);
  });
});
