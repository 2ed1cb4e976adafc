// Everything a database knows of its tenants, as one text that two runs can be compared by.
import type { TestDatabase } from "../database.ts";

/** Nonces come from the operating system on purpose: a ciphertext is the one thing that must not repeat. */
const NOT_REPEATED: Readonly<Record<string, readonly string[]>> = {
  "members.member": ["phone_cipher"],
  "messaging.message": ["to_cipher"],
  // A request's own number is made where no clock and no chance is injected.
  "platform.audit_entry": ["request_id"],
};
/** How long a request took, and which of many are kept, is the machine's affair. */
const LEFT_OUT = ["platform.request_log"];

/** One line a row, `schema.table {columns}`, tables by name and rows by their text. */
export async function exportTenants(db: TestDatabase): Promise<string> {
  const tables = await db.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname || '.' || c.relname <> all ($1) order by 1`,
    [LEFT_OUT],
  );
  const parts = await Promise.all(tables.map(({ name }) => exportTable(db, name)));
  return parts.flat().join("\n");
}

async function exportTable(db: TestDatabase, name: string): Promise<string[]> {
  const rows = await db.query<{ row: string }>(
    `select (to_jsonb(t) - $1::text[])::text collate "C" as row from ${name} t order by 1`,
    [NOT_REPEATED[name] ?? []],
  );
  return rows.map(({ row }) => `${name} ${row}`);
}

/** The first line in which two exports differ, for a message that a person can read. */
export function firstDifference(first: string, second: string): string | undefined {
  if (first === second) return undefined;
  const [a, b] = [first.split("\n"), second.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `line ${at} of ${a.length} and ${b.length}:\n${a[at]}\n${b[at]}`;
}
