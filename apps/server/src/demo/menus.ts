// What is sold where, for how much, and on what occasion of a visit people buy it.
import { type Urn, urnOf } from "./dice.ts";
import { family, few, items, type Occasion, one, parking } from "./occasion.ts";
import type { VenueKey } from "./places.ts";

export const OCCASIONS: Readonly<Record<VenueKey, readonly Occasion[]>> = {
  mountain: [
    {
      likely: 74,
      after: [-18, -3],
      most_lines: 1,
      quantities: family,
      items: items("ticket", [
        ["M-T1", "山景区成人票", 120, 60],
        ["M-T2", "山景区学生票", 60, 16],
        ["M-T3", "山景区老人票", 60, 8],
        ["M-T4", "门票加缆车联票", 196, 16],
      ]),
    },
    {
      likely: 24,
      after: [20, 70],
      most_lines: 1,
      quantities: few,
      items: items("transport", [
        ["M-C1", "缆车上行", 60, 5],
        ["M-C2", "缆车往返", 98, 6],
        ["M-C3", "景区观光车", 30, 4],
      ]),
    },
    {
      likely: 26,
      after: [100, 210],
      most_lines: 2,
      quantities: few,
      items: items("dining", [
        ["M-D1", "山顶餐厅套餐", 68, 6],
        ["M-D2", "笋干面", 32, 5],
        ["M-D3", "云雾茶一壶", 48, 4],
        ["M-D4", "热姜茶", 15, 4],
      ]),
    },
    {
      likely: 13,
      after: [140, 260],
      most_lines: 2,
      quantities: one,
      items: items("retail", [
        ["M-R1", "高山茶礼盒", 168, 4],
        ["M-R2", "青绿山水伞", 89, 3],
        ["M-R3", "登山杖", 35, 4],
        ["M-R4", "手绘明信片", 15.5, 4],
      ]),
    },
    parking("M", 16, [180, 320]),
  ],
  park: [
    {
      likely: 78,
      after: [-16, -3],
      most_lines: 1,
      quantities: family,
      items: items("ticket", [
        ["H-T1", "欢乐谷日场票", 190, 58],
        ["H-T2", "欢乐谷夜场票", 98, 14],
        ["H-T3", "欢乐谷儿童票", 120, 20],
        ["H-T4", "快速通道券", 80, 8],
      ]),
    },
    {
      likely: 42,
      after: [110, 240],
      most_lines: 3,
      quantities: few,
      items: items("dining", [
        ["H-D1", "湖畔餐厅午餐", 60, 6],
        ["H-D2", "炸鸡桶", 79, 4],
        ["H-D3", "冰淇淋", 18, 6],
        ["H-D4", "珍珠奶茶", 22, 5],
      ]),
    },
    {
      likely: 22,
      after: [160, 330],
      most_lines: 2,
      quantities: one,
      items: items("retail", [
        ["H-R1", "回游鱼玩偶", 128, 4],
        ["H-R2", "荧光发箍", 25, 5],
        ["H-R3", "过山车照片", 39.9, 4],
      ]),
    },
    {
      likely: 12,
      after: [60, 260],
      most_lines: 1,
      quantities: few,
      items: items("entertainment", [
        ["H-E1", "投篮机代币", 30, 5],
        ["H-E2", "鬼屋体验", 58, 4],
      ]),
    },
    parking("H", 18, [240, 420]),
  ],
  museum: [
    {
      likely: 36,
      after: [-12, -2],
      most_lines: 1,
      quantities: few,
      items: items("ticket", [
        ["B-T1", "青绿山水特展票", 50, 6],
        ["B-T2", "语音导览", 20, 4],
        ["B-T3", "修复工作坊", 128, 1],
      ]),
    },
    {
      likely: 34,
      after: [60, 170],
      most_lines: 3,
      quantities: one,
      items: items("retail", [
        ["B-R1", "馆藏手帐", 68, 5],
        ["B-R2", "山水书签一套", 28, 6],
        ["B-R3", "远山马克杯", 59, 4],
        ["B-R4", "青铜拼图", 90, 3],
        ["B-R5", "文物图录", 238, 1],
      ]),
    },
    {
      likely: 16,
      after: [50, 130],
      most_lines: 2,
      quantities: few,
      items: items("dining", [
        ["B-D1", "博物馆咖啡", 32, 6],
        ["B-D2", "桂花糕", 26, 4],
      ]),
    },
  ],
  hotel: [
    {
      likely: 66,
      after: [-4, 6],
      most_lines: 1,
      quantities: urnOf([
        [1, 8],
        [2, 2],
      ] as const),
      items: items("lodging", [
        ["T-L1", "湖景房 1 晚", 368, 6],
        ["T-L2", "山景大床房 1 晚", 428, 5],
        ["T-L3", "亲子房 1 晚", 568, 3],
        ["T-L4", "汤泉独院 1 晚", 1680, 1],
      ]),
    },
    {
      likely: 46,
      after: [40, 200],
      most_lines: 1,
      quantities: few,
      items: items("wellness", [
        ["T-W1", "汤泉单次票", 168, 6],
        ["T-W2", "私汤 90 分钟", 398, 2],
        ["T-W3", "松风推拿", 268, 2],
      ]),
    },
    {
      likely: 38,
      after: [120, 300],
      most_lines: 3,
      quantities: few,
      items: items("dining", [
        ["T-D1", "汤泉晚餐", 128, 5],
        ["T-D2", "汤泉下午茶", 72, 4],
        ["T-D3", "自助早餐", 58, 5],
      ]),
    },
  ],
  market: [
    {
      likely: 66,
      after: [10, 70],
      most_lines: 3,
      quantities: few,
      items: items("dining", [
        ["X-D1", "炭烤生蚝", 38, 5],
        ["X-D2", "手工凉粉", 16, 6],
        ["X-D3", "糖画", 12, 3],
        ["X-D4", "牛肉串", 20, 6],
        ["X-D5", "桂花米酒", 25.5, 4],
      ]),
    },
    {
      likely: 24,
      after: [40, 120],
      most_lines: 1,
      quantities: one,
      items: items("entertainment", [
        ["X-E1", "灯桥放灯", 28, 5],
        ["X-E2", "套圈", 20, 5],
        ["X-E3", "星河舞台座票", 48, 3],
      ]),
    },
    {
      likely: 20,
      after: [30, 130],
      most_lines: 2,
      quantities: one,
      items: items("retail", [
        ["X-R1", "手作耳环", 45, 4],
        ["X-R2", "漆扇", 58, 3],
        ["X-R3", "夜光风铃", 36, 3],
      ]),
    },
    parking("X", 12, [100, 200]),
  ],
};

/** What points are exchanged for: title and price in points. */
export const REWARDS: Urn<readonly [title: string, points: number]> = urnOf([
  [["兑换山顶缆车票", 300], 5],
  [["兑换远山马克杯", 650], 3],
  [["兑换高山茶礼盒", 700], 3],
  [["兑换青绿山水伞", 900], 2],
  [["兑换回游鱼玩偶", 1200], 2],
]);

/** What is paid in at once, and what is given on top of it. */
export const TOP_UPS: Urn<{ principal_fen: number; bonus_fen: number }> = urnOf([
  [{ principal_fen: 20_000, bonus_fen: 0 }, 3],
  [{ principal_fen: 50_000, bonus_fen: 2_500 }, 5],
  [{ principal_fen: 100_000, bonus_fen: 10_000 }, 4],
  [{ principal_fen: 200_000, bonus_fen: 40_000 }, 1],
]);
