import { App, Checkbox, Form, Input, Modal, Select } from "antd";
import { ApiError, type Failure } from "../../../api/client.ts";
import type { MemberField } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { useRefusal } from "../refusal.ts";
import { OptionsEditor, type OptionValues, optionsIn, optionsOut } from "./options-editor.tsx";

const TYPES = ["text", "number", "date", "boolean", "choice", "choices"] as const;
const FORMS = ["front_desk", "member", "kiosk"] as const;
const FLAGS = ["shown_to_member", "editable_by_member", "searchable", "is_sensitive"] as const;
type Flag = (typeof FLAGS)[number];

interface Values {
  key: string;
  type: MemberField["type"];
  zh: string;
  en?: string;
  ko?: string;
  options?: OptionValues[];
  required_on?: MemberField["required_on"];
  flags?: Flag[];
}

const NEW: Partial<Values> = { type: "text", required_on: [], flags: ["searchable"], options: [] };

const valuesOf = (field: MemberField): Values => ({
  key: field.key,
  type: field.type,
  zh: field.labels["zh-CN"],
  en: field.labels.en,
  ko: field.labels.ko,
  options: optionsIn(field.options),
  required_on: field.required_on,
  flags: FLAGS.filter((flag) => field[flag]),
});

function settingsOf({ zh, en, ko, type, options = [], required_on = [], flags = [] }: Values) {
  const is_choice = type === "choice" || type === "choices";
  return {
    labels: { "zh-CN": zh, ...(en ? { en } : {}), ...(ko ? { ko } : {}) },
    options: is_choice ? optionsOut(options) : [],
    required_on,
    shown_to_member: flags.includes("shown_to_member"),
    editable_by_member: flags.includes("editable_by_member"),
    searchable: flags.includes("searchable"),
    is_sensitive: flags.includes("is_sensitive"),
  };
}

/** Where an error of the server belongs in this form. */
const PLACES: Readonly<Record<string, keyof Values>> = {
  key: "key",
  options: "options",
  required_on: "required_on",
  editable_by_member: "flags",
};

function useSave(field: MemberField | undefined, onClose: () => void, onWrong: (error: Failure) => void) {
  const t = useText(fieldTexts);
  const { message } = App.useApp();
  const stale = ["GET /v1/member_fields", "GET /v1/profile_completeness"] as const;
  const create = useSend("POST /v1/member_fields", [...stale]);
  const change = useSend("PATCH /v1/member_fields/{field_id}", [...stale]);
  const onSuccess = () => {
    void message.success(t("saved"));
    onClose();
  };
  const save = (values: Values) => {
    const settings = settingsOf(values);
    if (!field) {
      const { key, type } = values;
      return create.mutate({ body: { key, type, ...settings } }, { onSuccess, onError: onWrong });
    }
    const { field_id, version } = field;
    change.mutate({ path: { field_id }, body: { version, ...settings } }, { onSuccess, onError: onWrong });
  };
  return { save, pending: create.isPending || change.isPending };
}

export function FieldDialog({ field, onClose }: { field: MemberField | undefined; onClose: () => void }) {
  const t = useText(fieldTexts);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  const onWrong = (error: Failure) => {
    const errors = error instanceof ApiError ? error.errors : [];
    const placed = errors.flatMap(({ pointer, detail }) => {
      const name = PLACES[pointer.split("/")[1] ?? ""];
      return name ? [{ name, errors: [detail] }] : [];
    });
    if (error instanceof ApiError && error.code === "field_key_taken")
      placed.push({ name: "key", errors: [String(error.problem["detail"])] });
    if (placed.length === 0) return refuse(error);
    form.setFields(placed);
  };
  const { save, pending } = useSave(field, onClose, onWrong);
  return (
    <Modal
      open
      width={640}
      title={t(field ? "edit" : "add")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="member_field"
        layout="vertical"
        requiredMark={false}
        initialValues={field ? valuesOf(field) : NEW}
        onFinish={save}
      >
        <Names field={field} />
        <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.type !== b.type}>
          {({ getFieldValue }) =>
            String(getFieldValue("type")).startsWith("choice") ? <OptionsEditor known={field?.options ?? []} /> : null
          }
        </Form.Item>
        <Form.Item name="required_on" label={t("required_on")}>
          <Checkbox.Group options={FORMS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="flags" label={t("who")}>
          <Checkbox.Group options={FLAGS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What it is called and what it holds; key and type are chosen once. */
function Names({ field }: { field: MemberField | undefined }) {
  const t = useText(fieldTexts);
  const c = useText(everyday);
  const required = { required: true, whitespace: true, message: c("required") };
  return (
    <>
      <div className="fields-three">
        <Form.Item name="zh" label={t("label_zh")} rules={[required]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="en" label={t("label_en")}>
          <Input maxLength={60} placeholder={t("label_fallback")} />
        </Form.Item>
        <Form.Item name="ko" label={t("label_ko")}>
          <Input maxLength={60} placeholder={t("label_fallback")} />
        </Form.Item>
      </div>
      <div className="fields-two">
        <Form.Item
          name="key"
          label={t("key")}
          {...(field ? {} : { extra: <span className="s">{t("key_why")}</span> })}
          rules={[required, { pattern: /^[a-z][a-z0-9_]*$/, message: t("key_wrong") }]}
        >
          <Input maxLength={40} disabled={field !== undefined} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="type"
          label={t("type")}
          {...(field ? {} : { extra: <span className="s">{t("type_why")}</span> })}
        >
          <Select disabled={field !== undefined} options={TYPES.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
      </div>
    </>
  );
}
