import type { ReactNode } from "react";
import { useState } from "react";
import { call } from "../../api/api.ts";
import { birthText } from "../../format/birthday.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { keepMember } from "../../state/member.ts";
import { known_member, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { Choice, ChoiceGrid, FormField } from "../../ui/form";
import { goBack, Page } from "../../ui/page";
import { Button, Empty, SignInFirst } from "../../ui/parts";
import { ConfirmSheet } from "../../ui/sheet";
import { useBirthday } from "./use-birthday.ts";
import "./index.scss";

type Chosen = ReturnType<typeof useBirthday>;

function Fields({ chosen }: { chosen: Chosen }): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <Choice
        label={t("birthday_calendar")}
        value={chosen.calendar}
        onChoose={chosen.setCalendar}
        options={[
          { value: "solar", label: t("birthday_solar") },
          { value: "lunar", label: t("birthday_lunar") },
        ]}
      />
      <FormField
        id="year"
        kind="number"
        label={t("birthday_year")}
        value={chosen.typed_year}
        onValue={chosen.typeYear}
        max_length={4}
        placeholder={t("birthday_year_hint")}
        problem={chosen.year_problem}
      />
      <Box as="h2" className="birthday__label">
        {t("birthday_month")}
      </Box>
      <ChoiceGrid label={t("birthday_month")} columns={4} options={chosen.months} />
      <Box as="h2" className="birthday__label">
        {t("birthday_day")}
      </Box>
      <ChoiceGrid label={t("birthday_day")} columns={6} options={chosen.days} />
    </>
  );
}

/** The day in its own calendar, in the other one, and when it comes next. */
function Echo({ chosen }: { chosen: Chosen }): ReactNode {
  const { t, locale } = useLanguage();
  const { birth, other, next, problem } = chosen;
  return (
    <Box className="card birthday__echo" role="status">
      {birth === undefined ? (
        <Box as="p">{t("birthday_choose")}</Box>
      ) : (
        <>
          <Box as="p" className="birthday__line">
            {birthText(locale, t, birth)}
          </Box>
          {other !== undefined && (
            <Box as="p" className="birthday__line">
              {other}
            </Box>
          )}
          {problem !== undefined && (
            <Box as="p" className="birthday__line bad">
              {problem}
            </Box>
          )}
          {problem === undefined && next !== undefined && (
            <Box as="p" className="birthday__line mute">
              {t("profile_next", { day: next })}
            </Box>
          )}
        </>
      )}
    </Box>
  );
}

function Picker({ chosen, onSave }: { chosen: Chosen; onSave: () => void }): ReactNode {
  const { t } = useLanguage();
  const is_ready = chosen.birth !== undefined && chosen.problem === undefined && chosen.year_problem === undefined;
  return (
    <Box className="birthday">
      <Fields chosen={chosen} />
      <Echo chosen={chosen} />
      <Button label={t("birthday_save")} onTap={onSave} busy={!is_ready} wide />
    </Box>
  );
}

export default function BirthdayPage(): ReactNode {
  const { t, locale } = useLanguage();
  const is_signed_in = useStore(session) !== undefined;
  const settled = useStore(known_member)?.profile.birth ?? null;
  const chosen = useBirthday();
  const action = useAction();
  const [is_asking, setAsking] = useState(false);
  const { birth } = chosen;
  const save = async () => {
    if (birth === undefined) return;
    setAsking(false);
    if (await action.run(async () => keepMember(await call("PATCH /v1/member", { body: { birthday: birth } }))))
      goBack();
  };
  const sheet =
    is_asking && birth !== undefined ? (
      <ConfirmSheet
        title={t("birthday_once")}
        text={t("birthday_once_why", { day: birthText(locale, t, birth) })}
        confirm={t("me_save")}
        onConfirm={() => void save()}
        onCancel={() => setAsking(false)}
      />
    ) : undefined;
  return (
    <Page title="title_birthday" name="birthday" over={sheet}>
      {!is_signed_in && <SignInFirst title="profile_guest" why="profile_guest_why" icon="card" />}
      {is_signed_in && settled !== null && <Empty title={birthText(locale, t, settled)} why={t("profile_settled")} />}
      {is_signed_in && settled === null && <Picker chosen={chosen} onSave={() => setAsking(true)} />}
      {action.problem !== undefined && (
        <Box as="p" className="form bad" role="alert">
          {action.problem}
        </Box>
      )}
    </Page>
  );
}
