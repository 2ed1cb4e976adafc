import { z } from "zod";
import { type ExportRow, registerExport } from "../../../platform/exports/export-kinds.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { maskPhone } from "../../../platform/kernel/phone.ts";
import { type Birth, getTenant, listUnits, tenantNow } from "../../org/index.ts";
import { birthOf } from "../birth.ts";
import { zMemberFilter } from "./schema.ts";
import { exportColumnsOf, fieldCells } from "../fields/export-fields.ts";
import { listFields } from "../fields/list-fields.ts";
import { NO_VALUES, readFieldValues } from "../fields/values.ts";
import { listMemberRows, type MemberRow } from "../member-list.ts";
import { countMembers } from "../search-members.ts";
import { searchOf } from "./list-routes.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const zFilter = z.strictObject(zMemberFilter);
const STATUS = { active: t("正常", "Active", "정상"), blocked: t("已停用", "Blocked", "정지") };

registerExport<z.output<typeof zFilter>, [string, string]>({
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
    { name: "status", label: t("状态", "Status", "상태"), type: "text" },
  ],
  more_columns: async (db) => exportColumnsOf(await listFields(db)),
  filter: zFilter,
  count: async (db, { app, reach }, filter) => (await countMembers(db, app, await searchOf(db, reach, filter))).count,
  page: async (db, { app, reach, language }, filter, { after, limit }) => {
    const before = after && { joined_at: new Date(after[0]), member_id: after[1] };
    const members = await listMemberRows(db, app, await searchOf(db, reach, filter), limit, before ?? undefined);
    const now = tenantNow(await getTenant(db), app.runtime);
    const ids = members.map(({ member_id }) => member_id);
    const more = new Map((await readMore(db, { ids, now, language })).map((row) => [row.member_id, row]));
    const fields = await listFields(db);
    const values = await readFieldValues(db, ids, fields);
    const own = ({ member_id }: MemberRow) => fieldCells(fields, values.get(member_id) ?? NO_VALUES, language);
    const units = new Map((await listUnits(db)).map(({ unit_id, name }) => [unit_id, name]));
    const last = members.length < limit ? undefined : members.at(-1);
    const unit = (member: MemberRow) => units.get(member.home_unit_id) ?? "";
    return {
      rows: members.map((member) => ({
        ...rowOf(member, more.get(member.member_id), unit(member), language),
        ...own(member),
      })),
      next: last ? [last.joined_at.toISOString(), last.member_id] : null,
    };
  },
});

type More = Parameters<typeof birthOf>[0] & { member_id: string; tier: string | null };

/** What the list on the screen does not show. */
function readMore(db: Db, { ids, now, language }: { ids: string[]; now: Date; language: Language }): Promise<More[]> {
  return db.query<More>({
    text: `select m.member_id, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month, t.name as tier
           from members.member m
           left join lateral (
             (select coalesce(o.names ->> $4, o.name) as name, 0 as place from tiers.v_member_tier o
              where o.tenant_id = $1 and o.member_id = m.member_id and o.valid_from <= $3
                and (o.valid_until is null or o.valid_until > $3)
              order by o.valid_from desc, o.member_tier_id desc limit 1)
             union all
             (select coalesce(b.names ->> $4, b.name), 1 from tiers.v_tier b where b.tenant_id = $1 order by b.rank limit 1)
             order by place limit 1
           ) t on true
           where m.tenant_id = $1 and m.member_id = any ($2)`,
    values: [db.tenant_id, ids, now, language],
  });
}

function rowOf(member: MemberRow, more: More | undefined, home_unit: string, language: Language): ExportRow {
  const { card_no, name, phone, tags, joined_at, points_available, status } = member;
  const birth = more ? birthOf(more) : null;
  return {
    card_no,
    name,
    // A number of the country as it is dialled; a spreadsheet would take the sign for a sum.
    phone: phone?.replace(/^\+86/, "") ?? null,
    birthday: birth && birthText(birth, language),
    tier: more?.tier ?? null,
    tags: tags.map((tag) => tag.name).join(" · "),
    home_unit,
    joined_at,
    points_available,
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
