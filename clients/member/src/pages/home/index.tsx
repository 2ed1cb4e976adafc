import type { ReactNode } from "react";
import { rangeImage } from "../../art/range.ts";
import { titleDay, venueTime } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { refreshMember } from "../../state/member.ts";
import { known_member, session } from "../../state/personal.ts";
import { consent, welcome } from "../../state/settings.ts";
import { useStore } from "../../state/store.ts";
import { useFresh } from "../../state/use-fresh.ts";
import { useTenantName } from "../../state/tenant.ts";
import { Box } from "../../ui/elements";
import { Page } from "../../ui/page";
import { goTo } from "../../ui/parts";
import { HeldNote } from "../../ui/held-note";
import { StaleNote } from "../../ui/stale-note";
import { Guest } from "./guest";
import { HomeCard } from "./home-card";
import { PointFacts } from "./point-facts";
import { Recent } from "./recent";
import { useRecent } from "./use-recent.ts";
import "./index.scss";

/** The first start offers to sign in, once; after that nobody is interrupted. */
function offerSignIn(): void {
  if (session.get() !== undefined || welcome.get() !== undefined || consent.get() !== undefined) return;
  welcome.set("seen");
  goTo("login");
}

function Hero({ note, name }: { note: string; name: string }): ReactNode {
  const { t, locale } = useLanguage();
  const group = useTenantName();
  return (
    <Box as="header" className="hero">
      <Box as="p" className="hero__group">
        {name === "" ? group : t("home_hello", { name })}
      </Box>
      <Box as="h1" className="title hero__title">
        {titleDay(locale, venueTime(serverNow()))}
      </Box>
      <Box as="p" className="hero__sub">
        {note}
      </Box>
      <Box className="hero__hills" style={{ backgroundImage: `url("${rangeImage("valley")}")` }} hidden_from_readers />
    </Box>
  );
}

export default function HomePage(): ReactNode {
  const { t } = useLanguage();
  const is_signed_in = useStore(session) !== undefined;
  const profile = useStore(known_member)?.profile;
  const recent = useRecent();
  useFresh(() => {
    offerSignIn();
    void refreshMember();
    recent.refresh();
  });
  return (
    <Page
      title="title_home"
      name="home"
      tab="home"
      bar={<Hero note={recent.note ?? t("home_none")} name={is_signed_in ? (profile?.name ?? "") : ""} />}
    >
      {is_signed_in ? (
        <>
          {profile !== undefined && <PointFacts points={profile.points} />}
          <StaleNote />
          <HeldNote />
          <HomeCard profile={profile} />
          <Recent recent={recent} />
        </>
      ) : (
        <Guest />
      )}
    </Page>
  );
}
