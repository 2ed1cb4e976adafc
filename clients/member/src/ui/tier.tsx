import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { tierSealImage } from "../art/tier-seal.ts";
import { ratio } from "../format/numbers.ts";
import { type Translate, useLanguage } from "../i18n/i18n.ts";
import { Box, Picture } from "./elements";

type Tier = NonNullable<MemberProfile["tier"]>;

/** What the tier multiplies points by, and until when it is held, as far as there is something to say. */
export function tierFacts({ coefficient: { num, den }, last_day }: Tier, t: Translate): string {
  return [
    ...(num === den ? [] : [t("tier_times", { times: ratio(num, den) })]),
    ...(last_day === null ? [] : [t("tier_until", { day: last_day })]),
  ].join(t("why_comma"));
}

/** The tier's seal, held, and its name. A group's own tiers have no seal cut. */
export function TierLine({ tier }: { tier: Tier }): ReactNode {
  const { t } = useLanguage();
  const seal = tierSealImage(tier.code);
  return (
    <Box className="tier">
      {seal !== undefined && <Picture className="tier__seal" src={seal} />}
      <Box as="span">{t("tier_member", { tier: tier.name })}</Box>
    </Box>
  );
}
