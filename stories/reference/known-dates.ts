// Dates that anybody can look up: the Hong Kong Observatory's conversion tables and the State Council's holiday notices.

export interface LunarBirthday {
  readonly calendar: "lunar";
  readonly month: number;
  readonly day: number;
  readonly leap_month: boolean;
}

export interface KnownBirthday {
  readonly what: string;
  readonly birthday: LunarBirthday;
  /** Three birthdays one after the other: the first on or after `from`. */
  readonly from: string;
  readonly next: readonly [string, string, string];
}

const lunar = (month: number, day: number, leap_month = false): LunarBirthday => ({
  calendar: "lunar",
  month,
  day,
  leap_month,
});

export const knownBirthdays: readonly KnownBirthday[] = [
  { what: "正月初一", birthday: lunar(1, 1), from: "2026-01-01", next: ["2026-02-17", "2027-02-06", "2028-01-26"] },
  {
    what: "正月初一 2028–2030",
    birthday: lunar(1, 1),
    from: "2028-01-26",
    next: ["2028-01-26", "2029-02-13", "2030-02-03"],
  },
  { what: "正月十五", birthday: lunar(1, 15), from: "2026-02-18", next: ["2026-03-03", "2027-02-20", "2028-02-09"] },
  { what: "五月初五", birthday: lunar(5, 5), from: "2026-01-01", next: ["2026-06-19", "2027-06-09", "2028-05-28"] },
  { what: "七月初七", birthday: lunar(7, 7), from: "2024-06-01", next: ["2024-08-10", "2025-08-29", "2026-08-19"] },
  { what: "八月十五", birthday: lunar(8, 15), from: "2026-09-01", next: ["2026-09-25", "2027-09-15", "2028-10-03"] },
  {
    what: "八月十五 after this year's",
    birthday: lunar(8, 15),
    from: "2024-09-18",
    next: ["2025-10-06", "2026-09-25", "2027-09-15"],
  },
  { what: "九月初九", birthday: lunar(9, 9), from: "2026-09-01", next: ["2026-10-18", "2027-10-08", "2028-10-26"] },
  { what: "腊月初八", birthday: lunar(12, 8), from: "2025-01-01", next: ["2025-01-07", "2026-01-26", "2027-01-15"] },
  // The twelfth months of 2024 to 2028 have 29 days each; those of 2023 and 2029 have 30.
  { what: "腊月三十", birthday: lunar(12, 30), from: "2024-02-01", next: ["2024-02-09", "2025-01-28", "2026-02-16"] },
  {
    what: "腊月三十 2027–2029",
    birthday: lunar(12, 30),
    from: "2026-02-17",
    next: ["2027-02-05", "2028-01-25", "2029-02-12"],
  },
  {
    what: "腊月三十 again",
    birthday: lunar(12, 30),
    from: "2029-01-01",
    next: ["2029-02-12", "2030-02-02", "2031-01-22"],
  },
  // Leap months: the second of 2023, the sixth of 2025, the fifth of 2028.
  {
    what: "闰二月十五",
    birthday: lunar(2, 15, true),
    from: "2023-01-01",
    next: ["2023-04-05", "2024-03-24", "2025-03-14"],
  },
  {
    what: "闰六月初一",
    birthday: lunar(6, 1, true),
    from: "2025-01-01",
    next: ["2025-07-25", "2026-07-14", "2027-07-04"],
  },
  {
    what: "六月初一 in a year that has two",
    birthday: lunar(6, 1),
    from: "2025-01-01",
    next: ["2025-06-25", "2026-07-14", "2027-07-04"],
  },
  {
    what: "闰五月初五",
    birthday: lunar(5, 5, true),
    from: "2026-07-01",
    next: ["2027-06-09", "2028-06-27", "2029-06-16"],
  },
];

/** Public holidays and working days of 2026 that are in nobody's doubt. */
export const holidays2026: readonly string[] = [
  "2026-01-01",
  "2026-02-17",
  "2026-04-05",
  "2026-05-01",
  "2026-05-05",
  "2026-06-19",
  "2026-09-25",
  "2026-10-01",
  "2026-10-02",
];

export const ordinaryDays2026: readonly string[] = [
  "2026-01-06",
  "2026-03-11",
  "2026-04-15",
  "2026-05-06",
  "2026-06-24",
  "2026-07-08",
  "2026-08-12",
  "2026-10-21",
];
