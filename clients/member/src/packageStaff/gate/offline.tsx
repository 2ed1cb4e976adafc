import { type ReactNode, useEffect, useState } from "react";
import { clockOf, venueTime } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import type { ChosenGate } from "../../state/staff.ts";
import { Box } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Button } from "../../ui/parts";

interface OfflineProps {
  gate: ChosenGate;
  /** When the server last answered, in milliseconds of this phone; undefined: never. */
  synced_ms: number | undefined;
  onRetry: () => void;
  onLeave: () => void;
}

const MINUTE_MS = 60_000;

function useNow(): number {
  const [now_ms, setNow] = useState(() => serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), MINUTE_MS / 6);
    return () => clearInterval(timer);
  }, []);
  return now_ms;
}

/** Amber, with the time of the last answer. Without a signed allowance nobody is admitted, and the page says what to do. */
export function Offline({ gate, synced_ms, onRetry, onLeave }: OfflineProps): ReactNode {
  const { t } = useLanguage();
  const now_ms = useNow();
  const minutes = synced_ms === undefined ? undefined : Math.floor((now_ms - synced_ms) / MINUTE_MS);
  return (
    <Box className="offline" role="alert">
      <Box as="p" className="offline__where">
        {`${gate.venue_name}${t("why_comma")}${gate.gate_name}`}
      </Box>
      <Box as="h1" className="offline__title">
        <Icon name="nonet" ink="ochre" size={32} />
        <Box as="span">
          {minutes === undefined || minutes < 1 ? t("gate_offline") : t("gate_offline_for", { minutes })}
        </Box>
      </Box>
      <Box as="p">
        {synced_ms === undefined ? t("gate_never_sync") : t("gate_last_sync", { clock: clockOf(venueTime(synced_ms)) })}
      </Box>
      <Box as="p" className="offline__why">
        {t("gate_offline_why")}
      </Box>
      <Box className="offline__do">
        <Button label={t("gate_retry")} onTap={onRetry} wide big />
        <Button label={t("gate_next")} onTap={onLeave} line wide big />
      </Box>
    </Box>
  );
}
