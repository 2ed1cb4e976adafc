import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sharedDir } from "../../../../test/bad-texts.ts";
import { parseIdNumber } from "../domain/id-number.ts";

const file = path.join(sharedDir, "data/official_vectors/cn_id_numbers.json");
const vectors = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { cases: { id: string; valid: boolean }[] }).cases
  : [];

test.skipIf(vectors.length === 0)("the standard's own numbers and published ones", () => {
  expect(vectors.map(({ id }) => [id, parseIdNumber(id) !== undefined])).toEqual(
    vectors.map(({ id, valid }) => [id, valid]),
  );
});

test("as people write them: spaces, full width, a small x", () => {
  expect(parseIdNumber(" 110105 1949-1231 002x")).toBe("11010519491231002X");
  expect(parseIdNumber("１１０１０５１９４９１２３１００２Ｘ")).toBe("11010519491231002X");
});

test("one wrong digit, two that changed places, a day that never was, a place that is none", () => {
  for (const wrong of [
    "11010519491231003X",
    "11010519491321002X",
    "110105194902300021",
    "99010519491231002X",
    "1".repeat(18),
  ])
    expect(parseIdNumber(wrong)).toBeUndefined();
});
