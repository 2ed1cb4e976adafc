import { Form, Input, Modal } from "antd";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { security } from "../../../i18n/texts/security.ts";

export interface Proof {
  password: string;
  code: string;
}

interface Props {
  title: string;
  why: string;
  ok: string;
  danger?: boolean;
  pending: boolean;
  onProof: (proof: Proof) => void;
  onClose: () => void;
}

/** Password and code again: whoever finds the screen open has neither. */
export function ProofDialog({ title, why, ok, danger = false, pending, onProof, onClose }: Props) {
  const t = useText(security);
  const c = useText(everyday);
  const [form] = Form.useForm<Proof>();
  const needed = [{ required: true, message: c("required") }];
  return (
    <Modal
      open
      width={440}
      title={title}
      okText={ok}
      okButtonProps={{ danger }}
      cancelText={c("cancel")}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 16 }}>{why}</p>
      <Form name="proof" form={form} layout="vertical" requiredMark={false} onFinish={onProof}>
        <Form.Item name="password" label={t("current_password")} rules={needed}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="code" label={t("code")} extra={t("any_code")} rules={needed}>
          <Input autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
