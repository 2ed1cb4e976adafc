import type { TemplateCode } from "../modules/access/index.ts";
import type { VenueKey } from "./places.ts";

export interface StaffSpec {
  readonly name: string;
  readonly email: string;
  readonly role: TemplateCode;
  /** Undefined is the whole group. */
  readonly venue?: VenueKey;
  /** The phone they sign in with on the staff's pages. */
  readonly phone?: string;
}

export const ADMIN: StaffSpec = { name: "周砚秋", email: "zhou.yanqiu@yunxiu.example", role: "hq_admin" };
/** The store manager whose password is handed out. */
export const MANAGER: StaffSpec = {
  name: "沈星野",
  email: "shen.xingye@yunxiu.example",
  role: "store_manager",
  venue: "park",
  phone: "15700000100",
};

export const OTHER_STAFF: readonly StaffSpec[] = [
  { name: "何婉清", email: "he.wanqing@yunxiu.example", role: "hq_admin" },
  { name: "陆云起", email: "lu.yunqi@yunxiu.example", role: "store_manager", venue: "mountain" },
  { name: "罗景行", email: "luo.jingxing@yunxiu.example", role: "store_manager", venue: "museum" },
  { name: "陈屿白", email: "chen.yubai@yunxiu.example", role: "store_manager", venue: "hotel" },
  { name: "唐夜阑", email: "tang.yelan@yunxiu.example", role: "store_manager", venue: "market" },
];

/** One person for each kind of work, so that a role can be tried by signing in; their passwords stand in demo.json. */
export const COLLEAGUES: readonly StaffSpec[] = [
  { name: "许知微", email: "finance@yunxiu.example", role: "finance", phone: "15700000001" },
  { name: "林见山", email: "operations@yunxiu.example", role: "operations", phone: "15700000002" },
  { name: "宋清和", email: "dpo@yunxiu.example", role: "dpo", phone: "15700000003" },
  { name: "傅明远", email: "auditor@yunxiu.example", role: "auditor", phone: "15700000004" },
  { name: "叶初晴", email: "desk@yunxiu.example", role: "front_desk", venue: "park", phone: "15700000005" },
  { name: "顾行舟", email: "gate@yunxiu.example", role: "gate", venue: "park", phone: "15700000006" },
  { name: "温如玉", email: "guide@yunxiu.example", role: "guide", venue: "hotel", phone: "15700000007" },
];
