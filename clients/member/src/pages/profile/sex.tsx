import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { keepMember } from "../../state/member.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { Choice } from "../../ui/form";
import { partId } from "./asked.ts";

type Sex = MemberProfile["sex"];
type Answer = NonNullable<Sex> | "none";

/** Saved at a touch, and as easily taken back. */
export function SexChoice({ sex }: { sex: Sex }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const choose = (answer: Answer) =>
    void action.run(async () =>
      keepMember(await call("PATCH /v1/member", { body: { sex: answer === "none" ? null : answer } })),
    );
  return (
    <Box className="profile__sex" id={partId("sex")}>
      <Box as="span" className="profile__label">
        {t("profile_sex")}
      </Box>
      <Choice<Answer>
        label={t("profile_sex")}
        value={sex ?? "none"}
        onChoose={choose}
        options={[
          { value: "female", label: t("sex_female") },
          { value: "male", label: t("sex_male") },
          { value: "other", label: t("sex_other") },
          { value: "none", label: t("sex_none") },
        ]}
      />
      {action.problem !== undefined && (
        <Box className="formfield__said bad" role="alert">
          {action.problem}
        </Box>
      )}
    </Box>
  );
}
