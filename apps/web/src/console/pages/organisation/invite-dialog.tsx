import { App, Form, Input, Modal, Select } from "antd";
import { useApi, useSend } from "../../../api/query.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { LANGUAGES, type Language } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { invitations } from "../../../i18n/texts/invitations.ts";
import { languageNames } from "../../../i18n/texts/shell.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { UnitSelect } from "../unit-select.tsx";

interface Fields {
  email: string;
  name: string;
  role_id: string;
  unit_id: string;
  language: Language;
  reason?: string;
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useText(invitations);
  const c = useText(everyday);
  const language = useLanguage();
  const { message } = App.useApp();
  const advice = useAdvice();
  const [form] = Form.useForm<Fields>();
  const roles = useApi("GET /v1/roles", {});
  const invite = useSend("POST /v1/invitations", ["GET /v1/invitations"]);
  const submit = ({ reason, ...fields }: Fields) => {
    const body = { ...fields, ...(reason?.trim() ? { reason: reason.trim() } : {}) };
    invite.mutate(
      { body },
      {
        onSuccess: (answer) => {
          if ("approval_id" in answer) void message.info(c("waits_for_second"));
          else void message.success(t("sent", { email: answer.email }));
          onClose();
        },
        onError: (e) => void message.error("detail" in e && e.detail ? e.detail : advice(e)),
      },
    );
  };
  const needed = { required: true, whitespace: true, message: c("required") };
  return (
    <Modal
      open
      width={440}
      title={t("invite_title")}
      okText={t("send")}
      cancelText={c("cancel")}
      confirmLoading={invite.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        name="invite"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ language }}
        onFinish={submit}
        validateTrigger="onBlur"
      >
        <Form.Item name="name" label={t("name")} rules={[needed]}>
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={t("email")} rules={[needed, { type: "email", message: t("email_wrong") }]}>
          <Input type="email" maxLength={254} autoComplete="off" />
        </Form.Item>
        <Form.Item name="role_id" label={t("role")} rules={[needed]}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            options={(roles.data?.data ?? []).map((role) => ({ value: role.role_id, label: role.name }))}
          />
        </Form.Item>
        <Form.Item name="unit_id" label={t("unit")} rules={[needed]}>
          <UnitSelect label={t("unit")} />
        </Form.Item>
        <Form.Item name="reason" label={c("reason")} extra={c("reason_for_second")}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="language" label={t("language")}>
          <Select options={LANGUAGES.map((value) => ({ value, label: languageNames[value] }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
