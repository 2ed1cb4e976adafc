// What the wizard shows of a cell is what the server makes of it.
import { expect, test } from "vitest";
import { readRow } from "../../../../../../server/src/platform/imports/mapping.ts";
import { type FieldDraft, PLAIN, readCell } from "../reading.ts";

const drafts: FieldDraft[] = [
  { ...PLAIN, column: 0 },
  { ...PLAIN, fill: "R-{row}{row}" },
  { column: 0, missing: ["118", "U"], fill: "", pairs: [{ from: "B", to: "silver" }] },
  { column: 0, missing: ["U"], fill: "row {row}", pairs: [{ from: "=1", to: "one" }] },
];
const cells = ["B", " B ", "118", "U", "u", "", "   ", "'=1", "=1", "'quoted", "'+8613900000000", "金卡", "{row}"];

test.each(drafts)("a cell before and after: %j", (draft) => {
  const { column, missing, fill, pairs } = draft;
  const mapping: Record<string, number> = column === undefined ? {} : { field: column };
  const reading = {
    missing: { field: missing },
    defaults: fill === "" ? {} : { field: fill },
    translations: { field: pairs },
  };
  const ours = cells.map((cell) => readCell(draft, cell, 7));
  const theirs = cells.map((cell) => readRow(mapping, reading, { cells: [cell], row_no: 7 })["field"] ?? "");
  expect(ours).toEqual(theirs);
});
