import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardNoOf, parseCardNo } from "../domain/card-no.ts";
import { maskName } from "../../../platform/kernel/mask-name.ts";
import { readMemberQuery } from "../domain/member-query.ts";
import { fragmentGrams, nameGrams, nameKey } from "../domain/name-grams.ts";
import { decideSend, judgeCode, type SmsCodeState } from "../domain/sms-code.ts";

const drawn = fc.integer({ min: 0, max: 10 ** 13 - 1 });

describe("card numbers", () => {
  test("16 digits that pass their own check, with or without spaces", () => {
    fc.assert(
      fc.property(drawn, (number) => {
        const card_no = cardNoOf(number);
        expect(card_no).toMatch(/^88\d{14}$/);
        expect(parseCardNo(card_no)).toBe(card_no);
        expect(parseCardNo(card_no.replace(/(\d{4})(?=\d)/g, "$1 "))).toBe(card_no);
      }),
    );
  });

  test("one wrong digit is always noticed", () => {
    fc.assert(
      fc.property(drawn, fc.nat(15), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const digits = [...cardNoOf(number)];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(parseCardNo(digits.join(""))).toBeUndefined();
      }),
    );
  });

  test.each(["", "88", "8800000000000", "4111 1111 1111 111x", "12345678901234567"])("%j is no card number", (text) =>
    expect(parseCardNo(text)).toBeUndefined(),
  );
});

describe("name grams", () => {
  const name = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."王小明欧阳娜aB 김"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  });

  test.each([
    ["王小明", ["王", "王小", "小", "小明", "明"]],
    ["Anna", ["a", "an", "n", "nn", "na"]],
    ["𠮷野", ["𠮷", "𠮷野", "野"]],
    ["Ｌｉ　Ｘ", ["l", "li", "i", "i ", " x", "x"]],
    [" ", []],
  ])("%s", (text, grams) => expect(nameGrams(nameKey(text))).toEqual(grams));

  test("whoever has the fragment in their name has all grams asked for", () => {
    fc.assert(
      fc.property(name, fc.nat(11), fc.nat(11), (text, from, length) => {
        const key = nameKey(text);
        const fragment = nameKey([...key].slice(from, from + length + 1).join(""));
        if (fragment === "" || !key.includes(fragment)) return;
        const grams = new Set(nameGrams(key));
        for (const gram of fragmentGrams(fragment)) expect(grams).toContain(gram);
      }),
    );
  });

  test("a long fragment asks for at most four grams, the given name first", () => {
    expect(fragmentGrams("王")).toEqual(["王"]);
    expect(fragmentGrams("欧阳娜")).toEqual(["阳娜", "欧阳"]);
    expect(fragmentGrams("abcdefghij")).toHaveLength(4);
    expect(fragmentGrams("abcdefghij")[0]).toBe("ij");
  });
});

describe("the search box", () => {
  test.each([
    ["8000", { by: "phone_tail", tail: "8000" }],
    ["13800138000", { by: "phone", phone: "+8613800138000" }],
    ["+852 5123 4567", { by: "phone", phone: "+85251234567" }],
    [cardNoOf(7), { by: "card_no", card_no: cardNoOf(7) }],
    ["王", { by: "name", key: "王", grams: ["王"] }],
    [" ANNA ", { by: "name", key: "anna", grams: ["na", "nn", "an"] }],
    ["   ", undefined],
  ])("%j", (text, query) => expect(readMemberQuery(text)).toEqual(query));
});

test.each([
  ["林", "林"],
  ["张三", "张*"],
  ["林知夏", "林*夏"],
  ["欧阳娜娜", "欧**娜"],
  ["Anna Smith-Jones", "A***s"],
  ["𠮷野家", "𠮷*家"],
])("%s is shown as %s", (name, masked) => expect(maskName(name)).toBe(masked));

describe("SMS codes", () => {
  const start = new Date("2026-05-01T00:00:00Z");
  const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  const state = (change: Partial<SmsCodeState> = {}): SmsCodeState => ({
    attempts: 0,
    sent_count: 1,
    window_started_at: start,
    sent_at: start,
    expires_at: after(300),
    used_at: null,
    ...change,
  });

  test.each([
    ["never asked", undefined, 0, { send: true, sent_count: 1, window_started_at: start }],
    ["59 seconds later", state(), 59, { send: false, retry_after_seconds: 1 }],
    ["a minute later", state(), 60, { send: true, sent_count: 2, window_started_at: start }],
    [
      "the eleventh in an hour",
      state({ sent_count: 10, sent_at: after(600) }),
      1200,
      { send: false, retry_after_seconds: 2400 },
    ],
    [
      "an hour after the first",
      state({ sent_count: 10, sent_at: after(600) }),
      3600,
      { send: true, sent_count: 1, window_started_at: after(3600) },
    ],
  ] as const)("asking for one: %s", (_, known, seconds, decision) =>
    expect(decideSend(known, after(seconds))).toEqual(decision),
  );

  test.each([
    ["right", state(), true, 1, "accepted"],
    ["right, at the fifth attempt", state({ attempts: 4 }), true, 1, "accepted"],
    ["right, too late", state(), true, 300, "code_expired"],
    ["right, after five wrong ones", state({ attempts: 5 }), true, 1, "code_expired"],
    ["right, once more", state({ used_at: start }), true, 1, "code_expired"],
    ["wrong", state(), false, 1, "code_wrong"],
    ["never asked", undefined, false, 1, "code_wrong"],
  ] as const)("answering it: %s", (_, known, matches, seconds, verdict) =>
    expect(judgeCode(known, matches, after(seconds))).toBe(verdict),
  );
});
