import type { ReactNode } from "react";
import { number } from "../../../../i18n/format.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { lookup } from "../../../../i18n/text.ts";
import { paymentMethods } from "../../../../i18n/texts/everyday.ts";
import { rules as texts } from "../../../../i18n/texts/points-rules.ts";
import { useToday } from "../../../today.ts";
import { type ProgramData, useExpiryWords } from "../program/words.ts";
import { useSeasons } from "../seasons/seasons-data.ts";
import { useTiers } from "../tiers.ts";
import { fractionText } from "./rule-words.ts";

function Term({ name, children, title }: { name: string; children: ReactNode; title?: string | undefined }) {
  return (
    <div>
      <dt className="cut" title={name}>
        {name}
      </dt>
      <dd className="cut" title={title ?? (typeof children === "string" ? children : undefined)}>
        {children}
      </dd>
    </div>
  );
}

/** What every award goes by, in one strip. */
export function PolicyStrip({ program }: { program: ProgramData }) {
  const t = useText(texts);
  const language = useLanguage();
  const today = useToday();
  const tiers = useTiers();
  const season = useSeasons().find((s) => s.valid_from <= today && today <= s.valid_until);
  const expiry = useExpiryWords();
  const stacking = t(season?.stacking ?? program.stacking);
  const coefficients = Object.entries(program.payment_coefficients).filter(([, f]) => f.num !== f.den);
  const paid = coefficients
    .map(([method, f]) => `${lookup(paymentMethods, method, language) ?? method} ${fractionText(f)}`)
    .join(" / ");
  const tierText = tiers.map((x) => fractionText(x.coefficient)).join(" / ") || t("all_one");
  const stackingText = season ? t("in_season", { name: season.name, stacking }) : stacking;
  return (
    <dl className="card policy" aria-label={t("strip")}>
      <Term name={t("stacking")} title={stackingText}>
        {stackingText}
      </Term>
      <Term name={t("daily_cap")}>
        {program.daily_cap === null ? t("no_cap") : t("points", { points: number(program.daily_cap) })}
      </Term>
      <Term name={t("rounding")}>{t("rounding_value")}</Term>
      <Term
        name={t("tier_coefficients")}
        title={tiers.map((x) => `${x.name} ${fractionText(x.coefficient)}`).join(" / ")}
      >
        {tierText}
      </Term>
      <Term name={t("payment_coefficients")} title={paid || undefined}>
        {paid || t("all_one")}
      </Term>
      <Term name={t("expiry")} title={expiry(program.expiry)}>
        {expiry(program.expiry)}
      </Term>
    </dl>
  );
}
