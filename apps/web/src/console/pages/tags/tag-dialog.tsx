import { App, AutoComplete, Form, Input, Modal, Select } from "antd";
import type { TagDetail } from "../../../api/contract.ts";
import type { Route } from "../../../api/query.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { tagColours, tags as texts } from "../../../i18n/texts/tags.ts";
import { useAdvice } from "../../../ui/states.tsx";

export const CHANGED: Route[] = [
  "GET /v1/tags",
  "GET /v1/tags/counts",
  "GET /v1/tags/{tag_id}/hits",
  "GET /v1/members",
  "GET /v1/members/{member_id}",
];

type Colour = NonNullable<TagDetail["colour"]>;
export interface TagFields {
  name: string;
  group: string;
  colour: Colour | "";
}

/** The wire's words for what the form holds. */
export const wireOf = ({ name, group, colour }: TagFields) => ({
  name: name.trim(),
  group: group.trim(),
  colour: colour === "" ? null : colour,
});

export function TagFormItems() {
  const t = useText(texts);
  const c = useText(everyday);
  const language = useLanguage();
  const known = useApi("GET /v1/tags", {}).data?.data ?? [];
  const groups = [...new Set(known.map((tag) => tag.group).filter(Boolean))].map((value) => ({ value }));
  const colours = Object.keys(tagColours).map((value) => ({
    value,
    label: (
      <>
        <i className={`tag__dot tag__dot--${value}`} aria-hidden="true" />
        {lookup(tagColours, value, language)}
      </>
    ),
  }));
  return (
    <>
      <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: c("required") }]}>
        <Input autoFocus maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name="group" label={t("group")}>
        <AutoComplete options={groups} maxLength={30} />
      </Form.Item>
      <Form.Item name="colour" label={t("colour")}>
        <Select options={[{ value: "", label: t("no_colour") }, ...colours]} />
      </Form.Item>
    </>
  );
}

/** A tag that people give: new, or its name, group and colour. */
export function TagDialog({ tag, onClose }: { tag?: TagDetail; onClose: (tag_id?: string) => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<TagFields>();
  const create = useSend("POST /v1/tags", CHANGED);
  const change = useSend("PATCH /v1/tags/{tag_id}", CHANGED);
  const told = {
    onSuccess: (saved: TagDetail) => {
      void message.success(tag ? t("saved") : t("created", { name: saved.name }));
      onClose(saved.tag_id);
    },
    onError: (error: Parameters<typeof advice>[0]) => void message.error(advice(error), 6),
  };
  const save = (fields: TagFields) => {
    if (!tag) return create.mutate({ body: wireOf(fields) }, told);
    change.mutate({ path: { tag_id: tag.tag_id }, body: { version: tag.version, ...wireOf(fields) } }, told);
  };
  return (
    <Modal
      open
      width={420}
      title={t(tag ? "edit_tag" : "new_tag")}
      okText={t(tag ? "save" : "create")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending || change.isPending}
      onOk={form.submit}
      onCancel={() => onClose()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: tag?.name ?? "", group: tag?.group ?? "", colour: tag?.colour ?? "" }}
        onFinish={save}
      >
        <TagFormItems />
      </Form>
    </Modal>
  );
}
