import { lastDay, number, signed } from "../../../i18n/format.ts";
import type { AdjustmentEffect } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { adjustments } from "../../../i18n/texts/adjustments.ts";

/** What an adjustment does, before anybody says yes to it. */
export function Effect({ effect, points, title }: { effect: AdjustmentEffect; points: number; title: string }) {
  const t = useText(adjustments);
  return (
    <section className="adj-effect" aria-label={title}>
      <h4>{title}</h4>
      <dl>
        <dt>{t("balance")}</dt>
        <dd>
          {number(effect.balance_before)} <span className={points > 0 ? "pos" : "neg"}>{signed(points)}</span>{" "}
          <b className="double">{number(effect.balance_after)}</b>
        </dd>
        {effect.debt_before > 0 || effect.debt_after > 0 ? (
          <>
            <dt>{t("debt")}</dt>
            <dd>
              {number(effect.debt_before)} → {number(effect.debt_after)}
            </dd>
          </>
        ) : null}
        {effect.covered && effect.lots.length > 0 ? (
          <>
            <dt>{points > 0 ? t("created") : t("drawn")}</dt>
            <dd>
              {effect.lots.map((lot, i) => (
                <span key={lot.lot_id ?? i} className="adj-lot">
                  {lot.expires_at
                    ? t("lot_until", { points: number(lot.amount), date: lastDay(lot.expires_at) })
                    : t("lot_forever", { points: number(lot.amount) })}
                </span>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      {effect.covered ? null : (
        <p className="neg" role="alert">
          {t("short", { available: effect.available })}
        </p>
      )}
    </section>
  );
}
