import { Form, Input, Modal, Select } from "antd";
import type { WechatAccount } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { wechat } from "../../../i18n/texts/wechat.ts";
import { useRefusal } from "../refusal.ts";

interface Values {
  kind: WechatAccount["kind"];
  app_id: string;
  name: string;
  secret?: string;
  callback_token?: string;
  aes_key?: string;
}

interface Props {
  /** Absent: a new one. */
  row?: WechatAccount;
  onClose: () => void;
}

export function AccountForm({ row, onClose }: Props) {
  const t = useText(wechat);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  const create = useSend("POST /v1/wechat_accounts", ["GET /v1/wechat_accounts"]);
  const change = useSend("PATCH /v1/wechat_accounts/{wechat_account_id}", ["GET /v1/wechat_accounts"]);
  const required = [{ required: true, whitespace: true, message: c("required") }];
  const done = { onSuccess: onClose, onError: refuse };
  const submit = ({ kind, app_id, name, secret = "", callback_token = "", aes_key = "" }: Values) => {
    const sealed = aes_key === "" ? {} : { aes_key };
    if (!row) create.mutate({ body: { kind, app_id, name, secret, callback_token, ...sealed } }, done);
    else {
      const { wechat_account_id, version } = row;
      const given = { ...(secret === "" ? {} : { secret }), ...(callback_token === "" ? {} : { callback_token }) };
      change.mutate({ path: { wechat_account_id }, body: { version, name, ...given, ...sealed } }, done);
    }
  };
  const kinds = (["mini_program", "official"] as const).map((value) => ({ value, label: t(value) }));
  const secret_rules = row ? [] : required;
  const hint = row ? { placeholder: t("kept") } : {};
  return (
    <Modal
      open
      width={520}
      title={t(row ? "edit_title" : "add")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending || change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="wechat_form"
        layout="vertical"
        requiredMark={false}
        initialValues={row ?? { kind: "mini_program" }}
        onFinish={submit}
      >
        {row ? null : (
          <>
            <Form.Item name="kind" label={t("kind")}>
              <Select options={kinds} />
            </Form.Item>
            <Form.Item name="app_id" label={t("app_id")} rules={required}>
              <Input maxLength={32} placeholder="wxb11529c136998cb6" />
            </Form.Item>
          </>
        )}
        <Form.Item name="name" label={t("name")} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="secret" label={t("secret")} rules={secret_rules}>
          <Input.Password maxLength={128} autoComplete="new-password" visibilityToggle={false} {...hint} />
        </Form.Item>
        <Form.Item name="callback_token" label={t("callback_token")} rules={secret_rules}>
          <Input maxLength={32} autoComplete="off" {...hint} />
        </Form.Item>
        <Form.Item name="aes_key" label={t("aes_key")} extra={t("aes_key_hint")}>
          <Input maxLength={43} autoComplete="off" {...hint} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
