import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import { LOCALES, type Locale, switchLanguage, useLanguage } from "../../i18n/i18n.ts";
import { keepMember } from "../../state/member.ts";
import { session } from "../../state/personal.ts";
import { type_size } from "../../state/settings.ts";
import { useStore } from "../../state/store.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";

/** The screen turns at once; the server is told so that messages come in the same language, and asked again for its words. */
function choose(locale: Locale): void {
  switchLanguage(locale);
  if (session.get() === undefined) return;
  call("PATCH /v1/member", { body: { language: locale } })
    .then(keepMember)
    .catch(() => undefined);
}

function LanguageChoice(): ReactNode {
  const { t, locale } = useLanguage();
  return (
    <Box className="setting">
      <Box className="setting__head">
        <Icon name="globe" ink="azurite" />
        <Box as="span">{t("language")}</Box>
      </Box>
      <Box className="choice" role="radiogroup" label={t("language")}>
        {LOCALES.map((one) => (
          <Tap
            key={one.locale}
            acts_as="radio"
            className={`choice__one ${one.locale === locale ? "is-on" : ""}`}
            selected={one.locale === locale}
            onTap={() => choose(one.locale)}
          >
            {one.name}
          </Tap>
        ))}
      </Box>
    </Box>
  );
}

function LargeType(): ReactNode {
  const { t } = useLanguage();
  const is_on = useStore(type_size) === "large";
  return (
    <Tap
      className="setting setting--row"
      acts_as="switch"
      checked={is_on}
      onTap={() => type_size.set(is_on ? undefined : "large")}
    >
      <Icon name="type" ink="azurite" />
      <Box as="span" className="setting__words">
        <Box as="span" className="setting__name">
          {t("me_large")}
        </Box>
        <Box as="span" className="setting__why">
          {t("me_large_why")}
        </Box>
      </Box>
      <Box as="span" className={`switch ${is_on ? "is-on" : ""}`}>
        {t(is_on ? "me_on" : "me_off")}
      </Box>
    </Tap>
  );
}

export function Settings(): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title me__head">
        {t("me_settings")}
      </Box>
      <Box className="card">
        <LanguageChoice />
        <LargeType />
      </Box>
    </Box>
  );
}
