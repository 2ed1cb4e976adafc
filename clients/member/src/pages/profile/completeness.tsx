import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";

interface Props {
  completeness: MemberProfile["completeness"];
  onAsk: (item: string) => void;
}

/** How much of the profile is there, and what is not: each a touch away from where it is filled in. */
export function CompletenessCard({ completeness: { percent, missing }, onAsk }: Props): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="section" className="profile" label={t("complete")}>
      <Box className="card complete">
        <Box className="complete__head">
          <Box as="h2" className="complete__title">
            {t("complete")}
          </Box>
          <Box as="span" className="complete__percent">
            {t("complete_percent", { percent })}
          </Box>
        </Box>
        <Box className="complete__bar" hidden_from_readers>
          <Box className="complete__done" style={{ width: `${percent}%` }} />
        </Box>
        <Box as="p" className="complete__note">
          {missing.length === 0 ? t("complete_all") : t("complete_left", { count: missing.length })}
        </Box>
        {missing.length > 0 && (
          <Box className="chips">
            {missing.map(({ item, label }) => (
              <Tap
                key={item}
                className="chips__one complete__add"
                onTap={() => onAsk(item)}
                label={t("complete_add", { what: label })}
              >
                {`+ ${label}`}
              </Tap>
            ))}
          </Box>
        )}
      </Box>
    </Box>
  );
}
