import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { Member } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { customers } from "../../../i18n/texts/customers.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useRefusal } from "../refusal.ts";
import { StaffSelect } from "../staff-select.tsx";

interface Fields {
  owner_staff_id?: string;
  reason?: string;
}

function OwnerDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(customers);
  const c = useText(everyday);
  const { message } = App.useApp();
  const refuse = useRefusal();
  const [form] = Form.useForm<Fields>();
  const send = useSend("PUT /v1/members/{member_id}/owner", ["GET /v1/members/{member_id}", "GET /v1/members"]);
  const submit = ({ owner_staff_id, reason }: Fields) => {
    const why = reason?.trim();
    const body = { owner_staff_id: owner_staff_id ?? null, ...(why ? { reason: why } : {}) };
    send.mutate(
      { path: { member_id: member.member_id }, body },
      {
        onSuccess: () => {
          void message.success(t("saved"));
          onClose();
        },
        onError: refuse,
      },
    );
  };
  return (
    <Modal
      open
      width={440}
      title={t("owner_title", { name: member.name })}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        name="owner"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={member.owner_staff_id ? { owner_staff_id: member.owner_staff_id } : {}}
        onFinish={submit}
      >
        <Form.Item name="owner_staff_id" label={t("owner")} extra={t("owner_clear")}>
          <StaffSelect label={t("owner")} active allowClear />
        </Form.Item>
        <Form.Item name="reason" label={t("owner_reason")}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Who looks after a member, among the facts beside the name. */
export function Owner({ member }: { member: Member }) {
  const t = useText(customers);
  const may = useMay();
  const [changing, setChanging] = useState(false);
  return (
    <>
      {member.owner_name ? t("owner_is", { name: member.owner_name }) : t("owner_none")}
      {may("members:assign") && may("staff:read") && !member.erased_at ? (
        <Button type="link" size="small" onClick={() => setChanging(true)}>
          {t("owner_change")}
        </Button>
      ) : null}
      {changing ? <OwnerDialog member={member} onClose={() => setChanging(false)} /> : null}
    </>
  );
}
