import { Form, Input, InputNumber, Select } from "antd";
import { useText } from "../../../i18n/language.ts";
import { channels } from "../../../i18n/texts/channels.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import type { CarrierName } from "./carrier.ts";
import { TemplateRows } from "./template-rows.tsx";

interface Props {
  carrier: CarrierName;
  /** The channel has a key or password already. */
  has_credentials: boolean;
}

export function CarrierFields({ carrier, has_credentials }: Props) {
  if (carrier === "smtp") return <MailFields has_credentials={has_credentials} />;
  return <CloudFields carrier={carrier} has_credentials={has_credentials} />;
}

function useRequired() {
  const c = useText(everyday);
  return [{ required: true, message: c("required") }];
}

function CloudFields({ carrier, has_credentials }: Props) {
  const t = useText(channels);
  const required = useRequired();
  const cloud = carrier === "aliyun_sms" ? "aliyun" : "tencent";
  const secret_rules = has_credentials ? [] : required;
  return (
    <>
      <div className="channel-pair">
        <Form.Item name="key_id" label={t(`key_id_${cloud}`)} rules={secret_rules}>
          <Input maxLength={128} autoComplete="off" {...(has_credentials ? { placeholder: t("kept") } : {})} />
        </Form.Item>
        <Form.Item name="key_secret" label={t(`key_secret_${cloud}`)} rules={secret_rules} extra={t("sealed")}>
          <Input.Password maxLength={128} autoComplete="new-password" visibilityToggle={false} />
        </Form.Item>
      </div>
      {cloud === "tencent" ? (
        <div className="channel-pair">
          <Form.Item name="sdk_app_id" label={t("sdk_app_id")} rules={required}>
            <Input maxLength={40} placeholder="1400006666" />
          </Form.Item>
          <Form.Item name="region" label={t("region")}>
            <Input maxLength={40} placeholder="ap-guangzhou" />
          </Form.Item>
        </div>
      ) : null}
      <Form.Item name="sign_name" label={t("sign_name")} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <TemplateRows />
    </>
  );
}

function MailFields({ has_credentials }: Pick<Props, "has_credentials">) {
  const t = useText(channels);
  const required = useRequired();
  const securities = [
    { value: "tls", label: t("tls") },
    { value: "starttls", label: t("starttls") },
    { value: "none", label: t("plain") },
  ];
  return (
    <>
      <div className="channel-pair">
        <Form.Item name="host" label={t("host")} rules={required}>
          <Input maxLength={253} placeholder="smtp.example.com" />
        </Form.Item>
        <Form.Item name="port" label={t("port")} rules={required}>
          <InputNumber min={1} max={65_535} style={{ width: "100%" }} />
        </Form.Item>
      </div>
      <Form.Item name="security" label={t("security")}>
        <Select options={securities} />
      </Form.Item>
      <div className="channel-pair">
        <Form.Item name="user" label={t("user")}>
          <Input maxLength={254} autoComplete="off" />
        </Form.Item>
        <Form.Item name="password" label={t("password")} extra={has_credentials ? t("kept") : t("sealed")}>
          <Input.Password maxLength={256} autoComplete="new-password" visibilityToggle={false} />
        </Form.Item>
      </div>
      <div className="channel-pair">
        <Form.Item name="from_address" label={t("from_address")} rules={required}>
          <Input maxLength={254} inputMode="email" />
        </Form.Item>
        <Form.Item name="from_name" label={t("from_name")} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
    </>
  );
}
