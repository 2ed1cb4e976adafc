import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixedClock } from "../clock.ts";
import { createIds, parseWireId, toWireId } from "../ids.ts";
import { seededRandom } from "../random.ts";

describe("ids on the wire", () => {
  // From the TypeID specification.
  test.each([
    ["00000000000000000000000000", "00000000-0000-0000-0000-000000000000"],
    ["00000000000000000000000001", "00000000-0000-0000-0000-000000000001"],
    ["0000000000000000000000000a", "00000000-0000-0000-0000-00000000000a"],
    ["0000000000000000000000000g", "00000000-0000-0000-0000-000000000010"],
    ["00000000000000000000000010", "00000000-0000-0000-0000-000000000020"],
    ["7zzzzzzzzzzzzzzzzzzzzzzzzz", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    ["0123456789abcdefghjkmnpqrs", "0110c853-1d09-52d8-d73e-1194e95b5f19"],
    ["01h455vb4pex5vsknk084sn02q", "01890a5d-ac96-774b-bcce-b302099a8057"],
  ])("%s is %s", (digits, uuid) => {
    expect(toWireId("member", uuid)).toBe(`mbr_${digits}`);
    expect(parseWireId("member", `mbr_${digits}`)).toBe(uuid);
  });

  test("every uuid comes back", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(parseWireId("venue", toWireId("venue", uuid))).toBe(uuid);
      }),
    );
  });

  test.each([
    "",
    "mbr",
    "mbr_",
    "ven_01h455vb4pex5vsknk084sn02q",
    "mbr-01h455vb4pex5vsknk084sn02q",
    "mbr_01h455vb4pex5vsknk084sn02",
    "mbr_01h455vb4pex5vsknk084sn02qq",
    "mbr_81h455vb4pex5vsknk084sn02q",
    "mbr_01H455VB4PEX5VSKNK084SN02Q",
    "mbr_01h455vb4pex5vsknk084sn02u",
    "mbr_01h455vb4pex5vsknk084sn0游q",
    "01890a5d-ac96-774b-bcce-b302099a8057",
  ])("%j is no member's id", (text) => {
    expect(parseWireId("member", text)).toBeUndefined();
  });
});

test("new ids rise, within one millisecond and when the clock steps back", () => {
  const clock = fixedClock(new Date("2026-05-01T00:00:00Z"));
  const ids = createIds(clock, seededRandom("ids"));
  const made = Array.from({ length: 1000 }, (_, index) => {
    if (index % 100 === 50) clock.advance(index % 200 === 50 ? 1 : -5000);
    return ids.next();
  });
  expect(made).toEqual([...new Set(made)].sort((a, b) => (a < b ? -1 : 1)));
});
