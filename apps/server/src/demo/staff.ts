import type { TemplateCode } from "../modules/access/index.ts";
import type { VenueKey } from "./places.ts";

export interface StaffSpec {
  readonly name: string;
  readonly email: string;
  readonly role: TemplateCode;
  /** Undefined is the whole group. */
  readonly venue?: VenueKey;
}

export const ADMIN: StaffSpec = { name: "周砚秋", email: "zhou.yanqiu@yunxiu.example", role: "hq_admin" };
/** The store manager whose password is handed out. */
export const MANAGER: StaffSpec = {
  name: "沈星野",
  email: "shen.xingye@yunxiu.example",
  role: "store_manager",
  venue: "park",
};

export const OTHER_STAFF: readonly StaffSpec[] = [
  { name: "何婉清", email: "he.wanqing@yunxiu.example", role: "hq_admin" },
  { name: "陆云起", email: "lu.yunqi@yunxiu.example", role: "store_manager", venue: "mountain" },
  { name: "罗景行", email: "luo.jingxing@yunxiu.example", role: "store_manager", venue: "museum" },
  { name: "陈屿白", email: "chen.yubai@yunxiu.example", role: "store_manager", venue: "hotel" },
  { name: "唐夜阑", email: "tang.yelan@yunxiu.example", role: "store_manager", venue: "market" },
];
