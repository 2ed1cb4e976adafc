import type { Member } from "../../../api/contract.ts";
import { number, shortDate, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";

function Account({ name, figure, children }: { name: string; figure: string; children: React.ReactNode }) {
  return (
    <div>
      <h2>{name}</h2>
      <p className="fig">{figure}</p>
      {children}
    </div>
  );
}

/** Hidden where the role hides amounts. */
const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

export function Accounts({ member }: { member: Member }) {
  const t = useText(texts);
  const r = useText(memberRecord);
  const { points, stored_value } = member.accounts;
  const { stats } = member;
  const { principal_fen, bonus_fen } = stored_value;
  return (
    <section className="card accounts" aria-label={t("accounts")}>
      <Account name={t("available")} figure={number(points.available)}>
        {points.pending > 0 ? <p className="s mut">{r("pending_points", { points: points.pending })}</p> : null}
        {points.expiring ? (
          <p className="s warn">
            {t("expiring_on", { points: points.expiring.amount, date: shortDate(points.expiring.on) })}
          </p>
        ) : (
          <p className="s mut">{t("expiring_none")}</p>
        )}
      </Account>
      <Account name={r("stored_value")} figure={yuan(plus(principal_fen, bonus_fen))}>
        <p className="s mut">{r("principal", { amount: yuan(principal_fen) })}</p>
        <p className="s mut">{r("bonus", { amount: yuan(bonus_fen) })}</p>
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
