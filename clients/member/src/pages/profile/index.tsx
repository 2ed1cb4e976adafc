import { useDidShow } from "@tarojs/taro";
import { type ReactNode, useEffect, useState } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { birthText } from "../../format/birthday.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { refreshMember } from "../../state/member.ts";
import { known_member, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { Box, bringIntoView, Tap } from "../../ui/elements";
import { Page } from "../../ui/page";
import { goTo, SignInFirst, Skeleton } from "../../ui/parts";
import { FactRow } from "../../ui/rows";
import { StaleNote } from "../../ui/stale-note";
import { Profile } from "../me/profile";
import { Settings } from "../me/settings";
import { type Asked, askedFor, partId } from "./asked.ts";
import { CompletenessCard } from "./completeness";
import { OwnFields } from "./fields";
import { IdNumberRow } from "./id-number";
import { SexChoice } from "./sex";
import "./index.scss";

/** What is settled on a page of its own: a birthday is put together, names are added at a desk. */
const ELSEWHERE: Readonly<Record<string, string>> = { birthday: "birthday", phone: "identities", email: "identities" };

function BirthdayRow({ profile }: { profile: MemberProfile }): ReactNode {
  const { t, locale } = useLanguage();
  const { birth, next_birthday } = profile;
  if (birth === null) {
    return (
      <FactRow label={t("profile_birthday")} value={t("profile_not_filled")}>
        <Tap
          className="row__do"
          acts_as="link"
          onTap={() => goTo("birthday")}
          label={`${t("profile_fill")} ${t("profile_birthday")}`}
        >
          {t("profile_fill")}
        </Tap>
      </FactRow>
    );
  }
  return (
    <Box className="row">
      <Box as="span" className="row__name">
        {t("profile_birthday")}
      </Box>
      <Box as="span" className="row__value">
        <Box as="span">{birthText(locale, t, birth)}</Box>
        {next_birthday !== null && (
          <Box as="span" className="profile__next">
            {t("profile_next", { day: next_birthday })}
          </Box>
        )}
      </Box>
    </Box>
  );
}

// A profile that was kept by an older version of this page has neither.
type Kept = Partial<Pick<MemberProfile, "fields" | "completeness">>;
const fieldsOf = ({ fields }: Kept) => fields ?? [];

function Completeness({ profile: { completeness }, onAsk }: { profile: Kept; onAsk: (item: string) => void }) {
  return completeness === undefined ? null : <CompletenessCard completeness={completeness} onAsk={onAsk} />;
}

function SignedIn(): ReactNode {
  const { t } = useLanguage();
  const profile = useStore(known_member)?.profile;
  const [asked, setAsked] = useState<Asked>();
  useDidShow(() => void refreshMember());
  useEffect(() => {
    if (asked) bringIntoView(partId(asked.item));
  }, [asked]);
  const ask = (item: string) => {
    const page = ELSEWHERE[item];
    if (page !== undefined) return goTo(page);
    setAsked((before) => ({ item, n: (before?.n ?? 0) + 1 }));
  };
  return (
    <>
      <StaleNote />
      {profile === undefined ? (
        <Skeleton rows={4} />
      ) : (
        <>
          <Completeness profile={profile} onAsk={ask} />
          <Profile profile={profile} asked={askedFor(asked, "name")} id={partId("name")} />
          <OwnFields fields={fieldsOf(profile)} asked={asked} />
          <Box as="section" className="profile">
            <Box className="card">
              <BirthdayRow profile={profile} />
              <SexChoice sex={profile.sex} />
              <IdNumberRow shown={profile.id_number_masked} asked={askedFor(asked, "id_number")} />
            </Box>
            <Box as="p" className="profile__note">
              {t("profile_settled")}
            </Box>
          </Box>
        </>
      )}
      <Box id={partId("language")}>
        <Settings />
      </Box>
    </>
  );
}

/** What somebody tells of themselves. */
export default function ProfilePage(): ReactNode {
  const is_signed_in = useStore(session) !== undefined;
  return (
    <Page title="title_profile" name="profile">
      {is_signed_in ? <SignedIn /> : <SignInFirst title="profile_guest" why="profile_guest_why" icon="card" />}
    </Page>
  );
}
