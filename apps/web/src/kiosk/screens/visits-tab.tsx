import { dateOf, timeOf } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Sheet } from "../api.ts";

export function VisitsTab({ sheet: { visits } }: { sheet: Sheet }) {
  const t = useText(words);
  if (visits.length === 0) return <p className="card nothing">{t("no_visits")}</p>;
  return (
    <section className="card" aria-label={t("last_visits")}>
      <h2>{t("last_visits")}</h2>
      <ul className="rows rows--tall">
        {visits.map(({ venue_name, gate_name, at }) => (
          <li key={at}>
            <span className="rows__what">
              {venue_name}
              <small>{gate_name}</small>
            </span>
            <span className="rows__note">
              {dateOf(at)} {timeOf(at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
