import Taro, { useDidShow } from "@tarojs/taro";
import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { refreshMember } from "../../state/member.ts";
import { known_member, endSession, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { Box } from "../../ui/elements";
import { Page } from "../../ui/page";
import { Button, goTo, goToTab, SignInFirst } from "../../ui/parts";
import { StaleNote } from "../../ui/stale-note";
import { Profile } from "./profile";
import { LinkRow } from "./rows";
import { Settings } from "./settings";
import "./index.scss";

/** The server is told, but the phone forgets at once, whether or not it could be told. */
async function signOut(): Promise<void> {
  const told = call("DELETE /v1/member/session").catch(() => undefined);
  endSession();
  await told;
}

function SignOut(): ReactNode {
  const { t } = useLanguage();
  const ask = async () => {
    const { confirm } = await Taro.showModal({
      title: t("me_sign_out"),
      content: t("me_sign_out_ask"),
      cancelText: t("me_cancel"),
      confirmText: t("me_leave"),
      confirmColor: "#1D5C8A",
    });
    if (confirm) await signOut();
  };
  return (
    <Box className="me__out">
      <Button label={t("me_sign_out")} onTap={() => void ask()} line wide />
    </Box>
  );
}

export default function MePage(): ReactNode {
  const { t } = useLanguage();
  const is_signed_in = useStore(session) !== undefined;
  const profile = useStore(known_member)?.profile;
  useDidShow(() => void refreshMember());
  return (
    <Page title="title_me" name="me" tab="me">
      {is_signed_in ? (
        <>
          <StaleNote />
          {profile !== undefined && <Profile profile={profile} />}
          <Box as="section" className="sec">
            <Box as="h2" className="sec__title me__head">
              {t("me_records")}
            </Box>
            <Box className="card">
              <LinkRow icon="gate" label={t("title_visits")} onTap={() => goTo("visits")} />
              <LinkRow icon="points" label={t("title_points")} onTap={() => goToTab("points")} />
            </Box>
          </Box>
        </>
      ) : (
        <SignInFirst title="me_guest" why="me_guest_why" icon="me" />
      )}
      <Settings />
      <Box as="section" className="sec">
        <Box as="h2" className="sec__title me__head">
          {t("me_about")}
        </Box>
        <Box className="card">
          <LinkRow icon="shield" label={t("title_privacy")} onTap={() => goTo("policy", "?text=privacy")} />
          <LinkRow icon="paper" label={t("title_terms")} onTap={() => goTo("policy", "?text=terms")} />
        </Box>
      </Box>
      {is_signed_in && <SignOut />}
    </Page>
  );
}
