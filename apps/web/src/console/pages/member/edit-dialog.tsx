import { DatePicker, Form, Input, Modal, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { api } from "../../../api/client.ts";
import type { Member } from "../../../api/contract.ts";
import { queryClient, useApi } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { changedFields, type HeldFields, heldOf } from "../fields/field-values.ts";
import { FieldInputs } from "../fields/field-inputs.tsx";
import { UnitSelect } from "../unit-select.tsx";
import { type Change, useChangeMember } from "./change-member.ts";

interface Fields {
  name: string;
  tags: string[];
  home_unit_id: string;
  sex?: Member["sex"];
  birthday?: Dayjs | null;
  fields?: HeldFields;
}

const SEXES = ["female", "male", "other"] as const;

/** What differs from what is there; a birthday of the lunar calendar is not touched here. */
function changesOf({ name, home_unit_id, sex = null, birthday, fields }: Fields, member: Member): Change {
  const day = birthday ? birthday.format("YYYY-MM-DD") : null;
  const changed = changedFields(fields, member.fields);
  return {
    name,
    home_unit_id,
    ...(sex === member.sex ? {} : { sex }),
    ...(birthday === undefined || day === member.birthday ? {} : { birthday: day }),
    ...(changed ? { fields: changed } : {}),
  };
}

/** Whole days of the solar calendar, and none: those a picker of days can show. */
const isPickable = ({ birth, birthday }: Member) => birth === null || birthday !== null;

/** The fields this person may see: what is hidden from them is not for them to overwrite unseen. */
function useFields() {
  const { masks } = useSession();
  const { data, error } = useApi("GET /v1/member_fields", {});
  const fields = error ? [] : data?.data;
  return fields?.filter(({ is_sensitive }) => !is_sensitive || !masks.includes("custom_fields"));
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
  const f = useText(fieldTexts);
  const tags = useApi("GET /v1/tags", {}).data?.data ?? [];
  const own = useFields();
  const { masks } = useSession();
  const [form] = Form.useForm<Fields>();
  const { change, pending } = useChangeMember(member);
  const submit = async (fields: Fields) => {
    const ids = await tagIds(fields.tags, [...tags, ...member.tags]);
    change({ ...changesOf(fields, member), tags: ids }, { onDone: onClose });
    if (ids.length > 0) void queryClient.invalidateQueries({ queryKey: ["GET /v1/tags"] });
  };
  // What is there has to be known before it can be changed.
  if (!own) return null;
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
          sex: member.sex,
          birthday: member.birthday ? dayjs(member.birthday) : null,
          fields: heldOf(own, member.fields),
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
        <Form.Item name="sex" label={f("sex")}>
          <Select allowClear options={SEXES.map((value) => ({ value, label: f(value) }))} />
        </Form.Item>
        {isPickable(member) && !masks.includes("birthday") ? (
          <Form.Item name="birthday" label={f("birthday")}>
            <DatePicker style={{ width: "100%" }} />
          </Form.Item>
        ) : null}
        <FieldInputs fields={own} form="front_desk" held={member.fields} />
      </Form>
    </Modal>
  );
}
