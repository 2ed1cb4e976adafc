// Names as a mainland membership list shows them: frequent surnames often, regions apart, some from elsewhere.
import { type Dice, type Urn, urnOf } from "./dice.ts";

export interface PersonName {
  readonly name: string;
  readonly language: "zh-CN" | "en" | "ko";
}

/** Surname and how many of a thousand people bear it. */
const SURNAMES =
  "王72 李72 张68 刘54 陈45 杨31 黄22 赵20 吴20 周19 徐17 孙15 马13 朱13 胡13 郭12 何12 林12 高11 罗11 郑9 梁9 谢8 宋8 唐8 许8 " +
  "邓7 韩7 冯7 曹7 彭7 曾6 肖6 田6 董6 潘5 袁5 蔡5 蒋5 余5 于5 杜4 叶4 程4 魏4 苏4 吕4 丁4 任4 卢4 姚4 沈4 钟4 姜4 崔4 谭4 陆3 " +
  "范3 汪3 廖3 石3 金3 韦3 贾3 夏3 付3 方3 邹3 熊3 白3 孟3 秦3 邱3 侯3 江3 尹3 薛3 闫2 雷2 龙2 黎2 史2 陶2 贺2 毛2 段2 郝2 顾2 " +
  "龚2 邵2 万2 覃2 武2 钱2 戴2 严2 莫2 孔2 向2 常2 温1 康1 施1 文1 牛1 樊1 葛1 邢1 安1 齐1 易1 乔1 伍1 庞1 颜1 倪1 庄1 聂1 章1 " +
  "鲁1 岳1 翟1 申1 欧1 耿1 关1 兰1 焦1 俞1 左1 柳1 甘1 祝1 包1 宁1 尚1 符1 舒1 阮1 柯1 纪1 梅1 童1 凌1 毕1 单1 裴1 霍1 成1 苗1 " +
  "谷1 曲1 盛1 翁1 冉1 骆1 蓝1 路1 游1 辛1 靳1 管1 柴1 蒙1 鲍1 华1 喻1 祁1 蒲1 房1 滕1 屈1 饶1 解1 牟1 艾1 尤1 阳1 时1 穆1 农1 " +
  "司1 卓1 古1 吉1 缪1 简1 车1 项1 连1 芦1 麦1 褚1 娄1 窦1 戚1 岑1 景1 党1 宫1 费1 卜1 冷1 晏1 席1 卫1 米1 柏1 宗1 瞿1 桂1 全1 佟1 " +
  "应1 臧1 闵1 苟1 邬1 边1 卞1 姬1 师1 和1 仇1 栾1 隋1 商1 刁1 沙1 荣1 巫1 寇1 桑1 郎1 甄1 丛1 仲1 虞1 敖1 巩1 明1 佘1 池1 查1 麻1 " +
  "苑1 迟1 邝1 欧阳1 上官1 司徒1 诸葛1 司马1 皇甫1 尉迟1";

/** What a region has more of than the country. */
const REGIONS = {
  north: { weight: 34, more: "王李张刘赵孙马崔于董姜曲迟丛牛" },
  east: { weight: 30, more: "陈徐朱沈陆顾钱施俞戴邵蒋章翁" },
  south: { weight: 24, more: "陈林黄梁郑蔡谢吴罗邓麦邝岑莫覃韦农" },
  west: { weight: 12, more: "杨何罗唐谭廖向冉龙蒲杨苟" },
} as const;

/** Given names of two characters are drawn from two columns, by when people were born. */
const GIVEN = {
  elder: {
    first: "建国志文秀玉桂永明德金春淑丽海忠兴长凤瑞宝世广学荣红",
    second: "华平军英芳兰珍强生林民云霞梅玲荣福贵祥涛琴香忠伟萍",
  },
  middle: {
    first: "晓海丽志俊雪建春文小玉振永秋立婷少洪艳国静佳慧卫东永",
    second: "燕峰娟杰敏辉勇霞静斌丽鹏波娜磊超莉刚飞艳玲涛琳宁辉",
  },
  young: {
    first: "子雨梓浩思欣佳宇嘉一诗晨若书博皓可语亦泽明睿知清云予安",
    second: "轩涵怡宇琪然妍航萱泽豪阳彤琳宁瑶霖溪悦辰朗乔舟禾晴言",
  },
} as const;
const SINGLE = {
  elder: "军勇芳敏英华强平红兰玲刚云涛",
  middle: "伟静磊娜超婷鹏斌杰燕波倩琳洁峰丹晶浩",
  young: "晨悦睿昕妍宇轩涵瑶霖曦然彤越屿禾",
} as const;
type Age = keyof typeof GIVEN;

