import { useRef, useState } from "react";
import { call } from "../../api/api.ts";
import type { Entry, MemberVisit } from "@huiyou/api-client";
import { clockOf, nearOrToday, venueTime } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";

const ENTRIES = 3;
const VISITS = 2;

interface Found {
  token: string;
  entries: readonly Entry[];
  visits: readonly MemberVisit[];
}

export interface RecentView {
  /** Undefined until the first answer. */
  found: Found | undefined;
  failure: unknown;
  /** One line on the last visit. */
  note: string | undefined;
  refresh: () => void;
}

/** The last movements and visits. What was found stays on screen while it is asked again. */
export function useRecent(): RecentView {
  const { t, locale } = useLanguage();
  const token = useStore(session)?.token;
  const [found, setFound] = useState<Found>();
  const [failure, setFailure] = useState<unknown>();
  const question = useRef(0);

  const load = async () => {
    const asked_by = session.get()?.token;
    if (asked_by === undefined) return;
    const number = ++question.current;
    try {
      const [entries, visits] = await Promise.all([
        call("GET /v1/member/entries", { query: { limit: ENTRIES } }),
        call("GET /v1/member/visits", { query: { limit: VISITS } }),
      ]);
      if (number !== question.current) return;
      setFound({ token: asked_by, entries: entries.data.slice(0, ENTRIES), visits: visits.data.slice(0, VISITS) });
      setFailure(undefined);
    } catch (error) {
      if (number === question.current) setFailure(error);
    }
  };

  const own = found?.token === token ? found : undefined;
  const last = own?.visits.find((visit) => visit.admitted && visit.kind === "entry");
  const when = last && nearOrToday(locale, t, last.business_time, venueTime(serverNow()));
  const note = last && t("home_last", { when: when ?? "", clock: clockOf(last.business_time), venue: last.venue_name });
  return { found: own, failure, note, refresh: () => void load() };
}
