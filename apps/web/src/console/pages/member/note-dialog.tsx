import { App, Checkbox, Form, Input, Modal } from "antd";
import type { Note } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { useRefusal } from "../refusal.ts";
import { UnitSelect } from "../unit-select.tsx";

interface Fields {
  body: string;
  unit_id?: string;
  pinned: boolean;
}

const REFRESHES = ["GET /v1/members/{member_id}/notes", "GET /v1/members/{member_id}/timeline"] as const;

/** A new note, or other words for one that is there. */
export function NoteDialog({ memberId, note, onClose }: { memberId: string; note?: Note; onClose: () => void }) {
  const t = useText(memberRecord);
  const c = useText(everyday);
  const refuse = useRefusal();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const add = useSend("POST /v1/members/{member_id}/notes", [...REFRESHES]);
  const change = useSend("PATCH /v1/members/{member_id}/notes/{note_id}", [...REFRESHES]);
  const onSuccess = () => {
    void message.success(t("note_saved"));
    onClose();
  };
  const save = ({ body, unit_id = null, pinned }: Omit<Fields, "unit_id"> & { unit_id?: string | null }) => {
    const fields = { body: body.trim(), unit_id, pinned };
    if (note) {
      const path = { member_id: memberId, note_id: note.note_id };
      change.mutate({ path, body: { version: note.version, ...fields } }, { onSuccess, onError: refuse });
    } else add.mutate({ path: { member_id: memberId }, body: fields }, { onSuccess, onError: refuse });
  };
  return (
    <Modal
      open
      width={520}
      title={t(note ? "note_edit" : "note_add")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={add.isPending || change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields>
        name="note"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          body: note?.body ?? "",
          pinned: note?.pinned ?? false,
          ...(note?.unit_id ? { unit_id: note.unit_id } : {}),
        }}
        onFinish={save}
      >
        <Form.Item
          name="body"
          label={t("note_body")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea autoFocus rows={5} maxLength={4000} showCount />
        </Form.Item>
        <Form.Item name="unit_id" label={t("note_for")} extra={t("note_for_hint")}>
          <UnitSelect label={t("note_for_all")} allowClear />
        </Form.Item>
        <Form.Item name="pinned" valuePropName="checked" noStyle>
          <Checkbox>{t("note_pin")}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
