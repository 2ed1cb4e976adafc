import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { customers } from "../../../i18n/texts/customers.ts";
import { useRefusal } from "../refusal.ts";
import { StaffSelect } from "../staff-select.tsx";

interface Colleague {
  staff_id: string;
  name: string;
}

function HandoverDialog({ staff, count, onClose }: { staff: Colleague; count: number; onClose: () => void }) {
  const t = useText(customers);
  const c = useText(everyday);
  const { message } = App.useApp();
  const refuse = useRefusal();
  const [form] = Form.useForm<{ to_staff_id: string; reason: string }>();
  const send = useSend("POST /v1/customer_handovers", ["GET /v1/members/count", "GET /v1/members", "GET /v1/jobs"]);
  const needed = [{ required: true, whitespace: true, message: c("required") }];
  const submit = (fields: { to_staff_id: string; reason: string }) =>
    send.mutate(
      { body: { from_staff_id: staff.staff_id, ...fields }, idempotency_key: crypto.randomUUID() },
      {
        onSuccess: (answer) => {
          void message.success(t("started", { count: answer.customers }));
          onClose();
        },
        onError: refuse,
      },
    );
  return (
    <Modal
      open
      width={440}
      title={t("handover_title", { name: staff.name })}
      okText={t("handover")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="gap-below">{t("handover_why", { count })}</p>
      <Form name="handover" form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="to_staff_id" label={t("heir")} rules={needed}>
          <StaffSelect label={t("heir")} active except={staff.staff_id} />
        </Form.Item>
        <Form.Item name="reason" label={t("handover_reason")} rules={needed}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Whom somebody looks after, and the way to give them to a colleague. */
export function StaffCustomers({ staff }: { staff: Colleague }) {
  const t = useText(customers);
  const may = useMay();
  const [handing, setHanding] = useState(false);
  const query = { owner_staff_id: staff.staff_id };
  const count = useApi("GET /v1/members/count", { query }, { enabled: may("members:read") }).data?.count;
  if (!may("members:read") || count === undefined) return null;
  return (
    <div className="staff-customers">
      <span>
        {t("customers")} <b className="med">{t("count", { count })}</b>
      </span>
      {count > 0 ? (
        <span className="acts">
          <Link to={`/members?owner_staff_id=${staff.staff_id}`}>{t("look")}</Link>
          {may("members:assign") ? (
            <Button size="small" onClick={() => setHanding(true)}>
              {t("handover_more")}
            </Button>
          ) : null}
        </span>
      ) : null}
      {handing ? <HandoverDialog staff={staff} count={count} onClose={() => setHanding(false)} /> : null}
    </div>
  );
}
