import { z } from "zod";
import { type ExportRow, registerExport } from "../../../platform/exports/export-kinds.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { personIds } from "../../members/index.ts";
import { countPurchases, listPurchases, type ListPurchasesRow } from "../db/purchases.gen.ts";
import { zPurchaseFilter } from "./schema.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const zFilter = z.strictObject(zPurchaseFilter);
/** Beyond it, how many exactly no longer matters. */
const COUNTED = 2_000_000;

registerExport<z.output<typeof zFilter>, [string, string]>({
  kind: "purchases",
  label: t("消费", "Purchases", "구매"),
  permission: "purchases:read",
  columns: [
    { name: "purchase_id", label: t("消费编号", "Purchase", "구매 번호"), type: "text" },
    { name: "business_time", label: t("消费时间", "Time", "시각"), type: "time" },
    { name: "business_date", label: t("营业日", "Business date", "영업일"), type: "date" },
    { name: "venue", label: t("场所", "Venue", "업장"), type: "text" },
    { name: "member", label: t("会员", "Member", "회원"), type: "text", sensitive: "name" },
    { name: "title", label: t("内容", "What", "내용"), type: "text" },
    { name: "total", label: t("金额（元）", "Total (CNY)", "금액(위안)"), type: "fen", sensitive: "amounts" },
    { name: "refunded", label: t("已退（元）", "Refunded (CNY)", "환불(위안)"), type: "fen", sensitive: "amounts" },
    { name: "points", label: t("积分", "Points", "포인트"), type: "number" },
    { name: "sales_channel", label: t("渠道", "Channel", "채널"), type: "text" },
    { name: "external_id", label: t("外部单号", "External ID", "외부 번호"), type: "text" },
  ],
  filter: zFilter,
  count: async (db, { reach }, filter) => {
    const [found] = await run(db, countPurchases, { ...(await paramsOf(db, reach, filter)), limit: COUNTED });
    return found?.count ?? 0;
  },
  page: async (db, { reach }, filter, { after, limit }) => {
    const [time, before_id] = after ?? [null, null];
    const before_time = time === null ? null : new Date(time);
    const params = await paramsOf(db, reach, filter);
    const found = await run(db, listPurchases, { ...params, before_time, before_id, limit });
    const last = found.length < limit ? undefined : found.at(-1);
    const next = last ? ([last.business_time.toISOString(), last.purchase_id] as [string, string]) : null;
    return { rows: found.map(rowOf), next };
  },
});

async function paramsOf(db: Db, reach: Reach, { member_id, venue_id }: z.output<typeof zFilter>) {
  const member_ids = member_id === undefined ? null : await personIds(db, member_id);
  return { tenant_id: db.tenant_id, member_ids, venue_id: venue_id ?? null, ...memberParams(reach) };
}

function rowOf(row: ListPurchasesRow): ExportRow {
  return {
    purchase_id: toWireId("purchase", row.purchase_id),
    business_time: row.business_time,
    business_date: row.business_date,
    venue: row.venue_name,
    member: row.member_name,
    title: row.title,
    total: row.total_fen,
    refunded: row.refunded_fen,
    points: row.points,
    sales_channel: row.sales_channel,
    external_id: row.out_no,
  };
}
