// The group 云岫文旅集团: who is below whom, five venues with their hours, gates and places on the map.
import type { BusinessType, NewUnit } from "../modules/org/index.ts";
import type { GateKind } from "../modules/visits/index.ts";

export const VENUE_KEYS = ["mountain", "park", "museum", "hotel", "market"] as const;
export type VenueKey = (typeof VENUE_KEYS)[number];

export interface PlaceSpec {
  readonly code: string;
  readonly name: string;
  readonly kind: GateKind;
  readonly x: number;
  readonly y: number;
}

export interface VenueSpec {
  readonly company: string;
  readonly code: string;
  readonly name: string;
  readonly business_type: BusinessType;
  /** Minutes past midnight of the business day; past 1440 is the next morning. */
  readonly opens: number;
  readonly closes: number;
  readonly map: { readonly width: number; readonly height: number };
  readonly places: readonly PlaceSpec[];
}

export const GROUP = {
  name: "云岫文旅集团",
  names: { "zh-CN": "云岫文旅集团", en: "Yunxiu Culture & Tourism", ko: "윈슈 문화관광그룹" },
} as const;

export const DAY_CUTOFF_MINUTES = 240;
export const TIME_ZONE = "Asia/Shanghai";

const hour = (hours: number) => hours * 60;
const gates = (kind: GateKind, list: readonly (readonly [code: string, name: string, x: number, y: number])[]) =>
  list.map(([code, name, x, y]): PlaceSpec => ({ code, name, kind, x, y }));

export const COMPANIES: readonly (Omit<NewUnit, "parent_id"> & { code: string })[] = [
  { kind: "company", code: "yx-scenic", name: "云岫景区公司" },
  { kind: "company", code: "yx-parks", name: "云岫乐园公司" },
  { kind: "company", code: "yx-hotels", name: "汤泉酒店管理公司" },
  { kind: "company", code: "yx-night", name: "星河商业公司" },
];

export const VENUES: Readonly<Record<VenueKey, VenueSpec>> = {
  mountain: {
    company: "yx-scenic",
    code: "yunxiu-mountain",
    name: "云岫山景区",
    business_type: "ticket",
    opens: hour(6),
    closes: hour(18),
    map: { width: 944, height: 588 },
    places: [
      ...gates("entry", [
        ["east", "东门", 900, 452],
        ["south", "南门", 486, 560],
        ["north", "北门", 470, 78],
        ["cable", "缆车口", 664, 402],
      ]),
      ...gates("exit", [
        ["east-out", "东门出口", 910, 468],
        ["south-out", "南门出口", 502, 566],
      ]),
      ...gates("attraction", [
        ["summit", "云顶", 356, 168],
        ["tower", "听涛阁", 268, 262],
        ["fall", "飞瀑", 196, 372],
        ["lake", "镜湖", 402, 412],
        ["tea", "古茶园", 560, 214],
        ["cable-top", "山顶餐厅", 318, 208],
      ]),
    ],
  },
  park: {
    company: "yx-parks",
    code: "happy-valley",
    name: "云岫欢乐谷",
    business_type: "ticket",
    opens: hour(9),
    closes: hour(22),
    map: { width: 1000, height: 700 },
    places: [
      ...gates("entry", [
        ["east-1", "东门 1 号闸", 948, 366],
        ["east-2", "东门 2 号闸", 948, 386],
        ["north-1", "北门 1 号闸", 520, 42],
        ["west-1", "西门 1 号闸", 48, 410],
      ]),
      ...gates("exit", [
        ["east-out", "东门出口", 952, 420],
        ["north-out", "北门出口", 556, 42],
      ]),
      ...gates("attraction", [
        ["coaster", "云霄过山车", 742, 176],
        ["flume", "激流勇进", 628, 272],
        ["cinema", "星际影院", 412, 168],
        ["wheel", "云台摩天轮", 286, 262],
        ["carousel", "回游旋转木马", 508, 388],
        ["pirates", "海盗船", 824, 300],
        ["bumper", "碰碰车", 566, 500],
        ["drop", "飞瀑跳楼机", 700, 404],
        ["train", "森林小火车", 204, 456],
        ["stage", "湖畔剧场", 396, 540],
        ["maze", "青绿迷宫", 176, 186],
        ["swing", "飞天秋千", 812, 520],
      ]),
    ],
  },
  museum: {
    company: "yx-scenic",
    code: "yunxiu-museum",
    name: "云岫博物馆",
    business_type: "ticket",
    opens: hour(9),
    closes: hour(17),
    map: { width: 720, height: 480 },
    places: [
      ...gates("entry", [
        ["main", "正门", 360, 452],
        ["side", "东侧门", 692, 260],
      ]),
      ...gates("exit", [["out", "出口", 400, 456]]),
      ...gates("attraction", [
        ["bronze", "青铜厅", 156, 318],
        ["paint", "书画厅", 156, 142],
        ["porcelain", "陶瓷厅", 548, 142],
        ["landscape", "青绿山水厅", 356, 96],
        ["digital", "数字展厅", 548, 318],
      ]),
    ],
  },
  hotel: {
    company: "yx-hotels",
    code: "tangquan-hotel",
    name: "汤泉酒店",
    business_type: "lodging",
    opens: 0,
    closes: hour(24),
    map: { width: 640, height: 420 },
    places: [
      ...gates("entry", [
        ["lobby", "大堂", 320, 372],
        ["spa", "汤泉入口", 188, 210],
      ]),
      ...gates("attraction", [
        ["pine", "松风汤", 128, 130],
        ["moon", "望月汤", 226, 88],
        ["stone", "石板房", 300, 160],
        ["tea", "茶室", 446, 196],
      ]),
    ],
  },
  market: {
    company: "yx-night",
    code: "xinghe-market",
    name: "星河夜市",
    business_type: "dining",
    opens: hour(17),
    closes: hour(26),
    map: { width: 800, height: 360 },
    places: [
      ...gates("entry", [
        ["east", "东口", 776, 190],
        ["west", "西口", 24, 176],
        ["river", "河畔口", 392, 336],
      ]),
      ...gates("attraction", [
        ["food", "小吃巷", 226, 150],
        ["craft", "手作街", 420, 120],
        ["stage", "星河舞台", 584, 206],
        ["lantern", "灯桥", 398, 262],
      ]),
    ],
  },
};

/** Stores below venues: where things are sold, and whose staff see only their own. */
export const STORES: readonly { readonly venue: VenueKey; readonly code: string; readonly name: string }[] = [
  { venue: "mountain", code: "summit-restaurant", name: "山顶餐厅" },
  { venue: "mountain", code: "tea-house", name: "古茶园茶室" },
  { venue: "park", code: "lakeside-restaurant", name: "湖畔餐厅" },
  { venue: "park", code: "happy-shop", name: "欢乐谷礼品店" },
  { venue: "museum", code: "museum-shop", name: "博物馆文创店" },
  { venue: "hotel", code: "hotel-dining", name: "汤泉餐厅" },
  { venue: "market", code: "market-kiosk", name: "夜市服务亭" },
];
