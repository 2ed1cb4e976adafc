// Tables, views and types of the migrated database, as the generators need them.
import type pg from "pg";
import { describe } from "./describe.ts";
import { planFacts } from "./plan.ts";
import { neverNull } from "./nullability.ts";

export interface Column {
  readonly name: string;
  readonly column_no: number;
  readonly type_oid: number;
  readonly nullable: boolean;
  readonly has_default: boolean;
  /** Made by the database; never written. */
  readonly generated: boolean;
  /** The only texts a CHECK lets in, when there is such a CHECK. */
  readonly choices: readonly string[] | undefined;
}

export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly is_view: boolean;
  readonly columns: readonly Column[];
}

export interface Catalog {
  readonly relations: readonly Relation[];
  readonly types: ReadonlyMap<number, { name: string; element_oid: number }>;
  /** `schema.name` of functions that may write. */
  readonly volatile_functions: ReadonlySet<string>;
}

const ours = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')";

export async function readCatalog(client: pg.Client): Promise<Catalog> {
  const types = await client.query("select oid::int, typname as name, typelem::int as element_oid from pg_type");
  const functions = await client.query(
    `select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours} and p.provolatile = 'v'`,
  );
  const tables = await readTables(client);
  const base = new Map(tables.map((table) => [table.oid, table]));
  for (const view of await readViews(client, base)) base.set(view.oid, view);
  return {
    relations: [...base.values()].sort((a, b) => (`${a.schema}.${a.name}` < `${b.schema}.${b.name}` ? -1 : 1)),
    types: new Map(types.rows.map(({ oid, name, element_oid }) => [oid, { name, element_oid }])),
    volatile_functions: new Set(functions.rows.map((row) => row.name)),
  };
}

export function findColumn(
  relations: ReadonlyMap<number, Relation>,
  table_oid: number,
  column_no: number,
): Column | undefined {
  return relations.get(table_oid)?.columns.find((column) => column.column_no === column_no);
}

type TableRow = Pick<Relation, "oid" | "schema" | "name"> & {
  columns: (Omit<Column, "choices"> & { check: string | null })[];
};

async function readTables(client: pg.Client): Promise<Relation[]> {
  const { rows } = await client.query(`
    select c.oid::int, n.nspname as schema, c.relname as name,
           json_agg(json_build_object(
             'name', a.attname, 'column_no', a.attnum, 'type_oid', a.atttypid::int, 'nullable', not a.attnotnull,
             'has_default', a.atthasdef or a.attidentity <> '', 'generated', a.attidentity = 'a' or a.attgenerated <> '',
             'check', (select pg_get_constraintdef(k.oid) from pg_constraint k
                       where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
                         and pg_get_constraintdef(k.oid) ~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\[' limit 1)
           ) order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
    group by c.oid, n.nspname, c.relname`);
  return (rows as TableRow[]).map((row) => ({
    ...row,
    is_view: false,
    columns: row.columns.map(({ check, ...column }) => ({ ...column, choices: choicesOf(check) })),
  }));
}

/** A view's columns are nullable by catalogue; its definition knows better. Views of views resolve in order of oid. */
async function readViews(client: pg.Client, base: Map<number, Relation>): Promise<Relation[]> {
  const { rows } = await client.query(`
    select c.oid::int, n.nspname as schema, c.relname as name, pg_get_viewdef(c.oid) as definition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and ${ours} order by c.oid`);
  const known = new Map(base);
  const views: Relation[] = [];
  for (const { definition, ...view } of rows) {
    const { columns } = await describe(client, definition);
    const facts = await planFacts(client, definition);
    const relation: Relation = {
      ...view,
      is_view: true,
      columns: columns.map((column, index) => {
        const origin = findColumn(known, column.table_oid, column.column_no);
        const kept = origin ? !origin.nullable && !facts.emptied[index] : neverNull(facts.outputs[index]);
        return {
          name: column.name,
          column_no: index + 1,
          type_oid: column.type_oid,
          nullable: !kept,
          has_default: false,
          generated: true,
          choices: origin?.choices,
        };
      }),
    };
    known.set(relation.oid, relation);
    views.push(relation);
  }
  return views;
}

/** `CHECK ((kind = ANY (ARRAY['a'::text, 'b'::text])))` → a, b */
function choicesOf(check: string | null): string[] | undefined {
  const list = check?.match(/^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/)?.[1];
  if (!list || !/^('(?:[^']|'')*'::text(, )?)+$/.test(list)) return undefined;
  return [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, text = ""]) => text.replaceAll("''", "'"));
}
