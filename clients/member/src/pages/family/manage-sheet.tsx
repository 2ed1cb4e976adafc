import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { FamilyMember, Household } from "../../state/household.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { type FamilyRole, ROLE_WORDS, ROLES } from "../../ui/family-roles.ts";
import { ChoiceGrid, FormField } from "../../ui/form";
import { Button } from "../../ui/parts";
import { AnswerSheet, ConfirmSheet } from "../../ui/sheet";

const DIGITS = 9;

interface Props {
  member: FamilyMember;
  onDone: (household: Household | null) => void;
  onGone: () => void;
  onClose: () => void;
}

function RemoveSheet({ member, onGone, onClose }: Omit<Props, "onDone">): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const { household_member_id, name } = member;
  const remove = async () => {
    const params = { household_member_id };
    const route = "DELETE /v1/member/household/members/{household_member_id}";
    if (await action.run(() => call(route, { path: params }))) onGone();
  };
  return (
    <ConfirmSheet
      title={t("family_remove")}
      text={action.problem ?? t("family_remove_ask", { name })}
      confirm={t("family_remove")}
      onConfirm={() => void remove()}
      busy={action.is_busy}
      onCancel={onClose}
    />
  );
}

/** What a guardian settles about one of the family. */
export function ManageSheet(props: Props): ReactNode {
  const { t } = useLanguage();
  const { member, onDone, onClose } = props;
  const action = useAction();
  const [role, setRole] = useState<FamilyRole>(member.role);
  const [limit, setLimit] = useState(member.monthly_limit === null ? "" : String(member.monthly_limit));
  const [is_removing, setRemoving] = useState(false);
  const save = () =>
    void action.run(async () => {
      const { household } = await call("PATCH /v1/member/household/members/{household_member_id}", {
        path: { household_member_id: member.household_member_id },
        body: { role, monthly_limit: limit === "" ? null : Number(limit) },
      });
      onDone(household);
    });
  if (is_removing) return <RemoveSheet {...props} />;
  return (
    <AnswerSheet
      title={member.name}
      yes={t("me_save")}
      no={t("me_cancel")}
      onYes={save}
      onNo={onClose}
      busy={action.is_busy}
    >
      <Box as="p" className="sheet__group">
        {t("family_role")}
      </Box>
      <ChoiceGrid
        label={t("family_role")}
        columns={4}
        options={ROLES.map((one) => ({
          key: one,
          label: t(ROLE_WORDS[one]),
          selected: one === role,
          onTap: () => setRole(one),
        }))}
      />
      <FormField
        id="monthly_limit"
        kind="number"
        label={t("family_limit")}
        value={limit}
        onValue={(text) => setLimit(text.replace(/\D/g, "").slice(0, DIGITS))}
        max_length={DIGITS}
        placeholder={t("family_limit_hint")}
        problem={action.problem}
        onDone={save}
      />
      {!member.is_me && <Button label={t("family_remove")} onTap={() => setRemoving(true)} line wide />}
      <Box className="form__note" />
    </AnswerSheet>
  );
}
