import type { ReactNode } from "react";
import { dayOf } from "../../format/dates.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { type PrivacyText, usePrivacyTexts } from "../../state/privacy-texts.ts";
import type { Answered } from "../../state/use-answer.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Failure, Skeleton } from "../../ui/parts";
import type { Said } from "./index";

type Standing = Said["standing"][number];
export type Purpose = Standing["purpose"];

export interface ConsentRow {
  purpose: Purpose;
  standing: Standing | undefined;
  /** The newest text of the purpose, if the group has published one. */
  text: PrivacyText | undefined;
}

/** What a person decides for themselves; a guardian's consent stands with the child. */
const PURPOSES: readonly Purpose[] = ["membership", "marketing", "profiling", "partners", "face"];

export const PURPOSE_WORDS: Record<Purpose, { name: Key; why: Key }> = {
  membership: { name: "purpose_membership", why: "purpose_membership_why" },
  marketing: { name: "purpose_marketing", why: "purpose_marketing_why" },
  profiling: { name: "purpose_profiling", why: "purpose_profiling_why" },
  partners: { name: "purpose_partners", why: "purpose_partners_why" },
  guardian: { name: "purpose_guardian", why: "purpose_guardian_why" },
  face: { name: "purpose_face", why: "purpose_face_why" },
};

function rowsOf(said: Said, texts: readonly PrivacyText[]): ConsentRow[] {
  const rows = PURPOSES.map((purpose) => ({
    purpose,
    standing: said.standing.find((one) => one.purpose === purpose),
    text: texts.find((one) => one.purpose === purpose),
  }));
  // A purpose without a text asks nobody for anything.
  return rows.filter(({ standing, text }) => standing !== undefined || text !== undefined);
}

function ConsentLine({ row, onOpen }: { row: ConsentRow; onOpen: (row: ConsentRow) => void }): ReactNode {
  const { t } = useLanguage();
  const { purpose, standing } = row;
  const is_granted = standing?.state === "granted";
  const state: Key = is_granted ? "consent_granted" : standing === undefined ? "consent_none" : "consent_withdrawn";
  return (
    <Tap className="consent" onTap={() => onOpen(row)}>
      <Box as="span" className="consent__what">
        <Box as="span" className="consent__name">
          {t(PURPOSE_WORDS[purpose].name)}
        </Box>
        <Box as="span" className="consent__note">
          {standing === undefined
            ? t(PURPOSE_WORDS[purpose].why)
            : t("consent_version", { version: standing.text_version, day: dayOf(standing.since) })}
        </Box>
      </Box>
      <Box as="span" className={`consent__state ${is_granted ? "good" : "mute"}`}>
        {t(state)}
      </Box>
      <Icon name="right" ink="muted" size={16} />
    </Tap>
  );
}

export function Consents({ said, onOpen }: { said: Answered<Said>; onOpen: (row: ConsentRow) => void }): ReactNode {
  const { t } = useLanguage();
  const texts = usePrivacyTexts();
  const error = said.error ?? texts.error;
  const reload = () => {
    said.reload();
    texts.reload();
  };
  const is_known = said.value !== undefined && texts.value !== undefined;
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title privacy__head">
        {t("privacy_consents")}
      </Box>
      {!is_known && (error === undefined ? <Skeleton rows={3} /> : <Failure error={error} onRetry={reload} />)}
      {said.value !== undefined && texts.value !== undefined && (
        <Box className="card">
          {rowsOf(said.value, texts.value).map((row) => (
            <ConsentLine key={row.purpose} row={row} onOpen={onOpen} />
          ))}
        </Box>
      )}
    </Box>
  );
}
