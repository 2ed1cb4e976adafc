import { Alert, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import type { Channel, Message } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { channels } from "../../../i18n/texts/channels.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useRefusal } from "../refusal.ts";

interface Values {
  to: string;
  kind?: string;
}

/** One message by this channel, and what becomes of it while one looks. */
export function TrialDialog({ row, onClose }: { row: Channel; onClose: () => void }) {
  const t = useText(channels);
  const c = useText(everyday);
  const language = useLanguage();
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  const [message_id, setMessage] = useState<string>();
  const kinds = useApi("GET /v1/message_kinds", {}).data?.data ?? [];
  const trial = useSend("POST /v1/channels/{channel_id}/test", ["GET /v1/channels"]);
  const is_sms = row.medium === "sms";
  const submit = ({ to, kind }: Values) => {
    const body = { to, language, ...(kind === undefined ? {} : { kind }) };
    const { channel_id } = row;
    trial.mutate(
      { path: { channel_id }, body },
      { onSuccess: (answer) => setMessage(answer.message_id), onError: refuse },
    );
  };
  const required = [{ required: true, whitespace: true, message: c("required") }];
  return (
    <Modal
      open
      width={480}
      title={`${t("trial")} · ${row.name}`}
      okText={t("trial")}
      cancelText={c("close")}
      confirmLoading={trial.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="channel_trial"
        layout="vertical"
        requiredMark={false}
        initialValues={is_sms ? { kind: kinds[0]?.kind ?? "sms_code" } : {}}
        onFinish={submit}
      >
        <Form.Item name="to" label={t(is_sms ? "trial_to_phone" : "trial_to_email")} rules={required}>
          <Input maxLength={254} inputMode={is_sms ? "tel" : "email"} autoFocus />
        </Form.Item>
        {is_sms ? (
          <Form.Item name="kind" label={t("template_kind")}>
            <Select options={kinds.map((one) => ({ value: one.kind, label: one.label[language] }))} />
          </Form.Item>
        ) : null}
      </Form>
      {message_id ? <Outcome message_id={message_id} /> : null}
    </Modal>
  );
}

function Outcome({ message_id }: { message_id: string }) {
  const t = useText(channels);
  const message = useApi("GET /v1/messages/{message_id}", { path: { message_id } }, { refreshSeconds: 1 }).data;
  const { type, title } = say(message);
  return <Alert type={type} showIcon title={title} role="status" />;

  function say(seen: Message | undefined): { type: "info" | "success" | "error" | "warning"; title: string } {
    if (!seen) return { type: "info", title: t("trial_waits") };
    if (seen.status === "delivered") return { type: "success", title: t("trial_delivered") };
    if (seen.status === "sent") return { type: "success", title: t("trial_sent") };
    if (!seen.error) return { type: "info", title: t("trial_waits") };
    const { code, text } = seen.error;
    if (seen.status === "failed") return { type: "error", title: t("trial_failed", { code, text }) };
    return { type: "warning", title: t("trial_again", { code, text }) };
  }
}
