import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { bigintArray, instantArray, intArray, uuidArray } from "../binary-arrays.ts";

const db = testDatabase();

const MIN_INT = -(2 ** 31);
const rows = fc.array(
  fc.record({
    uuid: fc.option(fc.uuid()),
    int: fc.integer({ min: MIN_INT, max: 2 ** 31 - 1 }),
    bigint: fc.maxSafeInteger(),
    at: fc.option(fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })),
  }),
  { maxLength: 20 },
);

test("arrays arrive as they were, with nulls, negative numbers, times before 2000 and nothing in them", async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const read = await db.query(
        `select uuid, int, bigint, at from unnest($1::uuid[], $2::int[], $3::bigint[], $4::timestamptz[]) as t(uuid, int, bigint, at)`,
        [
          uuidArray(given.map(({ uuid }) => uuid)),
          intArray(given.map(({ int }) => int)),
          bigintArray(given.map(({ bigint }) => bigint)),
          instantArray(given.map(({ at }) => at)),
        ],
      );
      expect(read).toEqual(given);
    }),
    { numRuns: 60, examples: [[[]]] },
  );
});
