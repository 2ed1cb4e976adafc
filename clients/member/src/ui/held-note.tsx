import type { ReactNode } from "react";
import { useLanguage } from "../i18n/i18n.ts";
import { known_member } from "../state/personal.ts";
import { useStore } from "../state/store.ts";
import { Box } from "./elements";
import { Icon } from "./icon";

/** Something is not possible now: the desk knows why, the phone does not. What was kept by an older version says nothing of it. */
export function HeldNote(): ReactNode {
  const { t } = useLanguage();
  const known = useStore(known_member);
  const held: readonly string[] | undefined = known?.profile.held;
  if (!held || held.length === 0) return null;
  return (
    <Box className="stale" role="status">
      <Icon name="lock" ink="ochre" size={20} />
      <Box as="span">{t("held")}</Box>
    </Box>
  );
}
