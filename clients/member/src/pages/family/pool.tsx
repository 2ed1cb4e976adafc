import type { ReactNode } from "react";
import { lastDayOf } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { Household } from "../../state/household.ts";
import { Box } from "../../ui/elements";
import { Button, goTo } from "../../ui/parts";
import { LinkRow } from "../../ui/rows";

interface PoolProps {
  household: Household;
  onMove: (direction: "in" | "out") => void;
}

export function Pool({ household, onMove }: PoolProps): ReactNode {
  const { t } = useLanguage();
  const { name, pool, members } = household;
  const me = members.find((one) => one.is_me);
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title family__head">
        {name}
      </Box>
      <Box className="card">
        <Box className="pool">
          <Box as="p" className="pool__name">
            {t("family_pool")}
          </Box>
          <Box as="p" className="pool__sum">
            {grouped(pool.available)}
          </Box>
          {pool.expiring !== null && (
            <Box as="p" className="pool__note warn">
              {t("points_end", { amount: grouped(pool.expiring.amount), day: lastDayOf(pool.expiring.on) })}
            </Box>
          )}
          {me !== undefined && me.monthly_limit !== null && (
            <Box as="p" className="pool__note mute">
              {t("family_limit_used", { limit: grouped(me.monthly_limit), taken: grouped(me.taken_this_month) })}
            </Box>
          )}
          <Box className="pool__do">
            <Button label={t("family_put")} onTap={() => onMove("in")} line />
            <Button label={t("family_take")} onTap={() => onMove("out")} line />
          </Box>
        </Box>
        <LinkRow icon="clock" label={t("title_lots")} onTap={() => goTo("lots", "?of=household")} />
      </Box>
    </Box>
  );
}
