import { type ReactNode, useState } from "react";
import { rangeImage } from "../../art/range.ts";
import { sealCharacters, sealImage } from "../../art/seal.ts";
import { type Locale, LOCALES, switchLanguage, useLanguage } from "../../i18n/i18n.ts";
import { consent, TEXT_VERSION, welcome } from "../../state/settings.ts";
import { tenant, useTenantName } from "../../state/tenant.ts";
import { useStore } from "../../state/store.ts";
import { Box, Picture, Tap } from "../../ui/elements";
import { goBack, Page } from "../../ui/page";
import { goToTab } from "../../ui/parts";
import { SignInForm } from "./form";
import { PrivacySheet } from "./sheet";
import "./index.scss";

function Brand(): ReactNode {
  const { t } = useLanguage();
  const name = useTenantName();
  const config = useStore(tenant);
  const characters = sealCharacters(config?.names["zh-CN"] ?? config?.tenant_name ?? "");
  return (
    <Box as="header" className="login__brand">
      <Picture className="login__seal" src={sealImage(characters)} />
      <Box className="login__words">
        <Box as="h1" className="title">
          {name === "" ? t("title_login") : t("login_member", { name })}
        </Box>
        <Box as="p" className="login__sub">
          {t("login_sub")}
        </Box>
      </Box>
    </Box>
  );
}

function LanguageChoice(): ReactNode {
  const { locale, t } = useLanguage();
  const choose = (chosen: Locale) => switchLanguage(chosen);
  return (
    <Box className="login__lang" role="group" label={t("language")}>
      {LOCALES.map((one) => (
        <Tap
          key={one.locale}
          className={`lang ${one.locale === locale ? "is-on" : ""}`}
          current={one.locale === locale}
          onTap={() => choose(one.locale)}
        >
          {one.name}
        </Tap>
      ))}
    </Box>
  );
}

export default function LoginPage(): ReactNode {
  const { t } = useLanguage();
  const agreed = useStore(consent) === TEXT_VERSION;
  const [is_refused, setRefused] = useState(false);
  const browse = () => {
    welcome.set("seen");
    goToTab("home");
  };
  const refuse = () => {
    setRefused(true);
    browse();
  };
  const done = () => {
    welcome.set("seen");
    goBack();
  };
  const sheet =
    agreed || is_refused ? undefined : <PrivacySheet onRefuse={refuse} onAgree={() => consent.set(TEXT_VERSION)} />;
  return (
    <Page title="title_login" name="login" bar={null} over={sheet}>
      <Brand />
      <Box className="login__hills" style={{ backgroundImage: `url("${rangeImage("gate")}")` }} hidden_from_readers />
      <SignInForm onDone={done} onAsk={agreed ? undefined : () => setRefused(false)} />
      <Tap className="login__skip" acts_as="link" onTap={browse}>
        {t("login_skip")}
      </Tap>
      <LanguageChoice />
    </Page>
  );
}
