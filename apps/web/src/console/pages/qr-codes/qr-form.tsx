import { Form, Input, Modal } from "antd";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { qrCodes } from "../../../i18n/texts/qr-codes.ts";
import { useRefusal } from "../refusal.ts";
import { StaffSelect } from "../staff-select.tsx";
import { UnitSelect } from "../unit-select.tsx";

interface Values {
  name: string;
  unit_id: string;
  staff_id?: string;
  scene?: string;
}

export function QrForm({ onClose }: { onClose: () => void }) {
  const t = useText(qrCodes);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  const create = useSend("POST /v1/qr_codes", ["GET /v1/qr_codes"]);
  const required = [{ required: true, whitespace: true, message: c("required") }];
  const submit = ({ staff_id, scene, ...body }: Values) =>
    create.mutate(
      { body: { ...body, ...(staff_id ? { staff_id } : {}), ...(scene ? { scene } : {}) } },
      { onSuccess: onClose, onError: refuse },
    );
  return (
    <Modal
      open
      width={480}
      title={t("add")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values> form={form} name="qr_form" layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="name" label={t("name")} extra={t("name_hint")} rules={required}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="unit_id" label={t("unit")} rules={required}>
          <UnitSelect label={t("unit")} />
        </Form.Item>
        <Form.Item name="staff_id" label={t("staff")} extra={t("staff_hint")}>
          <StaffSelect label={t("staff")} active allowClear />
        </Form.Item>
        <Form.Item name="scene" label={t("scene")}>
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
