import type { ReactNode } from "react";
import type { IconName } from "../../art/icons.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { was_ended } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { Box } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Button, goTo } from "../../ui/parts";

const GIVES: readonly { icon: IconName; key: Key }[] = [
  { icon: "qr", key: "home_guest_1" },
  { icon: "points", key: "home_guest_2" },
  { icon: "gate", key: "home_guest_3" },
];

/** Browsing without signing in: what a membership gives. */
export function Guest(): ReactNode {
  const { t } = useLanguage();
  const is_over = useStore(was_ended);
  return (
    <Box as="section" className="sec">
      <Box className="card guest">
        <Box as="h2" className="sec__title">
          {t(is_over ? "session_over" : "home_guest_title")}
        </Box>
        {is_over && <Box as="p">{t("session_over_why")}</Box>}
        <Box as="ul" className="guest__gives">
          {GIVES.map(({ icon, key }) => (
            <Box as="li" key={key} className="guest__give">
              <Icon name={icon} ink="azurite" />
              <Box as="p">{t(key)}</Box>
            </Box>
          ))}
        </Box>
        <Button label={t("sign_in")} onTap={() => goTo("login")} wide />
      </Box>
    </Box>
  );
}