const ages = urnOf<Age>([
  ["elder", 22],
  ["middle", 44],
  ["young", 34],
]);
const SINGLE_SHARE = 0.14;

function surnamesOf(more: string): Urn<string> {
  const favoured = new Set(more);
  const weigh = (entry: string): [string, number] => {
    const [, surname = "", weight = "1"] = /^(\D+)(\d+)$/.exec(entry) ?? [];
    return [surname, Number(weight) * (favoured.has(surname) ? 2.2 : 1)];
  };
  return urnOf(SURNAMES.split(" ").map(weigh));
}

const regions = urnOf(Object.values(REGIONS).map(({ weight, more }) => [surnamesOf(more), weight] as const));

const KOREAN = {
  family: "김이박최정강조윤장임한오서신권황안송류홍",
  first: "민서지예하도시주유수현은태준승성재영동다",
  second: "준윤우서연진현아빈원호은율영훈민희경석린",
} as const;
const ENGLISH = {
  first:
    "Emily James Olivia Daniel Grace Thomas Hannah William Sophie Henry Laura Peter Alice Oliver Julia Samuel Clara Lucas Nina David",
  last: "Carter Wilson Turner Evans Murphy Hughes Cooper Bennett Foster Graham Marshall Palmer Brooks Reid Harper Collins Young Barnes",
} as const;
const UYGHUR = {
  first: "阿依古丽 古丽娜尔 迪丽拜尔 热依汗 艾力 买合木提 帕提古丽 努尔兰".split(" "),
  father: "买买提 艾山 吐尔逊 库尔班 玉素甫 阿不都拉 依明".split(" "),
};
const STEPPE = "巴特尔 其其格 乌兰图雅 苏日娜 扎西次仁 卓玛央金 才让东珠 格桑梅朵 仁青卓玛 阿古拉".split(" ");

const characters = (text: string) => [...text];
const charactersOf = <K extends string>(texts: Record<K, string>) =>
  Object.fromEntries(Object.entries<string>(texts).map(([key, text]) => [key, characters(text)])) as Record<
    K,
    string[]
  >;
const given = {
  elder: charactersOf(GIVEN.elder),
  middle: charactersOf(GIVEN.middle),
  young: charactersOf(GIVEN.young),
};
const single = charactersOf(SINGLE);
const korean = charactersOf(KOREAN);
const english = { first: ENGLISH.first.split(" "), last: ENGLISH.last.split(" ") };

export function drawName(dice: Dice): PersonName {
  const kind = dice.unit();
  if (kind < 0.006) {
    return { name: dice.pick(korean.family) + dice.pick(korean.first) + dice.pick(korean.second), language: "ko" };
  }
  if (kind < 0.012) return { name: `${dice.pick(english.first)} ${dice.pick(english.last)}`, language: "en" };
  if (kind < 0.0145) return { name: `${dice.pick(UYGHUR.first)}·${dice.pick(UYGHUR.father)}`, language: "zh-CN" };
  if (kind < 0.0155) return { name: dice.pick(STEPPE), language: "zh-CN" };
  return { name: drawChineseName(dice), language: "zh-CN" };
}

function drawChineseName(dice: Dice): string {
  const surname = regions.draw(dice).draw(dice);
  const age = ages.draw(dice);
  if (dice.chance(SINGLE_SHARE)) return surname + dice.pick(single[age]);
  const first = dice.pick(given[age].first);
  const second = dice.pick(given[age].second);
  // 雨雨 and the like are pet names: one is turned into a single-character name.
  return first === second ? surname + first : surname + first + second;
}
