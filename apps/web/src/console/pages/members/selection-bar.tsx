import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { members } from "../../../i18n/texts/members.ts";

export function SelectionBar({ count, onTag, onClear }: { count: number; onTag: () => void; onClear: () => void }) {
  const t = useText(members);
  const may = useMay();
  return (
    <div className="cmdbar" role="toolbar" aria-label={t("selected", { count })}>
      <span aria-live="polite">{t("selected", { count })}</span>
      <span className="rule" />
      {may("members:write") ? (
        <button type="button" onClick={onTag}>
          {t("add_tag")}
          <kbd>T</kbd>
        </button>
      ) : null}
      <button type="button" onClick={onClear}>
        {t("deselect")}
        <kbd>Esc</kbd>
      </button>
    </div>
  );
}
