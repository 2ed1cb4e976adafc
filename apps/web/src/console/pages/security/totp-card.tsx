import { App, Button, Modal } from "antd";
import { useState } from "react";
import type { MySecurity } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { security } from "../../../i18n/texts/security.ts";
import { Card } from "../../../ui/card.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { ProofDialog, type Proof } from "./proof-dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TotpSetup } from "./totp-setup.tsx";

function On({ totp }: { totp: MySecurity["totp"] }) {
  const t = useText(security);
  const { message } = App.useApp();
  const advice = useAdvice();
  const [asked, ask] = useState<"off" | "renew">();
  const [codes, setCodes] = useState<string[]>();
  const disable = useSend("POST /v1/me/totp/disable", ["GET /v1/me/security"]);
  const renew = useSend("POST /v1/me/recovery_codes", ["GET /v1/me/security"]);
  const close = () => ask(undefined);
  const onError = (e: Parameters<typeof advice>[0]) => void message.error(advice(e));
  const turnedOff = () => {
    close();
    void message.success(t("turned_off"));
  };
  const renewed = ({ recovery_codes }: { recovery_codes: string[] }) => {
    close();
    setCodes(recovery_codes);
  };
  const turnOff = (body: Proof) => disable.mutate({ body }, { onError, onSuccess: turnedOff });
  const newCodes = (body: Proof) => renew.mutate({ body }, { onError, onSuccess: renewed });
  return (
    <>
      <p>{t("codes_left", { count: totp.recovery_codes_left })}</p>
      <div className="security__acts">
        <Button onClick={() => ask("renew")}>{t("renew_codes")}</Button>
        {totp.required ? null : <Button onClick={() => ask("off")}>{t("turn_off")}</Button>}
      </div>
      {asked === "off" ? (
        <ProofDialog
          title={t("turn_off_title")}
          why={t("turn_off_why")}
          ok={t("turn_off")}
          danger
          pending={disable.isPending}
          onProof={turnOff}
          onClose={close}
        />
      ) : null}
      {asked === "renew" ? (
        <ProofDialog
          title={t("renew_codes")}
          why={t("renew_why")}
          ok={t("renew_codes")}
          pending={renew.isPending}
          onProof={newCodes}
          onClose={close}
        />
      ) : null}
      {codes ? (
        <Modal open footer={null} closable={false} width={440}>
          <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
        </Modal>
      ) : null}
    </>
  );
}

export function TotpCard({ totp, onChange }: { totp: MySecurity["totp"]; onChange: () => void }) {
  const t = useText(security);
  const [setting_up, setUp] = useState(false);
  const done = () => {
    setUp(false);
    onChange();
  };
  const { enabled_at } = totp;
  const state = (
    <StateMark mark={enabled_at ? "live" : "off"}>
      {enabled_at ? t("totp_on", { time: stamp(enabled_at) }) : t("totp_off")}
    </StateMark>
  );
  return (
    <Card title={t("totp")} note={state}>
      <div className="security__body">
        {setting_up ? null : <p className="mut">{t("totp_why")}</p>}
        {enabled_at ? <On totp={totp} /> : null}
        {enabled_at || setting_up ? null : (
          <div className="security__acts">
            <Button type="primary" onClick={() => setUp(true)}>
              {t("set_up")}
            </Button>
          </div>
        )}
        {setting_up ? <TotpSetup onDone={done} /> : null}
      </div>
    </Card>
  );
}
