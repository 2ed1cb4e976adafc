import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { Box } from "../../ui/elements";
import { Button, goTo } from "../../ui/parts";

interface SoonProps {
  name: string;
  amount: number;
  note: string;
  warns?: boolean;
}

function Soon({ name, amount, note, warns = false }: SoonProps): ReactNode {
  return (
    <Box className="soon">
      <Box className="soon__head">
        <Box as="span" className="soon__name">
          {name}
        </Box>
        <Box as="b" className="soon__sum">
          {grouped(amount)}
        </Box>
      </Box>
      <Box as="p" className={`soon__note ${warns ? "warn" : ""}`}>
        {note}
      </Box>
    </Box>
  );
}

/** What there is now, and what comes and goes. */
export function Purse({ points }: { points: MemberProfile["points"] }): ReactNode {
  const { t, locale } = useLanguage();
  const { available, pending, pending_from, expiring } = points;
  // Kept by this phone since before debts were told.
  const debt = points.debt ?? 0;
  return (
    <Box as="section" className="purse">
      <Box className="purse__now">
        <Box className="purse__have">
          <Box as="p" className="purse__name">
            {t("points_available")}
          </Box>
          <Box as="p" className="purse__sum">
            {grouped(available)}
          </Box>
        </Box>
        <Button label={t("lots_see")} onTap={() => goTo("lots")} line />
      </Box>
      {debt > 0 && (
        <Box className="purse__debt">
          <Box as="p" className="purse__owed">{`${t("debt")} ${grouped(debt)}`}</Box>
          <Box as="p">{t("debt_why")}</Box>
        </Box>
      )}
      <Box className="purse__soon">
        <Soon
          name={t("points_pending")}
          amount={pending}
          note={
            pending_from === null ? t("points_none_pending") : t("points_from", { day: nearDay(locale, pending_from) })
          }
        />
        <Soon
          name={t("points_expiring")}
          amount={expiring?.amount ?? 0}
          note={expiring === null ? t("points_none_expiring") : t("points_until", { day: lastDayOf(expiring.on) })}
          warns={expiring !== null}
        />
      </Box>
    </Box>
  );
}
