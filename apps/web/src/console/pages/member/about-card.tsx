import type { Member } from "../../../api/contract.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Card } from "../../../ui/card.tsx";
import { MemberTag } from "../tags/member-tag.tsx";
import { Owner } from "./owner.tsx";

const two = (n: number) => String(n).padStart(2, "0");

/** Where they belong, who looks after them, and how they are told apart. */
export function AboutCard({ member }: { member: Member }) {
  const t = useText(memberRecord);
  const birthDay = ({ calendar, year, month, day, leap_month }: NonNullable<Member["birth"]>) => {
    const date = [...(year === null ? [] : [year]), two(month), two(day)].join("-");
    return calendar === "lunar" ? t(leap_month ? "lunar_leap" : "lunar", { date }) : date;
  };
  return (
    <Card title={t("about")}>
      <dl className="facts">
        <dt>{t("home")}</dt>
        <dd>{member.home_unit_name}</dd>
        <dt>{t("owner")}</dt>
        <dd className="acts">
          <Owner member={member} />
        </dd>
        <dt>{t("birthday")}</dt>
        <dd>
          {member.birth ? <span className="nw">{birthDay(member.birth)}</span> : null}
          {member.next_birthday ? (
            <small className="mut"> {t("next_birthday", { date: shortDate(member.next_birthday) })}</small>
          ) : null}
          {member.birth || member.next_birthday ? null : t("birthday_none")}
        </dd>
        <dt>{t("tags")}</dt>
        <dd className="tags">
          {member.tags.length === 0 ? <span className="mut">{t("tags_none")}</span> : null}
          {member.tags.map((tag) => (
            <MemberTag key={tag.tag_id} tag={tag} />
          ))}
        </dd>
      </dl>
    </Card>
  );
}
