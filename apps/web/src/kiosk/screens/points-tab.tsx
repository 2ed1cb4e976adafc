import { dateOf, number } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Sheet } from "../api.ts";

export function PointsTab({ sheet: { points, lots, lots_more, tier } }: { sheet: Sheet }) {
  const t = useText(words);
  const { expiring } = points;
  const until = tier?.last_day ? t("tier_until", { date: tier.last_day }) : t("tier_open");
  return (
    <>
      <section className="card figures">
        <div>
          <h2>{t("available")}</h2>
          <p className="figure">{number(points.available)}</p>
          {points.pending > 0 ? <p>{t("pending", { points: number(points.pending) })}</p> : null}
        </div>
        {tier ? (
          <div>
            <h2>{tier.name}</h2>
            <p>{until}</p>
          </div>
        ) : null}
        <p className={expiring ? "figures__ends" : "figures__note"}>
          {expiring
            ? t("expiring", { points: number(expiring.amount), date: expiring.on })
            : t(points.available > 0 ? "none_expiring" : "no_points")}
        </p>
      </section>
      {lots.length > 0 ? (
        <section className="card" aria-label={t("lots")}>
          <h2>{t("lots")}</h2>
          <ul className="rows">
            {lots.map(({ remaining, title, expires_at }, n) => (
              // oxlint-disable-next-line react/no-array-index-key -- a list that is shown once, as it came
              <li key={n}>
                <span className="rows__what">{title}</span>
                <span className="rows__note">
                  {expires_at
                    ? t("until", { date: dateOf(new Date(new Date(expires_at).getTime() - 1)) })
                    : t("for_ever")}
                </span>
                <b>{number(remaining)}</b>
              </li>
            ))}
          </ul>
          {lots_more > 0 ? <p className="mute">{t("lots_more", { count: lots_more })}</p> : null}
        </section>
      ) : null}
    </>
  );
}
