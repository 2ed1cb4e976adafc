import type { ReactNode } from "react";
import type { MemberLot } from "@huiyou/api-client";
import { dayOf, lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { type Locale, type Translate, useLanguage } from "../../i18n/i18n.ts";
import { Box } from "../../ui/elements";

/** Who brought it, or how it came back: only where it was not simply earned. */
function originOf({ from_me, from_name, origin }: MemberLot, t: Translate): string {
  if (from_me) return t("lot_from_me");
  if (from_name !== null) return t("lot_from", { name: from_name });
  if (origin === "earned") return "";
  return t(origin === "received" ? "lot_received" : "lot_returned");
}

function lifeOf({ state, available_from, expires_at }: MemberLot, t: Translate, locale: Locale): string {
  const until = expires_at === null ? t("lot_never") : t("points_until", { day: lastDayOf(expires_at) });
  if (state === "posted") return until;
  return t("points_from", { day: nearDay(locale, available_from) }) + t("why_comma") + until;
}

/** One batch, by its place in the order: what is left of what, and until when. */
export function LotRow({ lot, place }: { lot: MemberLot; place: number }): ReactNode {
  const { t, locale } = useLanguage();
  const origin = originOf(lot, t);
  return (
    <Box as="li" className="lot">
      <Box as="span" className="lot__place" hidden_from_readers>
        {place}
      </Box>
      <Box className="lot__body">
        <Box className="lot__top">
          <Box as="span" className="lot__title">
            {lot.title}
          </Box>
          <Box as="b" className="lot__sum">
            {grouped(lot.remaining)}
          </Box>
        </Box>
        <Box as="p">{lifeOf(lot, t, locale)}</Box>
        <Box as="p" className="lot__more">
          {[
            t("lot_of", { amount: grouped(lot.amount), day: dayOf(lot.earned_at) }),
            ...(origin === "" ? [] : [origin]),
            ...(lot.held > 0 ? [t("lot_held", { amount: grouped(lot.held) })] : []),
          ].join(t("why_comma"))}
        </Box>
        {lot.state === "pending" && (
          <Box as="p" className="warn">
            {t("points_pending")}
          </Box>
        )}
      </Box>
    </Box>
  );
}
