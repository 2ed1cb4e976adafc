import { getCurrentInstance } from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { TEXT_VERSION } from "../../state/settings.ts";
import { useTenantName } from "../../state/tenant.ts";
import { Box } from "../../ui/elements";
import { Page } from "../../ui/page";
import { TEXTS, type TextName } from "./texts.ts";
import "./index.scss";

const TITLES: Record<TextName, Key> = { privacy: "title_privacy", terms: "title_terms" };

/** The texts a member agrees to, in the version that is sent with the consent. */
export default function PolicyPage(): ReactNode {
  const { t, locale } = useLanguage();
  const group = useTenantName();
  const [name] = useState<TextName>(() =>
    getCurrentInstance().router?.params["text"] === "terms" ? "terms" : "privacy",
  );
  return (
    <Page title={TITLES[name]} name="policy">
      <Box as="article" className="policy">
        <Box as="p" className="policy__version">
          {`${group}　${t("policy_version", { version: TEXT_VERSION })}`}
        </Box>
        {TEXTS[name][locale].map(({ head, text }) => (
          <Box as="section" key={head}>
            <Box as="h2" className="policy__head">
              {head}
            </Box>
            <Box as="p">{text}</Box>
          </Box>
        ))}
      </Box>
    </Page>
  );
}
