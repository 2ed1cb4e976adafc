import fc from "fast-check";
import { expect, test } from "vitest";
import { maskPhone, parsePhone, phoneTail } from "../phone.ts";

test.each([
  ["13800138000", "+8613800138000"],
  ["138 0013 8000", "+8613800138000"],
  ["+86 138-0013-8000", "+8613800138000"],
  ["8613800138000", "+8613800138000"],
  ["008613800138000", "+8613800138000"],
  ["（１３８）００１３８０００", "+8613800138000"],
  ["+852 5123 4567", "+85251234567"],
  ["0082 10-1234-5678", "+821012345678"],
  ["+1 (415) 555-2671", "+14155552671"],
])("%s is %s", (text, phone) => expect(parsePhone(text)).toBe(phone));

test.each([
  "",
  "1380013800",
  "138001380000",
  "12800138000",
  "+8612800138000",
  "+861380013800",
  "51234567",
  "85251234567",
  "+0123456789",
  "+12345",
  "+1234567890123456",
  "13800138o00",
  "abc",
  "+",
  "00",
  "1".repeat(100),
])("%j is no number we can reach", (text) => expect(parsePhone(text)).toBeUndefined());

test("any text is either refused or comes out in a form that stays as it is", () => {
  const digits = fc.stringMatching(/^[+ 0-9()-]{0,20}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), digits), (text) => {
      const phone = parsePhone(text);
      if (phone === undefined) return;
      expect(phone).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(parsePhone(phone)).toBe(phone);
      expect(phoneTail(phone)).toMatch(/^\d{4}$/);
    }),
  );
});

test.each([
  ["+8613800138000", "138****8000"],
  ["+85251234567", "+852****4567"],
  ["+1234567", "+123****67"],
])("%s is shown as %s", (phone, mask) => expect(maskPhone(phone)).toBe(mask));
