import Taro from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import { useLanguage } from "../i18n/i18n.ts";
import { Box, Field } from "../ui/elements";
import { Button } from "../ui/parts";

const CODE_MAX = 200;

interface ScanFieldProps {
  onCode: (code: string) => void;
  busy: boolean;
  /** Something lies over it; when that goes, the next code is typed here. */
  covered?: boolean;
}

/** WeChat scans with the camera; a browser on a handheld gets the code from its reader, which types and presses Enter. */
export function ScanField({ onCode, busy, covered = false }: ScanFieldProps): ReactNode {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const take = (code: string) => {
    setTyped("");
    if (code.trim() !== "") onCode(code.trim());
  };
  const scan = () =>
    void Taro.scanCode({ scanType: ["qrCode"] })
      .then(({ result }) => take(result))
      // Closed without a scan.
      .catch(() => undefined);
  if (process.env.TARO_ENV === "weapp") {
    return <Button label={t("gate_scan")} onTap={scan} busy={busy} wide big />;
  }
  return (
    <>
      <Box className="field">
        <Box as="span" className="field__label">
          {t("gate_field")}
        </Box>
        <Field
          id="member_code"
          kind="text"
          label={t("gate_field")}
          value={typed}
          onValue={setTyped}
          max_length={CODE_MAX}
          placeholder={t("gate_field_hint")}
          onDone={() => take(typed)}
          focus={!covered}
        />
      </Box>
      <Button label={t("gate_judge")} onTap={() => take(typed)} busy={busy || typed.trim() === ""} wide big />
    </>
  );
}
