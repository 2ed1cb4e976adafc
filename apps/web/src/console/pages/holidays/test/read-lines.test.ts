import { expect, test } from "vitest";
import { readLines } from "../read-lines.ts";

const off = (date: string, name = "国庆节") => ({ date, name, is_off_day: true });

test("spans and single days, off or worked, in the words of three languages", () => {
  const { days, wrong } = readLines(
    "2027-10-01 至 2027-10-03 国庆节\n\n2027-10-09 国庆节 班\n2027-05-01~2027-05-02 劳动节 off\n 2027-05-08 劳动节 근무 ",
  );
  expect(wrong).toEqual([]);
  expect(days).toEqual([
    off("2027-10-01"),
    off("2027-10-02"),
    off("2027-10-03"),
    { date: "2027-10-09", name: "国庆节", is_off_day: false },
    off("2027-05-01", "劳动节"),
    off("2027-05-02", "劳动节"),
    { date: "2027-05-08", name: "劳动节", is_off_day: false },
  ]);
});

test("what cannot be read is named by its line", () => {
  const text =
    "国庆节放假七天\n2027-02-30 春节\n2027-10-07 至 2027-10-01 国庆节\n2027-10-01 国庆节 maybe\n2027-01-01 元旦";
  expect(readLines(text)).toEqual({ days: [off("2027-01-01", "元旦")], wrong: [1, 2, 3, 4] });
});
