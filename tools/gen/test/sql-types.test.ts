import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../apps/server/test/database.ts";
import { type Catalog, readCatalog } from "../catalog.ts";
import { parseBlocks } from "../sql-blocks.ts";
import { sqlTypes } from "../sql-types.ts";

describe("named blocks", () => {
  test("parameters are what is left after strings, casts and comments", () => {
    const [block] = parseBlocks(
      "-- name: odd :many\n-- why it is odd\nselect ':no', a::text, \"b:c\", $q$ :nor $q$ -- :never\nfrom t where id = :id and (:tag?::uuid is null or tag = :tag) and id <> :id;\n",
      "odd.sql",
    );
    expect(block?.parameters).toEqual([
      { name: "id", nullable: false },
      { name: "tag", nullable: true },
    ]);
    expect(block?.text).toBe(
      `select ':no', a::text, "b:c", $q$ :nor $q$\nfrom t where id = $1 and ($2::uuid is null or tag = $2) and id <> $1`,
    );
    expect(block?.about).toEqual(["why it is odd"]);
  });

  test.each([
    ["-- name: x\nselect 1", "write “-- name"],
    ["-- name: x :one\nselect 1; select 2", "more than one statement"],
    ["-- name: x :one\n-- nothing", "is empty"],
    ["select 1", "outside a named block"],
    ["-- name: x :one\nselect 1\n-- name: x :one\nselect 2", "two blocks are named x"],
  ])("refuses %j", (source, message) => {
    expect(() => parseBlocks(source, "bad.sql")).toThrow(message);
  });
});

describe("types from the migrated database", () => {
  const db = testDatabase();
  const root = mkdtempSync(path.join(os.tmpdir(), "huiyou-gen-"));
  const file = "apps/server/src/modules/zoo/db/animals.sql";
  let client: pg.Client;
  let catalog: Catalog;

  beforeAll(async () => {
    client = new pg.Client(db.url);
    await client.connect();
    await client.query(`
      create schema zoo;
      create table zoo.keeper (keeper_id uuid primary key, name text not null);
      create table zoo.animal (
        animal_id uuid primary key, keeper_id uuid references zoo.keeper, kind text not null check (kind in ('cat', 'dog')),
        weight_g bigint not null, born_on date, seen_at timestamptz not null, notes jsonb not null default '{}');
      create view zoo.v_animal as select a.animal_id, a.kind, k.name as keeper_name from zoo.animal a left join zoo.keeper k using (keeper_id);
      create function zoo.feed(animal_id uuid) returns int language sql volatile as 'select 1';`);
    catalog = await readCatalog(client);
  });
  afterAll(async () => {
    await client.end();
    rmSync(root, { recursive: true });
  });

  async function generate(source: string): Promise<string> {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), source);
    return (await sqlTypes(client, catalog, root, file)).text;
  }

  test("columns keep the nullability, the choices and the types of their table", async () => {
    const text = await generate(
      "-- name: find_animal :one\nselect kind, weight_g, born_on, seen_at, notes from zoo.animal where animal_id = :animal_id",
    );
    expect(text).toContain(
      '  kind: "cat" | "dog";\n  weight_g: number;\n  born_on: string | null;\n  seen_at: Date;\n  notes: unknown;\n',
    );
    expect(text).toContain('export const findAnimal = readBlock<FindAnimalParams, FindAnimalRow, "one">');
    expect(text).toContain("  animal_id: string;");
  });

  test("the far side of an outer join may be null, also through a view", async () => {
    const joined = await generate(
      "-- name: list_animals :many\nselect a.kind, k.name from zoo.animal a left join zoo.keeper k using (keeper_id)",
    );
    expect(joined).toContain("  name: string | null;");
    const viewed = await generate("-- name: list_animals :many\nselect kind, keeper_name from zoo.v_animal");
    expect(viewed).toContain('  kind: "cat" | "dog";\n  keeper_name: string | null;');
  });

  test("marks decide over what is inferred", async () => {
    const text = await generate(
      '-- name: weigh :just_one\nselect count(*) as animals, sum(weight_g)::bigint as "total_g!", max(weight_g) as most_g, min(kind) as "kind?" from zoo.animal',
    );
    expect(text).toContain(
      "  animals: number;\n  total_g: number;\n  most_g: number | null;\n  kind: string | null;\n",
    );
    expect(text).toContain('as "total_g"');
  });

  test("a statement that writes, locks or calls a function that may write asks for a Tx", async () => {
    const body = (statement: string) => generate(`-- name: act :many\n${statement}`);
    expect(await body("update zoo.animal set weight_g = :g where animal_id = :id returning kind")).toContain(
      "writeBlock<",
    );
    expect(await body("select kind from zoo.animal for update")).toContain("writeBlock<");
    expect(await body("select zoo.feed(:id)")).toContain("writeBlock<");
    expect(await body("select kind from zoo.animal")).toContain("readBlock<");
  });

  test("JSON parameters are marked, so that arrays are not sent as PostgreSQL's", async () => {
    const text = await generate(
      "-- name: note :exec\nupdate zoo.animal set notes = :notes where animal_id = any(:ids::uuid[])",
    );
    expect(text).toContain("  json: [0],");
    expect(text).toContain("  ids: readonly string[];");
  });

  test("a mistake names its file, line and block", async () => {
    await expect(generate("\n-- name: find_it :one\nselect nothing from zoo.animal")).rejects.toThrow(
      `${file}:2 find_it: column "nothing" does not exist`,
    );
  });
});
