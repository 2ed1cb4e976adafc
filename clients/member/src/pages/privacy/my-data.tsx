import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { LinkRow } from "../../ui/rows";

interface Props {
  onMade: () => void;
  onCorrect: () => void;
  onDelete: () => void;
}

export function MyData({ onMade, onCorrect, onDelete }: Props): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const make = () =>
    void action.run(async () => {
      await call("POST /v1/member/data_copies");
      onMade();
    });
  return (
    <Box as="section" className="sec">
      <Box as="h2" className="sec__title privacy__head">
        {t("privacy_data")}
      </Box>
      <Box className="card">
        <LinkRow
          icon="down_to"
          label={t(action.is_busy ? "copy_making" : "copy_make")}
          note={t("copy_why")}
          onTap={make}
        />
        {action.problem !== undefined && (
          <Box as="p" className="privacy__problem bad" role="alert">
            {action.problem}
          </Box>
        )}
        <LinkRow icon="paper" label={t("correct_ask")} note={t("correct_why")} onTap={onCorrect} />
        <LinkRow icon="leave" label={t("delete_ask")} note={t("delete_why")} onTap={onDelete} />
      </Box>
    </Box>
  );
}
