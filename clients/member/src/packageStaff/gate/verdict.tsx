import type { ReactNode } from "react";
import type { Routes } from "@huiyou/api-client";
import { VERDICT_MARKS } from "../../art/verdict-marks.ts";
import { clockOf, nearOrToday, venueTime } from "../../format/dates.ts";
import { inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { Box, Picture } from "../../ui/elements";
import { Button } from "../../ui/parts";

export type Admission = Routes["POST /v1/admissions"]["response"];

interface VerdictProps {
  admission: Admission;
  onNext: () => void;
  onLookUp: (() => void) | undefined;
}

function Facts({ admission }: { admission: Admission }): ReactNode {
  const { t } = useLanguage();
  const { member, business_time } = admission;
  const facts = [
    ...(member === null
      ? []
      : [
          [t("verdict_member"), member.name_masked],
          [t("verdict_card"), `···${member.card_no.slice(-4)}`],
        ]),
    [t("verdict_by"), t("verdict_server", { clock: clockOf(business_time) })],
  ];
  return (
    <Box as="dl" className="verdict__facts">
      {facts.map(([label, value]) => (
        <Box key={label} className="verdict__fact">
          <Box as="dt">{label}</Box>
          <Box as="dd" className="verdict__is">
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** A second scan: who, when and where the first one was. */
function First({ admission }: { admission: Admission }): ReactNode {
  const { t, locale } = useLanguage();
  const { member, previous } = admission;
  if (previous === null) return null;
  const { business_time, gate_name } = previous;
  const lines = [
    ...(member === null ? [] : [[t("verdict_who"), `${member.name_masked} ${inFours(member.card_no).slice(-4)}`]]),
    [t("verdict_when"), `${nearOrToday(locale, t, business_time, venueTime(serverNow()))} ${clockOf(business_time)}`],
    [t("verdict_where"), gate_name],
  ];
  return (
    <Box className="verdict__first">
      <Box as="h2" className="verdict__head">
        {t("verdict_first")}
      </Box>
      {lines.map(([label, value]) => (
        <Box key={label} className="verdict__line">
          <Box as="span" className="verdict__label">
            {label}
          </Box>
          <Box as="b">{value}</Box>
        </Box>
      ))}
    </Box>
  );
}

/** Colour, mark, word and reason, full screen. Green comes from the server's own answer and from nothing else. */
export function Verdict({ admission, onNext, onLookUp }: VerdictProps): ReactNode {
  const { t } = useLanguage();
  const { admitted, reasons, member, gate, venue } = admission;
  const why = reasons[0]?.message ?? (member === null ? t("verdict_unknown") : t("verdict_fine"));
  return (
    <Box className={`verdict ${admitted ? "verdict--ok" : "verdict--no"}`}>
      <Box as="header" className="verdict__where">
        <Box as="span">{`${venue.name}${t("why_comma")}${gate.name}`}</Box>
        <Box as="span" className="verdict__net">
          <Box as="span" className="verdict__dot" />
          <Box as="span">{t("gate_online")}</Box>
        </Box>
      </Box>
      <Box className="verdict__say" role="alert">
        <Picture className="verdict__mark" src={VERDICT_MARKS[admitted ? "ok" : "no"]} />
        <Box as="h1" className="verdict__word">
          {t(admitted ? "verdict_in" : "verdict_no")}
        </Box>
        <Box as="p" className="verdict__reason">
          {why}
        </Box>
      </Box>
      {admission.previous === null ? <Facts admission={admission} /> : <First admission={admission} />}
      <Box className="verdict__do">
        <Button label={t("gate_next")} onTap={onNext} />
        {onLookUp !== undefined && <Button label={t("verdict_look")} onTap={onLookUp} ghost />}
      </Box>
    </Box>
  );
}
