import type { PointsProgram } from "../../../../api/contract.ts";
import type { ExpiryPolicy } from "../../../../api/points.ts";
import { useText } from "../../../../i18n/language.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";

export type ProgramData = PointsProgram;

export function useExpiryWords(): (policy: ExpiryPolicy) => string {
  const t = useText(texts);
  return (policy) => ("months" in policy ? t(policy.kind, { months: policy.months }) : t(policy.kind));
}
