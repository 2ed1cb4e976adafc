import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { compactIdNumber, ID_NUMBER_LENGTH, type IdNumberReading, readIdNumber } from "../../format/id-number.ts";
import { type Translate, useLanguage } from "../../i18n/i18n.ts";
import { keepMember } from "../../state/member.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Tap } from "../../ui/elements";
import { FormField } from "../../ui/form";
import { Button } from "../../ui/parts";
import { FactRow } from "../../ui/rows";
import { partId, useOpened } from "./asked.ts";

/** Digits may be pasted in groups. */
const MOST_TYPED = 24;

function said(reading: IdNumberReading, is_empty: boolean, t: Translate): { problem?: string; note?: string } {
  if (is_empty) return { note: t("profile_id_why") };
  if (reading.state === "bad") return { problem: t(reading.why) };
  if (reading.state === "short") return { note: t("id_length", { left: reading.left }) };
  return { note: t("id_good", { region: reading.region, day: reading.born }) };
}

function Editor({ onDone }: { onDone: () => void }): ReactNode {
  const { t, locale } = useLanguage();
  const action = useAction();
  const [typed, setTyped] = useState("");
  const reading = readIdNumber(typed, locale);
  const save = async () => {
    if (reading.state !== "good") return;
    const { id_number } = reading;
    if (await action.run(async () => keepMember(await call("PATCH /v1/member", { body: { id_number } })))) onDone();
  };
  const words = action.problem === undefined ? said(reading, typed === "", t) : { problem: action.problem };
  return (
    <Box className="profile__id">
      <FormField
        id="id_number"
        tall
        kind="id_number"
        label={t("profile_id")}
        value={typed}
        onValue={(text) => setTyped(compactIdNumber(text).slice(0, ID_NUMBER_LENGTH))}
        max_length={MOST_TYPED}
        placeholder={t("profile_id_hint")}
        onDone={() => void save()}
        focus
        {...words}
      />
      <Box className="editor__do">
        <Button label={t("me_cancel")} onTap={onDone} line />
        <Button label={t("me_save")} onTap={() => void save()} busy={action.is_busy || reading.state !== "good"} />
      </Box>
    </Box>
  );
}

/** Told once, checked while it is typed, and shown by its end only. */
export function IdNumberRow({ shown, asked }: { shown: string | null; asked: number }): ReactNode {
  const { t } = useLanguage();
  const [is_editing, setEditing] = useOpened(asked);
  if (is_editing && shown === null) return <Editor onDone={() => setEditing(false)} />;
  return (
    <FactRow
      id={partId("id_number")}
      label={t("profile_id")}
      value={shown === null ? t("profile_not_filled") : `···${shown.slice(-4)}`}
    >
      {shown === null && (
        <Tap className="row__do" onTap={() => setEditing(true)} label={`${t("profile_fill")} ${t("profile_id")}`}>
          {t("profile_fill")}
        </Tap>
      )}
    </FactRow>
  );
}
