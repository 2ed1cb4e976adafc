import { Modal } from "antd";
import type { ReactNode } from "react";
import { useMay } from "../../api/session.ts";
import { useText } from "../../i18n/language.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { modKey, pageKeys } from "../../ui/keys.ts";
import { visibleSections } from "./places.ts";

function Key({ name, keys }: { name: ReactNode; keys: readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.map((k) => (
          <kbd key={k}>{k}</kbd>
        ))}
      </dd>
    </div>
  );
}

export function HelpSheet({ onClose }: { onClose: () => void }) {
  const t = useText(shell);
  const may = useMay();
  const own = pageKeys();
  const places = visibleSections(may).flatMap((s) => s.places);
  return (
    <Modal open title={t("help")} footer={null} onCancel={onClose} width={640}>
      {own.length > 0 ? (
        <>
          <h3>{t("keys_here")}</h3>
          <dl className="sheet-keys">
            {own.map((help) => (
              <Key key={help.name} {...help} />
            ))}
          </dl>
          <h3>{t("keys_everywhere")}</h3>
        </>
      ) : null}
      <dl className="sheet-keys">
        <Key name={t("key_palette")} keys={[`${modKey}K`]} />
        <Key name={t("key_search")} keys={["/"]} />
        <Key name={t("key_move")} keys={["J", "K"]} />
        <Key name={t("key_select")} keys={["X"]} />
        <Key name={t("key_open")} keys={["↵"]} />
        <Key name={t("key_edit")} keys={["E"]} />
        <Key name={t("key_escape")} keys={["Esc"]} />
        <Key name={t("key_help")} keys={["?"]} />
        {places.map((p) => (
          <Key key={p.path} name={t("go_to", { name: t(p.text) })} keys={["G", p.key]} />
        ))}
      </dl>
    </Modal>
  );
}
