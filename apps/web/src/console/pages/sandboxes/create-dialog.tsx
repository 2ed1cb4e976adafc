import { App, Button, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { sandboxes } from "../../../i18n/texts/sandboxes.ts";
import { useAdvice } from "../../../ui/states.tsx";

interface Fields {
  name: string;
  demo: "none" | "small";
}

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const [key, setKey] = useState<string>();
  return key === undefined ? <Ask onMade={setKey} onClose={onClose} /> : <ShownOnce apiKey={key} onClose={onClose} />;
}

function Ask({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const t = useText(sandboxes);
  const c = useText(everyday);
  const { message } = App.useApp();
  const advice = useAdvice();
  const [form] = Form.useForm<Fields>();
  const create = useSend("POST /v1/sandboxes", ["GET /v1/sandboxes"]);
  const submit = (body: Fields) =>
    create.mutate(
      { body },
      {
        onSuccess: ({ api_key }) => onMade(api_key),
        onError: (error) => void message.error(advice(error)),
      },
    );
  return (
    <Modal
      open
      width={440}
      title={t("create")}
      okText={t("create")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        name="sandbox"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ demo: "small" }}
        onFinish={submit}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: c("required") }]}>
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="demo" label={t("demo")}>
          <Radio.Group
            vertical
            options={[
              { value: "small", label: t("demo_small") },
              { value: "none", label: t("demo_none") },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function ShownOnce({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const t = useText(sandboxes);
  const c = useText(everyday);
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(apiKey).then(() => message.success(c("copied")));
  return (
    <Modal
      open
      width={440}
      title={t("key_title")}
      closable={false}
      footer={[
        <Button key="copy" onClick={copy}>
          {c("copy")}
        </Button>,
        <Button key="kept" type="primary" onClick={onClose}>
          {t("kept")}
        </Button>,
      ]}
    >
      <p className="mut">{t("key_why")}</p>
      <code className="sandboxes__key">{apiKey}</code>
    </Modal>
  );
}
