import { Button, Checkbox, Popover } from "antd";
import { useText } from "../../../i18n/language.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { Icon } from "../../../ui/icon.tsx";
import { LIST_COLUMNS, type ListColumn, USUAL_COLUMNS } from "./list-columns.ts";
import { useColumnWord } from "./members-table.tsx";

export function ColumnsButton({
  shown,
  choose,
}: {
  shown: readonly ListColumn[];
  choose: (columns: readonly ListColumn[]) => void;
}) {
  const t = useText(findTexts);
  const word = useColumnWord();
  const content = (
    <div className="columns-choice">
      <Checkbox.Group
        aria-label={t("columns")}
        options={LIST_COLUMNS.map((column) => ({ value: column, label: word(column) }))}
        value={[...shown]}
        onChange={choose}
      />
      <Button size="small" onClick={() => choose(USUAL_COLUMNS)}>
        {t("columns_reset")}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button aria-label={t("columns")} title={t("columns")}>
        <Icon name="grid" />
      </Button>
    </Popover>
  );
}
