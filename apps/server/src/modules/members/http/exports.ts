import type { z } from "zod";
import { type ExportRow, type ExportView, registerExport } from "../../../platform/exports/export-kinds.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { wireId } from "../../../platform/http/schema.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { maskPhone } from "../../../platform/kernel/phone.ts";
import { reachesMember } from "../../../platform/kernel/reach.ts";
import { type Birth, listUnits } from "../../org/index.ts";
import { birthOf } from "../birth.ts";
import { exportColumnsOf, fieldCells } from "../fields/export-fields.ts";
import { listFields } from "../fields/list-fields.ts";
import { NO_VALUES, readFieldValues } from "../fields/values.ts";
import { zMemberFilter } from "../find/filter-schema.ts";
import type { ListPosition } from "../find/list-members.ts";
import { refuseHidden, searchOf } from "../find/read-filter.ts";
import { getSelection, readPart } from "../find/selections.ts";
import { listMemberRows, type MemberRow, rowsOf } from "../member-list.ts";
import { countMembers } from "../search-members.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const zFilter = zMemberFilter.extend({
  selection: wireId("selection")
    .optional()
    .meta({ description: "Those frozen before instead; other conditions do not count" }),
});
type Filter = z.output<typeof zFilter>;
/** Of a list after whom; of a selection which part comes. */
type Position = ListPosition | { part_no: number };
const LIFECYCLE = {
  new: t("新客", "New", "신규"),
  active: t("活跃", "Active", "활성"),
  at_risk: t("有风险", "At risk", "이탈 위험"),
  sleeping: t("沉睡", "Sleeping", "휴면"),
  lost: t("流失", "Lost", "이탈"),
};
const STATUS = { active: t("正常", "Active", "정상"), blocked: t("已停用", "Blocked", "정지") };

registerExport<Filter, Position>({
  kind: "members",
  label: t("会员", "Members", "회원"),
  permission: "members:read",
  columns: [
    { name: "card_no", label: t("卡号", "Card", "카드 번호"), type: "text" },
    { name: "name", label: t("姓名", "Name", "이름"), type: "text", sensitive: "name" },
    {
      name: "phone",
      label: t("手机号", "Phone", "휴대전화"),
      type: "text",
      sensitive: "phone",
      clear: {
        permission: "members:reveal",
        shorten: (phone) => (typeof phone === "string" ? maskPhone(phone.replace(/^1/, "+861")) : null),
      },
    },
    { name: "birthday", label: t("生日", "Birthday", "생일"), type: "text", sensitive: "birthday" },
    { name: "tier", label: t("等级", "Tier", "등급"), type: "text" },
    { name: "tags", label: t("标签", "Tags", "태그"), type: "text" },
    { name: "home_unit", label: t("归属门店", "Home store", "소속 매장"), type: "text" },
    { name: "joined_at", label: t("入会时间", "Joined", "가입 시각"), type: "time" },
    { name: "points_available", label: t("可用积分", "Points available", "사용 가능 포인트"), type: "number" },
    { name: "wallet", label: t("储值余额", "Wallet", "충전금"), type: "fen", sensitive: "amounts" },
    { name: "owner", label: t("负责人", "Looked after by", "담당자"), type: "text" },
    { name: "lifecycle", label: t("生命周期", "Lifecycle", "생애 단계"), type: "text" },
    { name: "completeness", label: t("资料完整度", "Profile complete (%)", "프로필 완성도(%)"), type: "number" },
    { name: "last_visit_at", label: t("最近到访", "Last visit", "최근 방문"), type: "time" },
    { name: "last_purchase_at", label: t("最近消费", "Last purchase", "최근 구매"), type: "time" },
    { name: "status", label: t("状态", "Status", "상태"), type: "text" },
  ],
  more_columns: async (db) => exportColumnsOf(await listFields(db)),
  filter: zFilter,
  refuse: (filter, masks) => refuseHidden(filter, masks, "/filter"),
  count: async (db, { app, reach }, { selection, ...filter }) =>
    selection === undefined
      ? (await countMembers(db, app, await searchOf(db, app, reach, filter, "/filter"))).count
      : (await getSelection(db, selection)).people,
  page: async (db, view, filter, at) => {
    const { members, next } = await readPage(db, view, filter, at);
    const ids = members.map(({ member_id }) => member_id);
    const births = new Map((await listBirths(db, ids)).map((row) => [row.member_id, row]));
    const fields = await listFields(db);
    const values = await readFieldValues(db, ids, fields);
    const own = ({ member_id }: MemberRow) => fieldCells(fields, values.get(member_id) ?? NO_VALUES, view.language);
    const units = new Map((await listUnits(db)).map(({ unit_id, name }) => [unit_id, name]));
    const unit = (member: MemberRow) => units.get(member.home_unit_id) ?? "";
    return {
      rows: members.map((member) => ({
        ...rowOf(member, births.get(member.member_id), unit(member), view.language),
        ...own(member),
      })),
      next,
    };
  },
});

