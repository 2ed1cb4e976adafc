import { App, Button, DatePicker, Form, Input, InputNumber, Modal, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import type { PrivacyReport } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { incidentForm } from "../../../i18n/texts/incidents.ts";
import { reportPage } from "../../../i18n/texts/trust.ts";
import { Card } from "../../../ui/card.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { useTrustWord } from "./consents.tsx";

interface Draft {
  title: string;
  severity: "low" | "medium" | "high";
  discovered_at: Dayjs;
  people: number;
  measures: string;
}

function NewIncident({ onClose }: { onClose: () => void }) {
  const t = useText(incidentForm);
  const c = useText(everyday);
  const word = useTrustWord();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const send = useSend("POST /v1/privacy/incidents", ["GET /v1/privacy/report", "GET /v1/privacy/incidents"]);
  const save = ({ discovered_at, ...facts }: Draft) =>
    send.mutate(
      { body: { ...facts, discovered_at: discovered_at.toISOString() } },
      {
        onSuccess: () => {
          void message.success(t("saved"));
          onClose();
        },
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  const needed = [{ required: true, message: c("required") }];
  const said = [{ required: true, whitespace: true, message: c("required") }];
  return (
    <Modal
      open
      width={520}
      title={t("create")}
      okText={t("create")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ severity: "low", discovered_at: dayjs(), people: 0 }}
        onFinish={save}
      >
        <Form.Item name="title" label={t("what")} rules={said}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <div className="trust-fields">
          <Form.Item name="discovered_at" label={t("when")} rules={needed}>
            <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name="people" label={t("people")} rules={needed}>
            <InputNumber min={0} precision={0} style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name="severity" label={t("severity")}>
            <Select options={(["low", "medium", "high"] as const).map((value) => ({ value, label: word(value) }))} />
          </Form.Item>
        </div>
        <Form.Item name="measures" label={t("measures")} rules={said}>
          <Input.TextArea rows={4} maxLength={5000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What went wrong in the period, and where somebody writes down more. */
export function Incidents({ incidents }: Pick<PrivacyReport, "incidents">) {
  const t = useText(reportPage);
  const form = useText(incidentForm);
  const word = useTrustWord();
  const may = useMay();
  const [open, setOpen] = useState(false);
  return (
    <Card
      title={t("incidents")}
      tools={
        may("privacy:write") ? (
          <Button size="small" onClick={() => setOpen(true)}>
            {form("create")}
          </Button>
        ) : null
      }
    >
      {incidents.length === 0 ? <p className="trust-pad mut">{t("incident_none")}</p> : null}
      {incidents.map(({ incident_id, title, discovered_at, severity, people, measures }) => (
        <div key={incident_id} className="trust-pad">
          <b className="med">{title}</b>
          <p className="s mut">
            {stamp(discovered_at)} · {form("severity")} {word(severity)} ·{" "}
            {form("people_told", { people: number(people) })}
          </p>
          <p>{measures}</p>
        </div>
      ))}
      {open ? <NewIncident onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
