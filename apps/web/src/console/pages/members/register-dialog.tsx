import { Alert, App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { ApiError, codeOf, type Failure, requestIdOf } from "../../../api/client.ts";
import type { MemberField } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { members } from "../../../i18n/texts/members.ts";
import { RequestId, useAdvice } from "../../../ui/states.tsx";
import { changedFields, type HeldFields } from "../fields/field-values.ts";
import { FieldInputs } from "../fields/field-inputs.tsx";
import { UnitSelect } from "../unit-select.tsx";

interface Fields {
  name: string;
  phone?: string;
  home_unit_id: string;
  fields?: HeldFields;
}

function Refusal({ error, onOpen }: { error: Failure; onOpen: (id: string) => void }) {
  const t = useText(members);
  const advice = useAdvice();
  const taken = codeOf(error) === "phone_taken";
  const existing =
    taken && error instanceof ApiError && typeof error.problem["member_id"] === "string"
      ? error.problem["member_id"]
      : undefined;
  return (
    <Alert
      type="error"
      style={{ marginBottom: 16 }}
      title={taken ? t("phone_taken") : advice(error)}
      description={taken ? undefined : <RequestId id={requestIdOf(error)} />}
      action={
        existing ? (
          <Button size="small" onClick={() => onOpen(existing)}>
            {t("open_existing")}
          </Button>
        ) : undefined
      }
    />
  );
}

export function RegisterDialog({ onClose, onOpen }: { onClose: () => void; onOpen: (id: string) => void }) {
  const t = useText(members);
  const c = useText(everyday);
  const { scope } = useSession();
  const { message } = App.useApp();
  const f = useText(fieldTexts);
  const [form] = Form.useForm<Fields>();
  const [open, setOpen] = useState(false);
  const own = useApi("GET /v1/member_fields", {}).data?.data ?? [];
  const isRequired = ({ required_on }: MemberField) => required_on.includes("front_desk");
  const required = own.filter(isRequired);
  const more = own.filter((field) => !isRequired(field));
  const send = useSend("POST /v1/members", ["GET /v1/members", "GET /v1/members/count"]);
  const submit = ({ name, phone, home_unit_id, fields }: Fields) => {
    const given = changedFields(fields, {});
    send.mutate(
      {
        body: {
          name,
          home_unit_id,
          source: "front_desk",
          ...(phone ? { phone } : {}),
          ...(given ? { fields: given } : {}),
        },
      },
      {
        onSuccess: (member) => {
          message.success(t("registered", { name: member.name }));
          onClose();
          onOpen(member.member_id);
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t("register")}
      okText={t("register")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
      width={440}
    >
      {send.error ? <Refusal error={send.error} onOpen={onOpen} /> : null}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={scope.unit_id && !scope.all ? { home_unit_id: scope.unit_id } : {}}
      >
        <Form.Item
          name="name"
          label={t("form_name")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t("form_phone")}
          extra={<span className="s">{t("form_phone_why")}</span>}
          rules={[{ pattern: /^1\d{10}$/, message: t("phone_wrong") }]}
        >
          <Input inputMode="tel" maxLength={11} />
        </Form.Item>
        <Form.Item name="home_unit_id" label={t("form_unit")} rules={[{ required: true, message: c("required") }]}>
          <UnitSelect label={t("form_unit")} />
        </Form.Item>
        <FieldInputs fields={required} form="front_desk" />
        {more.length > 0 && !open ? (
          <Button type="link" size="small" onClick={() => setOpen(true)}>
            {f("more")}
          </Button>
        ) : null}
        {open ? <FieldInputs fields={more} form="front_desk" /> : null}
      </Form>
    </Modal>
  );
}
