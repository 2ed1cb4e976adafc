import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { CardHead, Perforation } from "../../ui/card-head";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { goToTab } from "../../ui/parts";

/** The member card as a stub: its counterfoil is the button that shows the code. */
export function HomeCard({ profile }: { profile: MemberProfile | undefined }): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="article" className="mcard mcard--stub">
      <CardHead profile={profile} />
      {profile !== undefined && (
        <Box as="p" className="mcard__line">
          {t("code_no", { no: inFours(profile.card_no) })}
        </Box>
      )}
      <Perforation ground="paper" />
      <Tap className="mcard__foil" acts_as="link" onTap={() => goToTab("code")}>
        <Icon name="qr" ink="white" />
        <Box as="span">{t("home_show")}</Box>
      </Tap>
    </Box>
  );
}
