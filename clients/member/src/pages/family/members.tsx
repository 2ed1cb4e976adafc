import type { ReactNode } from "react";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { FamilyMember, Household } from "../../state/household.ts";
import { Box, Tap } from "../../ui/elements";
import { ROLE_WORDS } from "../../ui/family-roles.ts";

interface MembersProps {
  household: Household;
  onManage: (member: FamilyMember) => void;
}

function MemberRow({ member, household, onManage }: MembersProps & { member: FamilyMember }): ReactNode {
  const { t } = useLanguage();
  const { name, role, is_me, monthly_limit, taken_this_month, under_14 } = member;
  const brought = household.contributions.find((one) => one.is_me === is_me && one.name === name);
  const word =
    under_14 === true ? `${t(ROLE_WORDS[role])}${t("why_comma")}${t("family_under_14")}` : t(ROLE_WORDS[role]);
  return (
    <Box as="li" className="kin">
      <Box className="kin__top">
        <Box className="kin__name">
          <Box as="p">{is_me ? t("family_me", { name }) : name}</Box>
          <Box as="p" className="kin__role">
            {word}
          </Box>
        </Box>
        {household.my_role === "guardian" && (
          <Tap className="kin__do" onTap={() => onManage(member)} label={`${t("family_manage")} ${name}`}>
            {t("family_manage")}
          </Tap>
        )}
      </Box>
      <Box as="p" className="kin__note">
        {brought === undefined
          ? t("family_none")
          : t("family_brought", { contributed: grouped(brought.contributed), remaining: grouped(brought.remaining) })}
      </Box>
      <Box as="p" className="kin__note">
        {monthly_limit === null
          ? t("family_limit_none")
          : t("family_limit_used", { limit: grouped(monthly_limit), taken: grouped(taken_this_month) })}
      </Box>
    </Box>
  );
}

export function Members(props: MembersProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title family__head">
        {t("family_members")}
      </Box>
      <Box as="ul" className="card">
        {props.household.members.map((member) => (
          <MemberRow key={member.household_member_id} member={member} {...props} />
        ))}
      </Box>
    </Box>
  );
}
