import { Form, Input, Modal } from "antd";
import type { Member } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { useChangeMember } from "./change-member.ts";

/** Blocks or unblocks, saying what it does first and keeping the reason. */
export function StatusDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const [form] = Form.useForm<{ reason: string }>();
  const { change, pending } = useChangeMember(member);
  const blocking = member.status === "active";
  const word = blocking ? "block" : "unblock";
  return (
    <Modal
      open
      width={440}
      title={t(`${word}_title`, { name: member.name })}
      okText={t(word)}
      okButtonProps={{ danger: blocking }}
      cancelText={c("cancel")}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 16 }}>{t(`${word}_why`)}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => change({ status: blocking ? "blocked" : "active", reason }, { onDone: onClose })}
      >
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
