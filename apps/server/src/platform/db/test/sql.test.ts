import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { bind, readBlock, run } from "../sql.ts";

const tenant_id = "01890000-0000-7000-8000-000000000001";
const text = "select unnest($1::int[]) as n";
type Params = { numbers: readonly number[] };
type Row = { n: number };
const parameters = ["numbers"];
const one = readBlock<Params, Row, "one">({ name: "t.one", cardinality: "one", parameters, text });
const justOne = readBlock<Params, Row, "just_one">({ name: "t.just_one", cardinality: "just_one", parameters, text });
const many = readBlock<Params, Row, "many">({ name: "t.many", cardinality: "many", parameters, text });

describe("run", () => {
  const db = testDatabase();
  const read = <T>(work: Parameters<typeof db.database.read<T>>[1]) => db.database.read(tenant_id, work);

  test("answers by cardinality", async () => {
    expect(await read((tx) => run(tx, one, { numbers: [] }))).toBeUndefined();
    expect(await read((tx) => run(tx, justOne, { numbers: [7] }))).toEqual({ n: 7 });
    expect(await read((tx) => run(tx, many, { numbers: [1, 2] }))).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("more or fewer rows than promised are a bug, not a guess", async () => {
    await expect(read((tx) => run(tx, one, { numbers: [1, 2] }))).rejects.toThrow("t.one answered 2 rows");
    await expect(read((tx) => run(tx, justOne, { numbers: [] }))).rejects.toThrow("t.just_one answered no row");
  });

  test("big numbers come as numbers, alone and in arrays; dates stay texts", async () => {
    const [row] = await read((tx) =>
      tx.query<Record<string, unknown>>({
        text: "select 9007199254740991 as one, array[1, 9007199254740991]::bigint[] as many, array['2026-02-28']::date[] as days",
      }),
    );
    expect(row).toEqual({ one: 9007199254740991, many: [1, 9007199254740991], days: ["2026-02-28"] });
    await expect(read((tx) => tx.query({ text: "select 9007199254740992 as too_big" }))).rejects.toThrow(
      "safe integer",
    );
  });

  test("JSON arrays are sent as JSON", () => {
    const block = readBlock<{ tags: unknown }, never, "many">({
      name: "t.json",
      cardinality: "many",
      parameters: ["tags"],
      json: [0],
      text: "select $1::jsonb",
    });
    expect(bind(block, { tags: ["a"] }).values).toEqual(['["a"]']);
    expect(bind(block, { tags: null }).values).toEqual([null]);
  });
});
