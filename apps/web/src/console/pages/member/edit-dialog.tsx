import { Form, Input, Modal, Select } from "antd";
import { api } from "../../../api/client.ts";
import type { Member } from "../../../api/contract.ts";
import { queryClient, useApi } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { UnitSelect } from "../unit-select.tsx";
import { useChangeMember } from "./change-member.ts";

interface Fields {
  name: string;
  tags: string[];
  home_unit_id: string;
}

/** A tag typed in for the first time is made first, so that the member only ever carries ids. */
async function tagIds(names: string[], known: { tag_id: string; name: string }[]): Promise<string[]> {
  return Promise.all(
    names.map(
      async (name) =>
        known.find((tag) => tag.name === name)?.tag_id ?? (await api.call("POST /v1/tags", { body: { name } })).tag_id,
    ),
  );
}

export function EditDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const tags = useApi("GET /v1/tags", {}).data?.data ?? [];
  const [form] = Form.useForm<Fields>();
  const { change, pending } = useChangeMember(member);
  const submit = async (fields: Fields) => {
    const ids = await tagIds(fields.tags, [...tags, ...member.tags]);
    change({ name: fields.name, tags: ids, home_unit_id: fields.home_unit_id }, { onDone: onClose });
    if (ids.length > 0) void queryClient.invalidateQueries({ queryKey: ["GET /v1/tags"] });
  };
  return (
    <Modal
      open
      title={t("edit_title")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      width={440}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: member.name,
          tags: member.tags.map((tag) => tag.name),
          home_unit_id: member.home_unit_id,
        }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: c("required") }]}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="tags" label={t("tags")}>
          <Select
            mode="tags"
            options={tags.map((tag) => ({ value: tag.name, label: tag.name }))}
            tokenSeparators={[",", "，"]}
          />
        </Form.Item>
        <Form.Item name="home_unit_id" label={t("unit")} rules={[{ required: true, message: c("required") }]}>
          <UnitSelect label={t("unit")} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
