import { App, Form, Input, Modal, Radio, Select } from "antd";
import type { Failure } from "../../../api/client.ts";
import type { MemberView } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { UnitSelect } from "../unit-select.tsx";
import { VIEWS } from "./views.ts";

interface Fields {
  name: string;
  share: "none" | "role" | "unit";
  role_id?: string;
  unit_id?: string;
}

interface Props {
  /** Given: its name and who sees it are changed. */
  view: MemberView | undefined;
  now: Pick<MemberView, "filter" | "sort" | "columns">;
  onClose: () => void;
  onSaved: (view: MemberView) => void;
}

const shareOf = ({ share, role_id, unit_id }: Fields) => {
  if (share === "role" && role_id) return { role_id };
  return share === "unit" && unit_id ? { unit_id } : null;
};

function initial(view: MemberView | undefined): Partial<Fields> {
  if (!view) return { share: "none" };
  const { role_id, unit_id } = view.share ?? {};
  return {
    name: view.name,
    share: role_id ? "role" : unit_id ? "unit" : "none",
    ...(role_id ? { role_id } : {}),
    ...(unit_id ? { unit_id } : {}),
  };
}

export function ViewDialog({ view, now, onClose, onSaved }: Props) {
  const t = useText(findTexts);
  const c = useText(everyday);
  const may = useMay();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const share = Form.useWatch("share", form);
  const roles = useApi("GET /v1/roles", {}, { enabled: may("roles:read") }).data?.data ?? [];
  const create = useSend("POST /v1/member_views", [VIEWS]);
  const change = useSend("PATCH /v1/member_views/{view_id}", [VIEWS]);
  const done = {
    onSuccess: (saved: MemberView) => {
      void message.success(t("view_saved", { name: saved.name }));
      onSaved(saved);
      onClose();
    },
    onError: (error: Failure) => void message.error(advice(error)),
  };
  const submit = (fields: Fields) => {
    const said = { name: fields.name.trim(), share: shareOf(fields) };
    if (!view) return create.mutate({ body: { ...now, ...said } }, done);
    change.mutate({ path: { view_id: view.view_id }, body: { version: view.version, ...said } }, done);
  };
  const required = [{ required: true, message: c("required") }];
  const shares = (["none", ...(may("roles:read") ? (["role"] as const) : []), "unit"] as const).map((value) => ({
    value,
    label: t(`share_${value}`),
  }));
  return (
    <Modal
      open
      width={440}
      title={view ? t("rename_view") : t("save_view")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending || change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial(view)} onFinish={submit}>
        <Form.Item name="name" label={t("view_name")} rules={[{ ...required[0], whitespace: true }]}>
          <Input autoFocus maxLength={40} />
        </Form.Item>
        <Form.Item name="share" label={t("view_share")}>
          <Radio.Group options={shares} />
        </Form.Item>
        {share === "role" ? (
          <Form.Item name="role_id" label={t("role")} rules={required}>
            <Select options={roles.map(({ role_id, name }) => ({ value: role_id, label: name }))} />
          </Form.Item>
        ) : null}
        {share === "unit" ? (
          <Form.Item name="unit_id" label={t("share_unit")} rules={required}>
            <UnitSelect label={t("share_unit")} />
          </Form.Item>
        ) : null}
      </Form>
      {view ? null : <p className="s mut">{t("view_why")}</p>}
    </Modal>
  );
}
