import { z } from "zod";
import { type ExportRow, registerExport } from "../../platform/exports/export-kinds.ts";
import type { Db } from "../../platform/db/pool.ts";
import { wireId, zBusinessDate } from "../../platform/http/schema.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { namesOf } from "../../platform/names.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const zFilter = z.strictObject({
  from: zBusinessDate.optional(),
  to: zBusinessDate.optional(),
  asset: z.string().min(1).max(40).optional(),
  kind: z.string().min(1).max(40).optional(),
  member_id: wireId("member").optional(),
  transaction_id: wireId("transaction").optional(),
});
type Filter = z.output<typeof zFilter>;
/** Beyond it, how many exactly no longer matters. */
const COUNTED = 2_000_000;

registerExport<Filter, [string, number]>({
  kind: "entries",
  label: t("账本分录", "Ledger entries", "원장 분개"),
  permission: "points:read",
  whole_group: true,
  columns: [
    { name: "transaction_id", label: t("交易编号", "Transaction", "거래 번호"), type: "text" },
    { name: "business_time", label: t("业务时间", "Business time", "업무 시각"), type: "time" },
    { name: "business_date", label: t("营业日", "Business date", "영업일"), type: "date" },
    { name: "accounting_date", label: t("入账日", "Accounting date", "회계일"), type: "date" },
    { name: "kind", label: t("类型", "Kind", "유형"), type: "text" },
    { name: "title", label: t("摘要", "Title", "적요"), type: "text" },
    { name: "owner_type", label: t("户主类型", "Owner type", "소유자 유형"), type: "text" },
    { name: "owner", label: t("户主", "Owner", "소유자"), type: "text", sensitive: "name" },
    { name: "asset", label: t("资产", "Asset", "자산"), type: "text" },
    { name: "amount", label: t("变动", "Amount", "변동"), type: "number", sensitive: "amounts" },
    {
      name: "balance_after",
      label: t("变动后余额", "Balance after", "변동 후 잔액"),
      type: "number",
      sensitive: "amounts",
    },
    { name: "entry_no", label: t("分录号", "Entry no.", "분개 번호"), type: "number" },
    { name: "account_id", label: t("账户编号", "Account", "계정 번호"), type: "text" },
    { name: "recorded_at", label: t("记账时间", "Recorded", "기록 시각"), type: "time" },
  ],
  filter: zFilter,
  count: async (db, _view, filter) => {
    const [found] = await db.query<{ count: number }>({
      text: `select count(*)::int as count from (select 1 ${FOUND} limit $10) e`,
      values: [...paramsOf(db, filter, null), COUNTED],
    });
    return found?.count ?? 0;
  },
  page: async (db, _view, filter, { after, limit }) => {
    const found = await db.query<EntryRow>({
      text: `select e.transaction_id, e.line_no, e.account_id, e.amount, e.balance_after, e.entry_no, e.recorded_at,
                    t.business_time, t.business_date, t.accounting_date, t.kind, t.title, a.owner_type, a.owner_id, a.asset
             ${FOUND} order by e.transaction_id desc, e.line_no desc limit $10`,
      values: [...paramsOf(db, filter, after), limit],
    });
    const owners = found.map((row) => ({ kind: row.owner_type, id: row.owner_id }));
    const names = await namesOf(db, owners);
    const last = found.length < limit ? undefined : found.at(-1);
    const rows = found.map((row) => rowOf(row, names.get(row.owner_id) ?? null));
    return { rows, next: last ? [last.transaction_id, last.line_no] : null };
  },
});

/** Of owners; the system's side is the rest. */
const FOUND = `
  from ledger.entry e
  join ledger.transaction t on t.tenant_id = $1 and t.transaction_id = e.transaction_id and t.recorded_at = e.recorded_at
  join ledger.account a on a.tenant_id = $1 and a.account_id = e.account_id
  where e.tenant_id = $1 and e.entry_no is not null
    and ($2::date is null or t.business_date >= $2) and ($3::date is null or t.business_date <= $3)
    and ($4::text is null or a.asset = $4)
    and ($5::text is null or t.kind = $5) and ($6::uuid is null or e.transaction_id = $6)
    and ($7::uuid is null or e.account_id = any (array(
      select o.account_id from ledger.account o where o.tenant_id = $1 and o.owner_type = 'member' and o.owner_id = $7)))
    and ($8::uuid is null or (e.transaction_id, e.line_no) < ($8, $9::int))`;

function paramsOf(db: Db, filter: Filter, after: [string, number] | null) {
  const { from, to, asset, kind, transaction_id, member_id } = filter;
  const [last_id, last_line] = after ?? [];
  return [db.tenant_id, from, to, asset, kind, transaction_id, member_id, last_id, last_line].map((one) => one ?? null);
}

interface EntryRow {
  transaction_id: string;
  line_no: number;
  account_id: string;
  amount: number;
  balance_after: number;
  entry_no: number;
  recorded_at: Date;
  business_time: Date;
  business_date: string;
  accounting_date: string;
  kind: string;
  title: string;
  owner_type: string;
  owner_id: string;
  asset: string;
}

function rowOf({ owner_id: _owner_id, line_no: _line_no, ...row }: EntryRow, owner: string | null): ExportRow {
  return {
    ...row,
    transaction_id: toWireId("transaction", row.transaction_id),
    account_id: toWireId("account", row.account_id),
    owner,
  };
}
