import type { Member } from "../../../api/contract.ts";
import { number, shortDate, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";

function Account({ name, figure, children }: { name: string; figure: string; children: React.ReactNode }) {
  return (
    <div>
      <h2>{name}</h2>
      <p className="fig">{figure}</p>
      {children}
    </div>
  );
}

export function Accounts({ member }: { member: Member }) {
  const t = useText(texts);
  const { points } = member.accounts;
  const { stats } = member;
  return (
    <section className="card accounts" aria-label={t("accounts")}>
      <Account name={t("available")} figure={number(points.available)}>
        {points.expiring ? (
          <p className="s warn">
            {t("expiring_on", { points: points.expiring.amount, date: shortDate(points.expiring.on) })}
          </p>
        ) : (
          <p className="s mut">{t("expiring_none")}</p>
        )}
      </Account>
      <Account name={t("pending")} figure={number(points.pending)}>
        <p className="s mut">{points.pending > 0 ? t("pending_why") : t("pending_none")}</p>
      </Account>
      <Account name={t("lifetime")} figure={number(points.lifetime_earned)}>
        <p className="s mut">{t("lifetime_why")}</p>
      </Account>
      <Account name={t("spend")} figure={yuan(stats.spend_fen)}>
        <p className="s mut">{t("spend_count", { count: stats.purchases_count })}</p>
      </Account>
      <Account name={t("visits")} figure={number(stats.visits_count)}>
        <p className="s mut">
          {stats.last_visit_at ? t("visits_last", { date: shortDate(stats.last_visit_at) }) : t("visits_none")}
        </p>
      </Account>
    </section>
  );
}
