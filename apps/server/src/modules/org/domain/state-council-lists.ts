// The State Council's public holidays as announced: facts of the notices named by `source`. A year that is not here has not
// been announced.

interface Notice {
  year: number;
  source: string;
  /** Name, first day off, last day off, working days made up for it; without the year. */
  holidays: readonly (readonly [name: string, first: string, last: string, made_up: readonly string[]])[];
}

export const STATE_COUNCIL_NOTICES: readonly Notice[] = [
  {
    year: 2024,
    source: "https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm",
    holidays: [
      ["元旦", "01-01", "01-01", []],
      ["春节", "02-10", "02-17", ["02-04", "02-18"]],
      ["清明节", "04-04", "04-06", ["04-07"]],
      ["劳动节", "05-01", "05-05", ["04-28", "05-11"]],
      ["端午节", "06-10", "06-10", []],
      ["中秋节", "09-15", "09-17", ["09-14"]],
      ["国庆节", "10-01", "10-07", ["09-29", "10-12"]],
    ],
  },
  {
    year: 2025,
    source: "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
    holidays: [
      ["元旦", "01-01", "01-01", []],
      ["春节", "01-28", "02-04", ["01-26", "02-08"]],
      ["清明节", "04-04", "04-06", []],
      ["劳动节", "05-01", "05-05", ["04-27"]],
      ["端午节", "05-31", "06-02", []],
      ["国庆节、中秋节", "10-01", "10-08", ["09-28", "10-11"]],
    ],
  },
  {
    year: 2026,
    source: "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
    holidays: [
      ["元旦", "01-01", "01-03", ["01-04"]],
      ["春节", "02-15", "02-23", ["02-14", "02-28"]],
      ["清明节", "04-04", "04-06", []],
      ["劳动节", "05-01", "05-05", ["05-09"]],
      ["端午节", "06-19", "06-21", []],
      ["中秋节", "09-25", "09-27", []],
      ["国庆节", "10-01", "10-07", ["09-20", "10-10"]],
    ],
  },
];
