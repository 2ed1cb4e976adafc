// The number of a resident identity card, checked as it is typed: the same rules as the server's (GB 11643-1999).
import type { Key, Locale } from "../i18n/i18n.ts";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = "10X98765432";
export const ID_NUMBER_LENGTH = 18;

/** Where the first two digits say that the card was first issued. */
const REGIONS: Readonly<Record<string, readonly [string, string, string]>> = {
  11: ["北京", "Beijing", "베이징"],
  12: ["天津", "Tianjin", "톈진"],
  13: ["河北", "Hebei", "허베이"],
  14: ["山西", "Shanxi", "산시(山西)"],
  15: ["内蒙古", "Inner Mongolia", "네이멍구"],
  21: ["辽宁", "Liaoning", "랴오닝"],
  22: ["吉林", "Jilin", "지린"],
  23: ["黑龙江", "Heilongjiang", "헤이룽장"],
  31: ["上海", "Shanghai", "상하이"],
  32: ["江苏", "Jiangsu", "장쑤"],
  33: ["浙江", "Zhejiang", "저장"],
  34: ["安徽", "Anhui", "안후이"],
  35: ["福建", "Fujian", "푸젠"],
  36: ["江西", "Jiangxi", "장시"],
  37: ["山东", "Shandong", "산둥"],
  41: ["河南", "Henan", "허난"],
  42: ["湖北", "Hubei", "후베이"],
  43: ["湖南", "Hunan", "후난"],
  44: ["广东", "Guangdong", "광둥"],
  45: ["广西", "Guangxi", "광시"],
  46: ["海南", "Hainan", "하이난"],
  50: ["重庆", "Chongqing", "충칭"],
  51: ["四川", "Sichuan", "쓰촨"],
  52: ["贵州", "Guizhou", "구이저우"],
  53: ["云南", "Yunnan", "윈난"],
  54: ["西藏", "Tibet", "시짱"],
  61: ["陕西", "Shaanxi", "산시(陕西)"],
  62: ["甘肃", "Gansu", "간쑤"],
  63: ["青海", "Qinghai", "칭하이"],
  64: ["宁夏", "Ningxia", "닝샤"],
  65: ["新疆", "Xinjiang", "신장"],
  71: ["台湾", "Taiwan", "타이완"],
  81: ["香港", "Hong Kong", "홍콩"],
  82: ["澳门", "Macao", "마카오"],
  83: ["台湾", "Taiwan", "타이완"],
  91: ["国外", "Abroad", "해외"],
};

export type IdNumberReading =
  | { state: "good"; id_number: string; region: string; born: string }
  | { state: "short"; left: number }
  | { state: "bad"; why: Key };

/** What was typed, as it would be printed. */
export const compactIdNumber = (text: string) => text.replace(/[\s-]/g, "").toUpperCase();

/** Tells what is wrong as soon as it is certain: a wrong province after two digits, a wrong date after fourteen. */
export function readIdNumber(text: string, locale: Locale): IdNumberReading {
  const compact = compactIdNumber(text);
  if (!/^\d{0,17}$|^\d{17}[\dX]$/.test(compact)) return { state: "bad", why: "id_letters" };
  const region = REGIONS[compact.slice(0, 2)];
  if (compact.length >= 2 && region === undefined) return { state: "bad", why: "id_region" };
  const date = `${compact.slice(6, 10)}-${compact.slice(10, 12)}-${compact.slice(12, 14)}`;
  if (compact.length >= 14 && !isDate(date)) return { state: "bad", why: "id_date" };
  if (compact.length < ID_NUMBER_LENGTH) return { state: "short", left: ID_NUMBER_LENGTH - compact.length };
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(compact[index]), 0);
  if (compact[17] !== CHECK_CHARACTERS[sum % 11]) return { state: "bad", why: "id_checksum" };
  const place = locale === "zh-CN" ? 0 : locale === "en" ? 1 : 2;
  return { state: "good", id_number: compact, region: region?.[place] ?? "", born: date };
}

function isDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return date >= "1800-01-01" && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}
