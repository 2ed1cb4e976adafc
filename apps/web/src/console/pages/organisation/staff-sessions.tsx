import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { invitations } from "../../../i18n/texts/invitations.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { SessionItem } from "../security/session-item.tsx";
import "../security/security.css";

interface Props {
  staff_id: string;
  name: string;
  onClose: () => void;
}

/** For somebody who lost phone and recovery codes. */
function ResetFactor({ staff_id }: { staff_id: string }) {
  const t = useText(invitations);
  const c = useText(everyday);
  const { message } = App.useApp();
  const advice = useAdvice();
  const [form] = Form.useForm<{ reason: string }>();
  const reset = useSend("POST /v1/staff/{staff_id}/totp/reset", ["GET /v1/staff/{staff_id}/sessions"]);
  const submit = (body: { reason: string }) =>
    reset.mutate(
      { path: { staff_id }, body },
      {
        onSuccess: () => {
          form.resetFields();
          void message.success(t("reset_done"));
        },
        onError: (e) => void message.error(advice(e)),
      },
    );
  return (
    <Form
      name="reset_factor"
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={submit}
      className="reset-factor"
    >
      <Form.Item
        name="reason"
        label={t("reset_why")}
        rules={[{ required: true, whitespace: true, message: c("required") }]}
      >
        <Input maxLength={200} placeholder={t("reset_reason")} />
      </Form.Item>
      <Button htmlType="submit" loading={reset.isPending}>
        {t("reset")}
      </Button>
    </Form>
  );
}

/** Where somebody is signed in, and the way to end it. */
function StaffSessionsDialog({ staff_id, name, onClose }: Props) {
  const t = useText(invitations);
  const { message } = App.useApp();
  const advice = useAdvice();
  const sessions = useApi("GET /v1/staff/{staff_id}/sessions", { path: { staff_id } });
  const end = useSend("DELETE /v1/staff/{staff_id}/sessions/{session_id}", ["GET /v1/staff/{staff_id}/sessions"]);
  const endAll = useSend("DELETE /v1/staff/{staff_id}/sessions", ["GET /v1/staff/{staff_id}/sessions"]);
  const onError = (e: Parameters<typeof advice>[0]) => void message.error(advice(e));
  return (
    <Modal
      open
      width={520}
      title={t("sessions_of", { name })}
      onCancel={onClose}
      footer={
        sessions.data?.data.length ? (
          <Button
            danger
            loading={endAll.isPending}
            onClick={() =>
              endAll.mutate({ path: { staff_id } }, { onError, onSuccess: () => void message.success(t("ended_all")) })
            }
          >
            {t("end_all")}
          </Button>
        ) : null
      }
    >
      <QueryView query={sessions}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t("sessions_none")} />
          ) : (
            <ul>
              {data.map((row) => (
                <SessionItem
                  key={row.session_id}
                  row={row}
                  pending={end.isPending && end.variables.path.session_id === row.session_id}
                  onEnd={() => end.mutate({ path: { staff_id, session_id: row.session_id } }, { onError })}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      <ResetFactor staff_id={staff_id} />
    </Modal>
  );
}

/** The way to somebody's devices, for who looks after the staff. */
export function StaffDevices({ staff }: { staff: { staff_id: string; name: string } }) {
  const t = useText(invitations);
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may("staff:write")) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("devices")}
      </Button>
      {open ? <StaffSessionsDialog staff_id={staff.staff_id} name={staff.name} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
