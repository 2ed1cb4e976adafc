import { App, Button, Form, Input, QRCode } from "antd";
import { useState } from "react";
import type { TotpOffer } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { security } from "../../../i18n/texts/security.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import "./security.css";

function useRefusal() {
  const { message } = App.useApp();
  const advice = useAdvice();
  return { onError: (e: Parameters<typeof advice>[0]) => void message.error(advice(e)) };
}

function ShowYourself({ onOffer }: { onOffer: (offer: TotpOffer) => void }) {
  const t = useText(security);
  const c = useText(everyday);
  const offer = useSend("POST /v1/me/totp");
  const refusal = useRefusal();
  return (
    <Form<{ password: string }>
      name="totp_offer"
      layout="vertical"
      requiredMark={false}
      onFinish={(body) => offer.mutate({ body }, { onSuccess: onOffer, ...refusal })}
    >
      <h3 className="med security__step">{t("step_password")}</h3>
      <Form.Item name="password" label={t("current_password")} rules={[{ required: true, message: c("required") }]}>
        <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={offer.isPending}>
        {t("go_on")}
      </Button>
    </Form>
  );
}

function Scan({ offer, onCodes }: { offer: TotpOffer; onCodes: (codes: string[]) => void }) {
  const t = useText(security);
  const c = useText(everyday);
  const confirm = useSend("POST /v1/me/totp/confirm");
  const refusal = useRefusal();
  const secret = offer.secret.match(/.{1,4}/g)?.join(" ");
  return (
    <Form<{ code: string }>
      name="totp_confirm"
      layout="vertical"
      requiredMark={false}
      onFinish={(body) =>
        confirm.mutate({ body }, { onSuccess: ({ recovery_codes }) => onCodes(recovery_codes), ...refusal })
      }
    >
      <h3 className="med security__step">{t("step_scan")}</h3>
      <div className="security__scan">
        <figure aria-label={t("qr")}>
          <QRCode value={offer.otpauth_url} size={168} bordered={false} type="svg" />
        </figure>
        <div>
          <p className="mut">{t("scan_why")}</p>
          <p className="security__secret">
            <code>{secret}</code>
          </p>
        </div>
      </div>
      <Form.Item
        name="code"
        label={t("code")}
        extra={t("code_hint")}
        rules={[{ required: true, whitespace: true, message: c("required") }]}
      >
        <Input autoFocus autoComplete="one-time-code" inputMode="numeric" maxLength={10} className="security__code" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        {t("confirm")}
      </Button>
    </Form>
  );
}

/** Password, then the QR code and a first code, then the recovery codes. */
export function TotpSetup({ onDone }: { onDone: () => void }) {
  const [offer, setOffer] = useState<TotpOffer>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return offer ? <Scan offer={offer} onCodes={setCodes} /> : <ShowYourself onOffer={setOffer} />;
}
