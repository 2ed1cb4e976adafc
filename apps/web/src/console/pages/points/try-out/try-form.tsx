import { Button, DatePicker, Form, InputNumber, Select } from "antd";
import { type KeyboardEvent, useState } from "react";
import { useText } from "../../../../i18n/language.ts";
import { channels } from "../../../../i18n/texts/conditions.ts";
import { everyday, paymentMethods } from "../../../../i18n/texts/everyday.ts";
import { tryOut } from "../../../../i18n/texts/points-try-out.ts";
import { modKey } from "../../../../ui/keys.ts";
import { useScope } from "../../../shell/scope.tsx";
import { Lines } from "./lines.tsx";
import type { Fields } from "./purchase.ts";
import { WhoSelect } from "./who-select.tsx";

const METHODS = Object.keys(paymentMethods) as (keyof typeof paymentMethods)[];
const CHANNELS = Object.keys(channels) as (keyof typeof channels)[];

function Payments() {
  const t = useText(tryOut);
  const m = useText(paymentMethods);
  const form = Form.useFormInstance<Fields>();
  const [split, setSplit] = useState(false);
  const options = METHODS.map((value) => ({ value, label: m(value) }));
  const toggle = () => {
    setSplit(!split);
    form.setFieldsValue(split ? { second_yuan: null } : { second_method: "wallet" });
  };
  return (
    <>
      <Form.Item name="method" label={t("payment")}>
        <Select options={options} />
      </Form.Item>
      {split ? (
        <>
          <Form.Item name="second_method" label={t("second_method")}>
            <Select options={options} />
          </Form.Item>
          <Form.Item name="second_yuan" label={t("second_payment")}>
            <InputNumber className="right" min={0} precision={2} controls={false} style={{ width: "100%" }} />
          </Form.Item>
        </>
      ) : null}
      <Button type="link" className="try__add try__split" onClick={toggle}>
        {t(split ? "unsplit" : "split")}
      </Button>
    </>
  );
}

interface Props {
  initial: Partial<Fields>;
  busy: boolean;
  onRun: (fields: Fields) => void;
}

export function TryForm({ initial, busy, onRun }: Props) {
  const t = useText(tryOut);
  const c = useText(everyday);
  const ch = useText(channels);
  const { venues } = useScope();
  const [form] = Form.useForm<Fields>();
  const required = [{ required: true, message: c("required") }];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.submit();
  };
  return (
    <Form<Fields>
      form={form}
      className="try"
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={() => onRun(form.getFieldsValue(true) as Fields)}
      onKeyDown={onKeyDown}
    >
      <Form.Item name="who" label={t("who")} rules={required}>
        <WhoSelect />
      </Form.Item>
      <Form.Item name="when" label={t("when")} rules={required}>
        <DatePicker
          showTime={{ format: "HH:mm" }}
          format="MM-DD ddd HH:mm"
          allowClear={false}
          style={{ width: "100%" }}
        />
      </Form.Item>
      <Form.Item name="venue_id" label={t("venue")} rules={required}>
        <Select options={venues.map((v) => ({ value: v.venue_id, label: v.name }))} popupMatchSelectWidth={200} />
      </Form.Item>
      <Form.Item name="channel" label={t("channel")}>
        <Select options={CHANNELS.map((value) => ({ value, label: ch(value) }))} />
      </Form.Item>
      <Payments />
      <Lines />
      <Button type="primary" htmlType="submit" loading={busy} className="try__run">
        {t("run")}
        <kbd>{modKey}↵</kbd>
      </Button>
    </Form>
  );
}
