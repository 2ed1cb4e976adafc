import { getCurrentInstance } from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { Household } from "../../state/household.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { ROLE_WORDS } from "../../ui/family-roles.ts";
import { FormField } from "../../ui/form";
import { AnswerSheet } from "../../ui/sheet";

type Invited = Routes["POST /v1/member/household/invitations/lookup"]["response"];

const CODE_LENGTH = 8;
/** With dashes and spaces. */
const MOST_TYPED = 20;

interface Props {
  onDone: (household: Household | null) => void;
  onClose: () => void;
}

const lettersOf = (text: string) => text.replace(/[\s-]/g, "").toUpperCase();

/** An invitation's link carries its code. */
export const codeInAddress = (): string => lettersOf(getCurrentInstance().router?.params["code"] ?? "");

function Invitation({ invited, code, onDone, onClose }: Props & { invited: Invited; code: string }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const accept = () =>
    void action.run(async () => {
      const { household } = await call("POST /v1/member/household/invitations/accept", { body: { code } });
      onDone(household);
    });
  const { household_name, invited_by, role, members_count } = invited;
  return (
    <AnswerSheet
      title={t("family_invited", { name: invited_by, family: household_name })}
      yes={t("family_accept")}
      no={t("family_decline")}
      onYes={accept}
      onNo={onClose}
      busy={action.is_busy}
    >
      <Box as="p" className="sheet__text">
        {t("family_invited_as", { role: t(ROLE_WORDS[role]), count: members_count })}
      </Box>
      <Box as="p" className="sheet__text">
        {t("family_shares")}
      </Box>
      {action.problem !== undefined && (
        <Box as="p" className="sheet__text bad" role="alert">
          {action.problem}
        </Box>
      )}
    </AnswerSheet>
  );
}

/** First what one is invited to and what it shows to others, then yes or no. */
export function JoinSheet(props: Props): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const [typed, setTyped] = useState(codeInAddress);
  const [invited, setInvited] = useState<Invited>();
  const code = lettersOf(typed);
  const look = () => {
    if (code.length !== CODE_LENGTH) return action.refuse(t("family_code_bad"));
    void action.run(async () =>
      setInvited(await call("POST /v1/member/household/invitations/lookup", { body: { code } })),
    );
  };
  if (invited !== undefined) return <Invitation invited={invited} code={code} {...props} />;
  return (
    <AnswerSheet
      title={t("family_join")}
      yes={t("family_look")}
      no={t("me_cancel")}
      onYes={look}
      onNo={props.onClose}
      busy={action.is_busy}
    >
      <FormField
        id="invitation_code"
        kind="text"
        label={t("family_code")}
        value={typed}
        onValue={setTyped}
        max_length={MOST_TYPED}
        placeholder={t("family_code_hint")}
        problem={action.problem}
        onDone={look}
        focus
      />
    </AnswerSheet>
  );
}
