import { useDidShow } from "@tarojs/taro";
import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import { dayOf } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useAction } from "../../state/use-action.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Box, Tap } from "../../ui/elements";
import { ROLE_WORDS } from "../../ui/family-roles.ts";

/** Codes that nobody has used yet. It only adds to its page: without an answer nothing is said of them. */
export function Invitations({ is_guardian, subject }: { is_guardian: boolean; subject: string }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const list = useAnswer(subject, async () => (await call("GET /v1/member/household/invitations")).data);
  useDidShow(list.reload);
  const open = list.value ?? [];
  if (open.length === 0) return null;
  const takeBack = (invitation_id: string) =>
    void action.run(async () => {
      await call("DELETE /v1/member/household/invitations/{invitation_id}", { path: { invitation_id } });
      list.reload();
    });
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title family__head">
        {t("family_open")}
      </Box>
      <Box as="ul" className="card">
        {open.map((one) => (
          <Box as="li" key={one.invitation_id} className="kin">
            <Box className="kin__top">
              <Box className="kin__name">
                <Box as="p">{t(ROLE_WORDS[one.role])}</Box>
                <Box as="p" className="kin__role">
                  {t("family_invite_until", { day: dayOf(one.expires_at) })}
                </Box>
              </Box>
              {is_guardian && (
                <Tap className="kin__do" onTap={() => takeBack(one.invitation_id)}>
                  {t("family_take_back")}
                </Tap>
              )}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
