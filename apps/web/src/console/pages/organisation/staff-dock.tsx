import { Alert, App, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import type { Staff } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { customers } from "../../../i18n/texts/customers.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { staffTexts } from "../../../i18n/texts/organisation.ts";
import { Dock } from "../../../ui/dock.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { StaffCustomers } from "./staff-customers.tsx";
import { StaffPhone } from "./staff-phone.tsx";
import { StaffDevices } from "./staff-sessions.tsx";
import { UnitSelect } from "../unit-select.tsx";

interface Fields {
  name: string;
  role_id: string;
  unit_id: string;
  reason?: string;
}

interface Change extends Partial<Fields> {
  status?: Staff["status"];
}

function useChange(staff: Staff, onDone: () => void) {
  const t = useText(staffTexts);
  const c = useText(everyday);
  const { message } = App.useApp();
  const advice = useAdvice();
  const send = useSend("PATCH /v1/staff/{staff_id}", ["GET /v1/staff", "GET /v1/roles"]);
  return {
    pending: send.isPending,
    change: (body: Change) =>
      send.mutate(
        { path: { staff_id: staff.staff_id }, body },
        {
          onSuccess: (answer) => {
            if ("approval_id" in answer) void message.info(c("waits_for_second"));
            else void message.success(t("saved"));
            onDone();
          },
          // A refusal says which right is missing, or who must act.
          onError: (error) => void message.error("detail" in error && error.detail ? error.detail : advice(error)),
        },
      ),
  };
}

function StatusDialog({ staff, onClose, onDone }: { staff: Staff; onClose: () => void; onDone: () => void }) {
  const t = useText(staffTexts);
  const c = useText(everyday);
  const [form] = Form.useForm<{ reason: string }>();
  const k = useText(customers);
  const may = useMay();
  const { change, pending } = useChange(staff, onDone);
  const query = { owner_staff_id: staff.staff_id };
  const left = useApi("GET /v1/members/count", { query }, { enabled: may("members:read") }).data?.count;
  const ending = staff.status === "active";
  const word = ending ? "disable" : "enable";
  return (
    <Modal
      open
      width={440}
      title={t(`${word}_title`, { name: staff.name })}
      okText={t(word)}
      okButtonProps={{ danger: ending }}
      cancelText={c("cancel")}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="gap-below">{t(`${word}_why`)}</p>
      {ending && left ? (
        <Alert type="warning" showIcon title={k("leaving", { count: left })} className="gap-below" />
      ) : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => change({ status: ending ? "disabled" : "active", reason })}
      >
        <Form.Item
          name="reason"
          label={t(`${word}_reason`)}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Only what was changed is sent: nobody's role is touched by a new name. */
const changesOf = (staff: Staff, fields: Fields): Change => ({
  ...(fields.name.trim() === staff.name ? {} : { name: fields.name.trim() }),
  ...(fields.role_id === staff.role.role_id ? {} : { role_id: fields.role_id }),
  ...(fields.unit_id === staff.unit_id ? {} : { unit_id: fields.unit_id }),
  ...(fields.reason?.trim() ? { reason: fields.reason.trim() } : {}),
});

/** One of the staff: name, role, unit, and the way out. */
export function StaffDock({ staff, onClose }: { staff: Staff; onClose: () => void }) {
  const t = useText(staffTexts);
  const c = useText(everyday);
  const may = useMay();
  const session = useSession();
  const [form] = Form.useForm<Fields>();
  const [ending, setEnding] = useState(false);
  const roles = useApi("GET /v1/roles", {}, { enabled: may("roles:read") });
  const { change, pending } = useChange(staff, onClose);
  const is_me = staff.staff_id === session.staff.staff_id;
  const mayWrite = may("staff:write");
  const list = roles.data?.data ?? [staff.role];
  const needed = [{ required: true, whitespace: true, message: c("required") }];
  const footer = mayWrite ? (
    <>
      {is_me ? null : (
        <Button className={staff.status === "active" ? "quiet-danger" : ""} onClick={() => setEnding(true)}>
          {t(staff.status === "active" ? "disable" : "enable")}
        </Button>
      )}
      <Button type="primary" loading={pending} onClick={() => form.submit()}>
        {c("save")}
      </Button>
    </>
  ) : null;
  return (
    <Dock title={t(mayWrite ? "change" : "look")} closeLabel={c("close")} onClose={onClose} footer={footer}>
      <div className="dock__pad">
        {is_me ? <Alert type="info" title={t("is_me")} className="gap-below" /> : null}
        {staff.status_reason ? <p className="s mut gap-below">{`${t("reason")}: ${staff.status_reason}`}</p> : null}
        <Form
          name="staff"
          form={form}
          layout="vertical"
          requiredMark={false}
          disabled={!mayWrite}
          initialValues={{ name: staff.name, role_id: staff.role.role_id, unit_id: staff.unit_id }}
          onFinish={(fields) => change(changesOf(staff, fields))}
        >
          <Form.Item label={t("email")}>
            <div className="staff-mail">
              <span className="mut cut" title={staff.email}>
                {staff.email}
              </span>
              <StaffDevices staff={staff} />
            </div>
          </Form.Item>
          <Form.Item name="name" label={t("name")} rules={needed}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name="role_id" label={t("role")} rules={needed}>
            <Select
              disabled={!mayWrite || is_me}
              showSearch={{ optionFilterProp: "label" }}
              options={list.map((role) => ({ value: role.role_id, label: role.name }))}
            />
          </Form.Item>
          <Form.Item name="unit_id" label={t("unit")} rules={needed}>
            <UnitSelect label={t("unit")} />
          </Form.Item>
          <Form.Item name="reason" label={c("reason")} extra={c("reason_for_second")}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        </Form>
        <StaffPhone staff={staff} />
        <StaffCustomers staff={staff} />
      </div>
      {ending ? <StatusDialog staff={staff} onClose={() => setEnding(false)} onDone={onClose} /> : null}
    </Dock>
  );
}
