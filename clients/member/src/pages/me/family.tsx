import type { ReactNode } from "react";
import { lastDayOf } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { type Household, useHousehold } from "../../state/household.ts";
import { Box, Tap } from "../../ui/elements";
import { ROLE_WORDS } from "../../ui/family-roles.ts";
import { Icon } from "../../ui/icon";
import { goTo } from "../../ui/parts";

function Pool({ pool }: Pick<Household, "pool">): ReactNode {
  const { t } = useLanguage();
  const { available, expiring } = pool;
  return (
    <Tap className="row family__pool" acts_as="link" onTap={() => goTo("lots", "?of=household")}>
      <Icon name="points" ink="azurite" />
      <Box as="span" className="family__words">
        <Box as="span" className="family__name">
          {t("family_pool")}
        </Box>
        {expiring !== null && (
          <Box as="span" className="family__note warn">
            {t("points_end", { amount: grouped(expiring.amount), day: lastDayOf(expiring.on) })}
          </Box>
        )}
      </Box>
      <Box as="b" className="family__sum">
        {grouped(available)}
      </Box>
      <Icon name="right" ink="muted" size={16} />
    </Tap>
  );
}

/** Who belongs to the family, what is in its pool and who brought it. */
export function Family(): ReactNode {
  const { t } = useLanguage();
  const household = useHousehold();
  if (household === undefined) return null;
  const { name, members, pool, contributions } = household;
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title me__head">
        {name === "" ? t("family") : name}
      </Box>
      <Box className="card">
        <Pool pool={pool} />
        {members.map((one, index) => {
          const brought = contributions.find((other) => other.is_me === one.is_me && other.name === one.name);
          return (
            <Box key={index} className="family__one">
              <Box className="family__who">
                <Box as="span">{one.is_me ? t("family_me", { name: one.name }) : one.name}</Box>
                <Box as="span" className="family__note">
                  {t(ROLE_WORDS[one.role])}
                </Box>
              </Box>
              <Box as="p" className="family__note">
                {brought === undefined
                  ? t("family_none")
                  : t("family_brought", {
                      contributed: grouped(brought.contributed),
                      remaining: grouped(brought.remaining),
                    })}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
