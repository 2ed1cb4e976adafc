import { number } from "../../../../i18n/format.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { lookup } from "../../../../i18n/text.ts";
import { paymentMethods } from "../../../../i18n/texts/everyday.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";
import type { Term } from "../rule/describe.ts";
import { fractionText } from "../rules/rule-words.ts";
import { type ProgramData, useExpiryWords } from "./words.ts";

export interface TermGroup {
  title: string;
  terms: Term[];
}

/** Every setting in words, in groups: to read, and to tell two versions apart. */
export function useProgramTerms(): (p: ProgramData) => TermGroup[] {
  const t = useText(texts);
  const language = useLanguage();
  const expiry = useExpiryWords();
  const cap = (points: number | null) => (points === null ? t("no_cap") : t("cap_value", { points: number(points) }));
  const payments = (p: ProgramData) =>
    Object.entries(p.payment_coefficients)
      .map(([method, f]) => `${lookup(paymentMethods, method, language) ?? method} ×${fractionText(f)}`)
      .join(language === "zh-CN" ? "、" : ", ") || t("all_one");
  return (p) => [
    {
      title: t("earning"),
      terms: [
        { name: t("rate"), text: t("rate_value", { yuan: p.rate.per_fen / 100, points: p.rate.points }) },
        { name: t("daily_cap"), text: cap(p.daily_cap) },
        { name: t("monthly_cap"), text: cap(p.monthly_cap) },
        { name: t("stacking"), text: t(p.stacking) },
        { name: t("payment_coefficients"), text: payments(p) },
        { name: t("stack_group"), text: p.stack_group ?? t("alone") },
      ],
    },
    {
      title: t("life"),
      terms: [
        { name: t("expiry"), text: expiry(p.expiry) },
        {
          name: t("pending_days"),
          text: p.pending_days === 0 ? t("at_once") : t("pending_value", { days: p.pending_days }),
        },
        { name: t("refund_grace_days"), text: t("days", { days: p.refund_grace_days }) },
        { name: t("zone"), text: p.time_zone },
      ],
    },
    {
      title: t("money"),
      terms: [
        {
          name: t("burn"),
          text: p.burn ? t("burn_value", { points: number(p.burn.points), yuan: p.burn.fen / 100 }) : t("burn_off"),
        },
        { name: t("wallet_split"), text: t(p.wallet_split) },
        { name: t("unit_cost"), text: t("unit_value", { cost: p.unit_cost }) },
        { name: t("breakage"), text: `${p.breakage_bp / 100}%` },
      ],
    },
    {
      title: t("control"),
      terms: [
        { name: t("clawback"), text: t(p.clawback) },
        {
          name: t("adjustment_threshold"),
          text:
            p.adjustment_threshold === null
              ? t("threshold_off")
              : t("threshold_value", { points: number(p.adjustment_threshold) }),
        },
      ],
    },
  ];
}
