import { describe, expect, test } from "vitest";
import { clockOf, dayHeading, dayOf, lastDayOf, nearDay, titleDay } from "../src/format/dates.ts";
import { grouped, groupedDecimal, inFours, phoneInGroups, ratio, signed, yuan } from "../src/format/numbers.ts";

describe("numbers", () => {
  test("are grouped, with a true minus", () => {
    expect(grouped(0)).toBe("0");
    expect(grouped(999)).toBe("999");
    expect(grouped(12_480)).toBe("12,480");
    expect(grouped(-1_234_567)).toBe("−1,234,567");
    expect(groupedDecimal("1139.976")).toBe("1,139.976");
    expect(groupedDecimal("316")).toBe("316");
  });
  test("of points carry their sign", () => {
    expect(signed(120)).toBe("+120");
    expect(signed(-300)).toBe("−300");
    expect(signed(0)).toBe("0");
  });
  test("of money have two decimals", () => {
    expect(yuan(31_666)).toBe("316.66");
    expect(yuan(5)).toBe("0.05");
    expect(yuan(-7_200)).toBe("−72.00");
    expect(yuan(100_000_000)).toBe("1,000,000.00");
  });
  test("of cards and phones stand in groups, whole or half typed", () => {
    expect(inFours("8806202604175523")).toBe("8806 2026 0417 5523");
    expect(phoneInGroups("13905712048")).toBe("139 0571 2048");
    expect(phoneInGroups("1390")).toBe("139 0");
    expect(phoneInGroups("139")).toBe("139");
  });
  test("of factors have no needless digits", () => {
    expect(ratio(12, 10)).toBe("1.2");
    expect(ratio(100, 100)).toBe("1");
    expect(ratio(1, 3)).toBe("0.3333");
  });
});

describe("dates", () => {
  test("are the venue's, whatever the phone's zone", () => {
    expect(dayOf("2026-10-02T00:30:00+08:00")).toBe("2026-10-02");
    expect(clockOf("2026-10-02T00:30:00+08:00")).toBe("00:30");
    expect(dayOf("2026-10-01T16:30:00Z")).toBe("2026-10-02");
    expect(clockOf("2026-10-01T16:30:00.000Z")).toBe("00:30");
  });
  test("of expiry name the last day of use", () => {
    expect(lastDayOf("2028-01-01T00:00:00+08:00")).toBe("2027-12-31");
    expect(lastDayOf("2027-12-31T16:00:00Z")).toBe("2027-12-31");
    expect(lastDayOf("2027-12-31T23:59:59+08:00")).toBe("2027-12-31");
    expect(lastDayOf("2026-12-31")).toBe("2026-12-31");
  });
  test("read as people write them in each language", () => {
    expect(nearDay("zh-CN", "2026-10-09")).toBe("10 月 9 日");
    expect(nearDay("en", "2026-10-09")).toBe("9 Oct");
    expect(nearDay("ko", "2026-10-09")).toBe("10월 9일");
    expect(dayHeading("zh-CN", "2026-10-02", 2026)).toBe("10 月 2 日 周五");
    expect(dayHeading("en", "2026-10-02", 2026)).toBe("Fri 2 Oct");
    expect(dayHeading("ko", "2026-10-02", 2026)).toBe("10월 2일 (금)");
    expect(dayHeading("zh-CN", "2025-09-12", 2026)).toBe("2025 年 9 月 12 日");
    expect(dayHeading("en", "2025-09-12", 2026)).toBe("12 Sep 2025");
    expect(titleDay("zh-CN", "2026-10-02")).toBe("十月二日，周五");
    expect(titleDay("zh-CN", "2026-11-22")).toBe("十一月二十二日，周日");
    expect(titleDay("zh-CN", "2026-12-30")).toBe("十二月三十日，周三");
  });
});
