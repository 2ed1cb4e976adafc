import { App, Button, DatePicker, Form, Input, Modal, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import type { Delegation } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { approvals } from "../../../i18n/texts/approvals.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";

const LIST = "GET /v1/delegations" as const;
/** Permissions that say yes to something. */
const APPROVING = [
  "points:approve",
  "purchases:approve",
  "exports:approve",
  "members:approve",
  "roles:write",
  "privacy:write",
] as const;
const marks: Record<Delegation["state"], Mark> = { coming: "plan", active: "live", over: "off", ended: "off" };

interface Draft {
  to_staff_id: string;
  permissions: string[];
  period: [Dayjs, Dayjs];
  reason: string;
}

function NewDelegation({ onClose }: { onClose: () => void }) {
  const t = useText(approvals);
  const c = useText(everyday);
  const advice = useAdvice();
  const may = useMay();
  const { staff: me } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const staff = useApi("GET /v1/staff", { query: { limit: 200 } }, { enabled: may("staff:read") });
  const send = useSend("POST /v1/delegations", [LIST]);
  const required = [{ required: true, message: c("required") }];
  const colleagues = (staff.data?.data ?? []).filter((one) => one.staff_id !== me.staff_id);
  const commit = ({ to_staff_id, permissions, period, reason }: Draft) => {
    const [from, until] = [period[0].startOf("day").toISOString(), period[1].endOf("day").toISOString()];
    send.mutate(
      { body: { to_staff_id, permissions, from, until, reason } },
      {
        onSuccess: () => {
          void message.success(t("delegated"));
          onClose();
        },
        onError: (error) => void message.error(advice(error)),
      },
    );
  };
  return (
    <Modal
      open
      width={480}
      title={t("delegate")}
      okText={t("delegate")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={commit}>
        <Form.Item name="to_staff_id" label={t("colleague")} rules={required}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            options={colleagues.map((one) => ({ value: one.staff_id, label: one.name }))}
          />
        </Form.Item>
        <Form.Item name="permissions" label={t("permissions")} rules={required}>
          <Select
            mode="multiple"
            options={APPROVING.filter((one) => may(one)).map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Form.Item name="period" label={t("period")} rules={required}>
          <DatePicker.RangePicker style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function End({ delegation_id }: { delegation_id: string }) {
  const t = useText(approvals);
  const advice = useAdvice();
  const { message } = App.useApp();
  const send = useSend("DELETE /v1/delegations/{delegation_id}", [LIST]);
  return (
    <Button
      size="small"
      loading={send.isPending}
      onClick={() =>
        send.mutate({ path: { delegation_id } }, { onError: (error) => void message.error(advice(error)) })
      }
    >
      {t("end")}
    </Button>
  );
}

/** Who stands in for whom. */
export function Delegations() {
  const t = useText(approvals);
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const list = useApi(LIST, { query: { limit: 50 } });
  const name = (one: Delegation["from"]) => one.name ?? t("system");
  const columns: Column<Delegation>[] = [
    { key: "from", head: t("from_who"), width: 136, cell: (row) => name(row.from), title: (row) => name(row.from) },
    { key: "to", head: t("colleague"), width: 136, cell: (row) => name(row.to), title: (row) => name(row.to) },
    {
      key: "permissions",
      head: t("permissions"),
      cell: (row) => row.permissions.join(", "),
      title: (row) => row.permissions.join(", "),
    },
    {
      key: "period",
      head: t("period"),
      width: 240,
      cell: (row) => `${stamp(row.valid_from)} – ${stamp(row.valid_until)}`,
      title: (row) => row.reason,
    },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (row) => <StateMark mark={marks[row.state]}>{t(row.state)}</StateMark>,
    },
    {
      key: "end",
      head: "",
      width: 96,
      cell: (row) =>
        (row.mine || may("approvals:write")) && (row.state === "active" || row.state === "coming") ? (
          <End delegation_id={row.delegation_id} />
        ) : null,
    },
  ];
  const tools =
    may("staff:read") && APPROVING.some((one) => may(one)) ? (
      <Button onClick={() => setCreating(true)}>{t("delegate")}</Button>
    ) : null;
  return (
    <Card className="apr-stand-in" title={t("delegations")} note={t("delegations_note")} tools={tools}>
      <QueryView query={list}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="note-line">{t("no_delegations")}</p>
          ) : (
            <LedgerTable label={t("delegations")} columns={columns} rows={data} rowKey={(row) => row.delegation_id} />
          )
        }
      </QueryView>
      {creating ? <NewDelegation onClose={() => setCreating(false)} /> : null}
    </Card>
  );
}
