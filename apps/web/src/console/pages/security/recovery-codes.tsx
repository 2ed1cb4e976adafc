import { App, Button } from "antd";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { security } from "../../../i18n/texts/security.ts";

/** Shown once: only who says that they are kept goes on. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText(security);
  const c = useText(everyday);
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(codes.join("\n")).then(() => message.success(c("copied")));
  return (
    <div>
      <h3 className="med security__step">{t("codes_title")}</h3>
      <p className="mut">{t("codes_why")}</p>
      <ol className="security__codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="security__acts">
        <Button onClick={copy}>{t("copy_codes")}</Button>
        <Button type="primary" onClick={onDone}>
          {t("saved")}
        </Button>
      </div>
    </div>
  );
}