interface PageRead {
  members: MemberRow[];
  next: Position | null;
}

async function readPage(
  db: Db,
  { app, reach }: Pick<ExportView, "app" | "reach">,
  { selection, ...filter }: Filter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<PageRead> {
  if (selection !== undefined) {
    const part_no = after !== null && "part_no" in after ? after.part_no : 0;
    const member_ids = await readPart(db, selection, part_no);
    if (!member_ids) return { members: [], next: null };
    const found = await rowsOf(db, app, member_ids);
    const members = member_ids.flatMap((member_id) => found.get(member_id) ?? []);
    return { members: members.filter((one) => reachesMember(reach, one)), next: { part_no: part_no + 1 } };
  }
  const position = after === null || "part_no" in after ? undefined : after;
  const members = await listMemberRows(db, app, await searchOf(db, app, reach, filter, "/filter"), {
    limit,
    after: position,
  });
  return { members, next: members.length < limit ? null : (members.at(-1)?.position ?? null) };
}

type BirthRow = Parameters<typeof birthOf>[0] & { member_id: string };

function listBirths(db: Db, member_ids: string[]): Promise<BirthRow[]> {
  return db.all(
    sql_builder
      .selectFrom("members.member")
      .select(["member_id", "birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap_month"])
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "=", (e) => e.fn.any(e.val(member_ids))),
  );
}

function rowOf(member: MemberRow, born: BirthRow | undefined, home_unit: string, language: Language): ExportRow {
  const { tier, owner_name, wallet_fen, lifecycle, completeness, last_visit_at, last_purchase_at } = member;
  const { card_no, name, phone, tags, joined_at, points_available, status } = member;
  const birth = born ? birthOf(born) : null;
  return {
    card_no,
    name,
    // A number of the country as it is dialled; a spreadsheet would take the sign for a sum.
    phone: phone?.replace(/^\+86/, "") ?? null,
    birthday: birth && birthText(birth, language),
    tier: tier ? ((tier.names as Record<string, string>)[language] ?? tier.name) : null,
    tags: tags.map((tag) => tag.name).join(" · "),
    home_unit,
    joined_at,
    points_available,
    wallet: wallet_fen,
    owner: owner_name,
    lifecycle: LIFECYCLE[lifecycle as keyof typeof LIFECYCLE][language],
    completeness,
    last_visit_at,
    last_purchase_at,
    status: STATUS[status][language],
  };
}

const LUNAR = t("农历", "lunar", "음력");
const LEAP = t("闰", "leap", "윤");

function birthText({ calendar, year, month, day, leap_month }: Birth, language: Language): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${year === null ? "" : `${year}-`}${two(month)}-${two(day)}`;
  return [calendar === "lunar" ? LUNAR[language] : "", leap_month ? LEAP[language] : "", date]
    .filter(Boolean)
    .join(" ");
}
