import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { refreshMember } from "../../state/member.ts";
import { known_member, endSession, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useFresh } from "../../state/use-fresh.ts";
import { Box } from "../../ui/elements";
import { Page } from "../../ui/page";
import { Button, goTo, goToTab, navigate, SignInFirst } from "../../ui/parts";
import { ConfirmSheet } from "../../ui/sheet";
import { HeldNote } from "../../ui/held-note";
import { StaleNote } from "../../ui/stale-note";
import { Family } from "./family";
import { Profile } from "./profile";
import { LinkRow } from "../../ui/rows";
import { Settings } from "./settings";
import "./index.scss";

/** The server is told, but the phone forgets at once, whether or not it could be told. */
async function signOut(): Promise<void> {
  const told = call("DELETE /v1/member/session").catch(() => undefined);
  endSession();
  await told;
}

function SignOutSheet({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <ConfirmSheet
      title={t("me_sign_out")}
      text={t("me_sign_out_ask")}
      confirm={t("me_leave")}
      onConfirm={onLeave}
      onCancel={onStay}
    />
  );
}

/** Another package of the mini-program: it is fetched when somebody goes there. */
const toStaff = () => navigate("/packageStaff/home/index");

function Account(): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title me__head">
        {t("me_account")}
      </Box>
      <Box className="card">
        <LinkRow icon="card" label={t("title_profile")} onTap={() => goTo("profile")} />
        <LinkRow icon="badge" label={t("title_identities")} onTap={() => goTo("identities")} />
        <LinkRow icon="family" label={t("title_family")} onTap={() => goTo("family")} />
        <LinkRow icon="shield" label={t("title_privacy_centre")} onTap={() => goTo("privacy")} />
        <LinkRow icon="lock" label={t("title_loss")} onTap={() => goTo("loss")} />
      </Box>
    </Box>
  );
}

export default function MePage(): ReactNode {
  const { t } = useLanguage();
  const is_signed_in = useStore(session) !== undefined;
  const profile = useStore(known_member)?.profile;
  const [is_asking, setAsking] = useState(false);
  useFresh(() => void refreshMember());
  const leave = () => {
    setAsking(false);
    void signOut();
  };
  const sheet = is_asking ? <SignOutSheet onLeave={leave} onStay={() => setAsking(false)} /> : undefined;
  return (
    <Page title="title_me" name="me" tab="me" over={sheet}>
      {is_signed_in ? (
        <>
          <StaleNote />
          <HeldNote />
          {profile !== undefined && <Profile profile={profile} />}
          <Account />
          <Box as="section" className="sec">
            <Box as="h2" className="sec__title me__head">
              {t("me_records")}
            </Box>
            <Box className="card">
              <LinkRow icon="gate" label={t("title_visits")} onTap={() => goTo("visits")} />
              <LinkRow icon="points" label={t("title_points")} onTap={() => goToTab("points")} />
              <LinkRow icon="clock" label={t("title_lots")} onTap={() => goTo("lots")} />
            </Box>
          </Box>
          <Family />
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
          <LinkRow icon="paper" label={t("title_privacy")} onTap={() => goTo("policy", "?text=privacy")} />
          <LinkRow icon="paper" label={t("title_terms")} onTap={() => goTo("policy", "?text=terms")} />
          <LinkRow icon="badge" label={t("staff_entry")} onTap={toStaff} />
        </Box>
      </Box>
      {is_signed_in && (
        <Box className="me__out">
          <Button label={t("me_sign_out")} onTap={() => setAsking(true)} line wide />
        </Box>
      )}
    </Page>
  );
}
