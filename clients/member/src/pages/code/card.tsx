import type { ReactNode } from "react";
import { qrImage } from "../../art/qr.ts";
import { ringImage } from "../../art/ring.ts";
import { clockOf, venueTime } from "../../format/dates.ts";
import { inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { lastsUntil } from "../../state/current-code.ts";
import { isOffline } from "../../state/member.ts";
import { known_member } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { CardHead, Perforation } from "../../ui/card-head";
import { Box, Picture, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { explain } from "../../ui/parts";
import type { MemberCodeView } from "./use-member-code.ts";

function Code({ view }: { view: MemberCodeView }): ReactNode {
  const { t } = useLanguage();
  const { current } = view;
  if (current === undefined) {
    if (view.cache === undefined && view.failure === undefined)
      return <Box className="qr qr--empty" role="status" label={t("loading")} />;
    return (
      <Box className="qr qr--empty" role="status">
        <Icon name={isOffline(view.failure) ? "nonet" : "warn"} ink="ochre" />
        <Box as="p" className="qr__say">
          {t(view.cache === undefined ? "failed" : "code_gone")}
        </Box>
        <Box as="p" className="qr__why">
          {view.failure === undefined || isOffline(view.failure) ? t("code_gone_why") : explain(view.failure, t)}
        </Box>
      </Box>
    );
  }
  return (
    <Box className="qr">
      <Picture className="qr__ring" src={ringImage(current.share_left)} />
      <Picture className="qr__dots" src={qrImage(current.code)} alt={t("code_alt")} />
    </Box>
  );
}

/** Offline is a notice, not an error: what still works, until when, and how old the figures are. */
function OfflineNotice({ view }: { view: MemberCodeView }): ReactNode {
  const { t } = useLanguage();
  const as_of_ms = useStore(known_member)?.as_of_ms;
  if (view.failure === undefined || view.current === undefined || view.cache === undefined) return null;
  const until = clockOf(venueTime(lastsUntil(view.cache)));
  const as_of = clockOf(venueTime(as_of_ms ?? view.cache.fetched_at_ms + view.cache.ahead_ms));
  return (
    <Box className="mcard__off" role="status">
      <Icon name={isOffline(view.failure) ? "nonet" : "warn"} ink="ochre" />
      <Box className="mcard__offtext">
        <Box as="p" className="mcard__offhead">
          {t(isOffline(view.failure) ? "code_offline" : "code_unavailable")}
        </Box>
        <Box as="p">{t("code_offline_until", { until, as_of })}</Box>
      </Box>
    </Box>
  );
}

export function CodeCard({ view }: { view: MemberCodeView }): ReactNode {
  const { t } = useLanguage();
  const profile = useStore(known_member)?.profile;
  return (
    <Box as="article" className="mcard">
      <CardHead profile={profile} />
      <Perforation ground="azurite" />
      <Box className="mcard__code">
        <Code view={view} />
        {profile !== undefined && (
          <Box as="p" className="mcard__no">
            {t("code_no", { no: inFours(profile.card_no) })}
          </Box>
        )}
        <Box className="mcard__timer">
          {view.current !== undefined && <Box as="span">{t("code_left", { seconds: view.current.seconds_left })}</Box>}
          <Tap className="mcard__refresh" onTap={() => void view.refresh()} disabled={view.is_loading}>
            <Icon name="refresh" ink="azurite" size={20} />
            <Box as="span">{t("code_refresh")}</Box>
          </Tap>
        </Box>
      </Box>
      <OfflineNotice view={view} />
    </Box>
  );
}
