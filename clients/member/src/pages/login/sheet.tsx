import type { ReactNode } from "react";
import type { IconName } from "../../art/icons.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Button, goTo } from "../../ui/parts";
import { Sheet } from "../../ui/sheet";

const USES: readonly { icon: IconName; what: Key; why: Key }[] = [
  { icon: "phone", what: "sheet_phone", why: "sheet_phone_why" },
  { icon: "wallet", what: "sheet_records", why: "sheet_records_why" },
  { icon: "card", what: "sheet_name", why: "sheet_name_why" },
];

/** What, why, and what works without: refusing and agreeing are the same button twice. */
export function PrivacySheet({ onRefuse, onAgree }: { onRefuse: () => void; onAgree: () => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <Sheet title={t("sheet_title")} onEscape={onRefuse}>
      <Box as="ul">
        {USES.map(({ icon, what, why }) => (
          <Box as="li" key={what} className="sheet__use">
            <Icon name={icon} ink="azurite" />
            <Box>
              <Box as="p" className="sheet__what">
                {t(what)}
              </Box>
              <Box as="p" className="sheet__why">
                {t(why)}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
      <Box className="sheet__text">
        <Box as="span">{t("sheet_see")}</Box>
        <Tap className="sheet__link" acts_as="link" onTap={() => goTo("policy", "?text=privacy")}>
          {t("sheet_privacy")}
        </Tap>
        <Box as="span">{t("sheet_and")}</Box>
        <Tap className="sheet__link" acts_as="link" onTap={() => goTo("policy", "?text=terms")}>
          {t("sheet_terms")}
        </Tap>
        <Box as="span">{t("sheet_without")}</Box>
      </Box>
      <Box className="sheet__choice">
        <Button label={t("sheet_refuse")} onTap={onRefuse} line />
        <Button label={t("sheet_agree")} onTap={onAgree} line />
      </Box>
    </Sheet>
  );
}
