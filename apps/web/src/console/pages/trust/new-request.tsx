import { App, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { requestsPage } from "../../../i18n/texts/trust.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { FindPerson, type Person } from "../find-person.tsx";
import { useTrustWord } from "./consents.tsx";

const KINDS = ["access", "correction", "erasure", "withdrawal"] as const;
const CHANNELS = ["front_desk", "phone", "letter", "email"] as const;

interface Draft {
  kind: (typeof KINDS)[number];
  channel: (typeof CHANNELS)[number];
  note?: string;
}

/** For somebody found here, or for the member whose page it is. */
export function NewRequest({ memberId, onClose }: { memberId?: string; onClose: () => void }) {
  const t = useText(requestsPage);
  const c = useText(everyday);
  const word = useTrustWord();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [person, setPerson] = useState<Person>();
  const [form] = Form.useForm<Draft>();
  const send = useSend("POST /v1/subject_requests", ["GET /v1/subject_requests"]);
  const member_id = memberId ?? person?.member_id;
  const save = ({ kind, channel, note }: Draft) => {
    if (member_id === undefined) return;
    send.mutate(
      { body: { member_id, kind, channel, note: note?.trim() || null } },
      {
        onSuccess: () => {
          void message.success(t("saved"));
          onClose();
        },
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  };
  return (
    <Modal
      open
      width={480}
      title={t("create")}
      okText={t("create")}
      okButtonProps={{ disabled: member_id === undefined }}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {memberId === undefined ? <FindPerson label={t("member")} person={person} onPerson={setPerson} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: "access", channel: "front_desk" }}
        onFinish={save}
      >
        <Form.Item name="kind" label={t("kind")}>
          <Select options={KINDS.map((value) => ({ value, label: word(value) }))} />
        </Form.Item>
        <Form.Item name="channel" label={t("channel")}>
          <Select options={CHANNELS.map((value) => ({ value, label: word(value) }))} />
        </Form.Item>
        <Form.Item name="note" label={t("what")}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
