import { App, Button, Modal } from "antd";
import { useText } from "../../i18n/language.ts";
import { shownOnce } from "../../i18n/texts/api-keys.ts";
import { everyday } from "../../i18n/texts/everyday.ts";
import { Icon } from "../../ui/icon.tsx";
import "./integrators.css";

/** A secret on its way to its keeper: only a decision closes this, no click beside it. */
export function ShownOnce({ kind, value, onClose }: { kind: "token" | "secret"; value: string; onClose: () => void }) {
  const t = useText(shownOnce);
  const c = useText(everyday);
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(value).then(() => message.success(c("copied")));
  return (
    <Modal
      open
      width={560}
      title={t(kind === "token" ? "token_title" : "secret_title")}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t("saved")}
        </Button>
      }
    >
      <p className="mut">{t("why")}</p>
      <div className="shown-once">
        <code>{value}</code>
        <Button onClick={copy}>
          <Icon name="copy" />
          {c("copy")}
        </Button>
      </div>
    </Modal>
  );
}
