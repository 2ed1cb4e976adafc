import { withClient } from "./database.ts";

/** Drops every schema of ours, and nothing that somebody else may keep in the same database. */
export async function resetSchemas(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query(`
      select nspname from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')
        and (nspname = 'graphile_worker' or has_schema_privilege('huiyou_app', oid, 'usage'))`);
    for (const { nspname } of rows) await client.query(`drop schema ${client.escapeIdentifier(nspname)} cascade`);
  });
}
