import { decryptBytes, encrypt } from "../crypto/cipher.ts";
import { blindIndex } from "../crypto/mac.ts";
import type { Secrets } from "../crypto/secrets.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { SealedColumn } from "./registry.ts";

/** Where a page ended: the values of the row's key columns. */
export type ResealCursor = readonly (string | number)[];

export interface Resealed {
  resealed: number;
  /** Undefined: that was the last page. */
  next: ResealCursor | undefined;
}

const keysOf = ({ key }: SealedColumn): readonly string[] => (typeof key === "string" ? [key] : key);

/** How many ciphertexts of this column are not of the current key. */
export async function countOldSeals(db: Db, { current_version }: Secrets, column: SealedColumn): Promise<number> {
  const { table, cipher } = column;
  const [row] = await db.query<{ count: number }>({
    text: `select count(*)::int as count from ${table}
           where tenant_id = $1 and ${cipher} is not null and get_byte(${cipher}, 0) <> $2`,
    values: [db.tenant_id, current_version],
  });
  return row?.count ?? 0;
}

/**
 * One page: what an older key sealed is sealed by the current one, and its blind index made anew. A row that somebody changes
 * meanwhile is left to them: whoever writes, writes with the current key. Undefined cursor: that was the last page.
 */
export async function resealPage(
  tx: Tx,
  secrets: Secrets,
  column: SealedColumn,
  page: { after: ResealCursor | null; limit: number },
): Promise<Resealed> {
  const { tenant_id } = tx;
  const { table, cipher, index, place } = column;
  const keys = keysOf(column);
  const { current_version } = secrets;
  const after = page.after ? `and (${keys.join(", ")}) > (${keys.map((_, at) => `$${at + 4}`).join(", ")})` : "";
  const rows = await tx.query<Record<string, string | number> & { sealed: Buffer }>({
    text: `select ${keys.join(", ")}, ${cipher} as sealed from ${table}
           where tenant_id = $1 and ${cipher} is not null and get_byte(${cipher}, 0) <> $2 ${after}
           order by ${keys.join(", ")} limit $3`,
    values: [tenant_id, current_version, page.limit, ...(page.after ?? [])],
  });
  let resealed = 0;
  for (const row of rows) {
    const at = keys.map((key) => row[key] ?? "");
    const here = { tenant_id, table, column: place, row_id: at.join("/") };
    const plain = decryptBytes(secrets, row.sealed, here);
    const same = keys.map((key, nth) => `and ${key} = $${nth + 4}`).join(" ");
    const anew = index ? `, ${index.column} = $${keys.length + 4}` : "";
    resealed += await tx.execute({
      text: `update ${table} set ${cipher} = $2${anew} where tenant_id = $1 and ${cipher} = $3 ${same}`,
      values: [
        tenant_id,
        encrypt(secrets, plain, here),
        row.sealed,
        ...at,
        ...(index ? [blindIndex(secrets, tenant_id, index.field, plain.toString("utf8"))] : []),
      ],
    });
  }
  const last = rows.at(-1);
  const next = rows.length === page.limit && last ? keys.map((key) => last[key] ?? "") : undefined;
  return { resealed, next };
}
