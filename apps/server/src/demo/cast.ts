// The people whom the drawn pages name: always there, always with the same phones.
import type { Habit } from "./people.ts";
import type { VenueKey } from "./places.ts";

export interface CastMember {
  readonly name: string;
  readonly phone: string;
  readonly home: VenueKey;
  readonly habit: Habit;
  readonly tags: readonly string[];
  readonly birthday: string;
  /** Told in the lunar calendar. */
  readonly keeps_lunar?: boolean;
  readonly joined_days_ago: number;
  readonly wallet: boolean;
  /** Not seen for this many days; undefined comes as the others do, up to yesterday. */
  readonly asleep_days?: number;
  /** Visits that are sure to have been, beside those that chance brings. */
  readonly sure?: readonly SureVisit[];
}

/** So many days ago, or on a day (`MM-DD`) of the year before this one. */
export type SureVisit = readonly [venue: VenueKey, when: number | string];

function member(
  name: string,
  phone: string,
  home: VenueKey,
  tags: readonly string[],
  more: Partial<CastMember> & { joined_days_ago: number },
): CastMember {
  return { name, phone, home, tags, habit: "regular", birthday: "1991-05-18", wallet: true, ...more };
}

/** Whose phone is in demo.json: she is who signs in on the phone. */
export const FIRST_MEMBER = member("江听岚", "13800002048", "park", ["亲子"], {
  habit: "devoted",
  joined_days_ago: 583,
  // 农历八月十五.
  birthday: "1993-09-30",
  keeps_lunar: true,
  sure: [
    ["hotel", "11-29"],
    ["park", "12-06"],
    ["museum", "12-20"],
    ["hotel", "12-27"],
    ["park", 37],
    ["museum", 23],
    ["mountain", 15],
    ["market", 8],
    ["park", 3],
    ["market", 1],
  ],
});

export const CAST: readonly CastMember[] = [
  FIRST_MEMBER,
  member("林知夏", "13800006021", "park", ["亲子", "年卡"], {
    habit: "devoted",
    joined_days_ago: 882,
    sure: [
      ["hotel", "12-12"],
      ["park", "12-26"],
      ["hotel", 33],
      ["mountain", 12],
      ["park", 6],
      ["park", 1],
    ],
  }),
  member("孟云舒", "13600004450", "museum", ["文博", "亲子"], { joined_days_ago: 410, birthday: "1988-11-02" }),
  member("程亦安", "15000002841", "museum", ["学生"], { joined_days_ago: 260, birthday: "2004-03-14" }),
  member("韩予安", "18600007735", "hotel", ["高净值", "年卡"], { habit: "devoted", joined_days_ago: 780 }),
  member("苏木", "15200007719", "hotel", ["高净值"], {
    habit: "devoted",
    joined_days_ago: 695,
    birthday: "1979-12-08",
  }),
  member("陆时雨", "15900000182", "mountain", ["亲子"], { joined_days_ago: 530, birthday: "1990-07-21" }),
  member("沈清和", "13700004409", "mountain", ["文博"], { joined_days_ago: 340, birthday: "1995-02-19" }),
  member("叶知秋", "18100008294", "mountain", ["年卡"], { joined_days_ago: 615, birthday: "1986-10-30" }),
  member("白露", "13500009926", "market", ["夜游"], { joined_days_ago: 300, birthday: "1999-09-08" }),
  member("江予舟", "18800003310", "mountain", ["摄影", "拼团"], { joined_days_ago: 455, birthday: "1994-06-12" }),
  member("许南乔", "13900005567", "hotel", ["温泉"], { joined_days_ago: 720, birthday: "1983-04-27" }),
  member("顾北辰", "17700006603", "hotel", ["亲子", "温泉"], {
    joined_days_ago: 500,
    birthday: "1987-01-16",
    asleep_days: 80,
  }),
  member("宋晚晴", "13300001078", "market", ["夜游"], {
    joined_days_ago: 395,
    birthday: "1998-08-03",
    asleep_days: 180,
  }),
  member("何以宁", "18700009013", "park", ["拼团"], {
    joined_days_ago: 370,
    birthday: "2001-03-16",
    asleep_days: 200,
  }),
];
