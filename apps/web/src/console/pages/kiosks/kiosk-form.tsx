import { Form, Input, Modal, Select } from "antd";
import type { Device } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { LANGUAGES, type Language } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { kiosks } from "../../../i18n/texts/kiosks.ts";
import { languageNames } from "../../../i18n/texts/shell.ts";
import { useRefusal } from "../refusal.ts";
import { UnitSelect } from "../unit-select.tsx";
import { kioskAddress } from "./address.ts";

interface Values {
  name: string;
  unit_id: string;
  languages: Language[];
}
interface NewValues extends Values {
  pairing_code: string;
}

const LIST = ["GET /v1/devices"] as const;

function Fields() {
  const t = useText(kiosks);
  const c = useText(everyday);
  const required = [{ required: true, message: c("required") }];
  return (
    <>
      <Form.Item
        name="name"
        label={t("name")}
        extra={t("name_hint")}
        rules={[{ required: true, whitespace: true, message: c("required") }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="unit_id" label={t("unit")} rules={required}>
        <UnitSelect label={t("unit")} />
      </Form.Item>
      <Form.Item name="languages" label={t("languages")} extra={t("languages_hint")} rules={required}>
        <Select
          mode="multiple"
          aria-label={t("languages")}
          options={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
        />
      </Form.Item>
    </>
  );
}

/** Takes the kiosk that shows the code. */
export function PairForm({ onClose }: { onClose: () => void }) {
  const t = useText(kiosks);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [form] = Form.useForm<NewValues>();
  const pair = useSend("POST /v1/devices", [...LIST]);
  const submit = (body: NewValues) => pair.mutate({ body }, { onSuccess: onClose, onError: refuse });
  return (
    <Modal
      open
      width={480}
      title={t("pair")}
      okText={t("pair")}
      cancelText={c("cancel")}
      confirmLoading={pair.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<NewValues>
        form={form}
        name="kiosk_pair"
        layout="vertical"
        requiredMark={false}
        initialValues={{ languages: [...LANGUAGES] }}
        onFinish={submit}
      >
        <Form.Item
          name="pairing_code"
          className="kiosk-code"
          label={t("code")}
          extra={t("code_hint", { address: kioskAddress() })}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input maxLength={20} autoFocus autoComplete="off" placeholder="K7QM-3XHB" />
        </Form.Item>
        <Fields />
      </Form>
    </Modal>
  );
}

export function EditForm({ device, onClose }: { device: Device; onClose: () => void }) {
  const t = useText(kiosks);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  const change = useSend("PATCH /v1/devices/{device_id}", [...LIST]);
  const { device_id, version, name, unit_id, languages } = device;
  const submit = (values: Values) =>
    change.mutate({ path: { device_id }, body: { version, ...values } }, { onSuccess: onClose, onError: refuse });
  return (
    <Modal
      open
      width={480}
      title={`${t("edit")} ${name}`}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="kiosk_edit"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name, unit_id, languages }}
        onFinish={submit}
      >
        <Fields />
      </Form>
    </Modal>
  );
}
