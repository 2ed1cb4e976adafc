import { useMay } from "../../../api/session.ts";
import { about, number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { members } from "../../../i18n/texts/members.ts";
import type { BulkAction } from "./bulk-dock.tsx";

interface Props {
  count: number;
  /** How many the list has; the whole of it can be selected. */
  total: number | undefined;
  /** The total is about right. */
  estimated: boolean;
  everybody: boolean;
  /** The list is being frozen for a command. */
  busy: boolean;
  onEverybody: () => void;
  onAct: (action: BulkAction) => void;
  onExport: () => void;
  onClear: () => void;
}

const COMMANDS: readonly { action: BulkAction; permission: "members:write" | "members:assign"; key?: string }[] = [
  { action: "tag", permission: "members:write", key: "T" },
  { action: "untag", permission: "members:write" },
  { action: "block", permission: "members:write" },
  { action: "unblock", permission: "members:write" },
  { action: "assign", permission: "members:assign" },
];

export function SelectionBar(props: Props) {
  const { count, total, estimated, everybody, busy, onEverybody, onAct, onExport, onClear } = props;
  const t = useText(members);
  const f = useText(findTexts);
  const may = useMay();
  const shown = (people: number) => (estimated ? `≈ ${number(about(people))}` : number(people));
  const said = everybody ? f("everybody", { count: shown(count) }) : t("selected", { count });
  const more = !everybody && total !== undefined && total > count;
  return (
    <div className="cmdbar" role="toolbar" aria-label={said}>
      <span aria-live="polite">{busy ? f("freezing") : said}</span>
      {more ? (
        <button type="button" className="cmdbar__all" onClick={onEverybody}>
          {f("select_everybody", { count: shown(total) })}
        </button>
      ) : null}
      <span className="rule" />
      {COMMANDS.filter(({ permission }) => may(permission) && may("members:write")).map(({ action, key }) => (
        <button type="button" key={action} disabled={busy} onClick={() => onAct(action)}>
          {action === "tag" ? t("add_tag") : f(action)}
          {key ? <kbd>{key}</kbd> : null}
        </button>
      ))}
      {may("exports:write") ? (
        <button type="button" disabled={busy} onClick={onExport}>
          {f("export")}
          <kbd>E</kbd>
        </button>
      ) : null}
      <span className="rule" />
      <button type="button" onClick={onClear}>
        {t("deselect")}
        <kbd>Esc</kbd>
      </button>
    </div>
  );
}
