import { App, Button, Checkbox, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import type { Failure } from "../api/client.ts";
import type { ExportKinds } from "../api/contract.ts";
import { useApi, useSend } from "../api/query.ts";
import { useMay } from "../api/session.ts";
import { number } from "../i18n/format.ts";
import { useText } from "../i18n/language.ts";
import { everyday } from "../i18n/texts/everyday.ts";
import { exportsTexts } from "../i18n/texts/exports.ts";
import { useAdvice } from "../ui/states.tsx";
import "./export-dialog.css";

interface Asked {
  kind: string;
  /** As the list's query. */
  filter: Record<string, string | undefined>;
  /** Rows of the list now, where the page knows them. */
  count?: number | undefined;
  /** The count is about right, where counting costs too much. */
  estimated?: boolean | undefined;
}

type Kind = ExportKinds["data"][number];
type Column = Kind["columns"][number];
interface Wish {
  columns: string[];
  format: "csv" | "xlsx";
  reason: string;
}

/** Takes the list as it is filtered out of the house. Not there for whoever may not. */
export function ExportButton(asked: Asked) {
  const t = useText(exportsTexts);
  const may = useMay();
  const [open, setOpen] = useState(false);
  const allowed = may("exports:write");
  const kinds = useApi("GET /v1/exports/kinds", {}, { enabled: allowed }).data;
  const kind = kinds?.data.find((one) => one.kind === asked.kind);
  if (!kinds || !kind) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("button")}</Button>
      {open ? <Dialog asked={asked} kind={kind} kinds={kinds} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** The same for a list that was chosen elsewhere. */
export function ExportDialog({ onClose, ...asked }: Asked & { onClose: () => void }) {
  const kinds = useApi("GET /v1/exports/kinds", {}).data;
  const kind = kinds?.data.find((one) => one.kind === asked.kind);
  return kinds && kind ? <Dialog asked={asked} kind={kind} kinds={kinds} onClose={onClose} /> : null;
}

function ColumnName({ column: { label, sensitive, shown } }: { column: Column }) {
  const t = useText(exportsTexts);
  const mark = shown === "full" ? (sensitive ? t("sensitive") : undefined) : t(shown);
  return (
    <>
      {label} {mark ? <small className="warn">{mark}</small> : null}
    </>
  );
}

function Consequences({ asked: { count, estimated }, above }: { asked: Asked; above: number | null }) {
  const t = useText(exportsTexts);
  const asks = above !== null && (count === undefined || count > above);
  return (
    <div className="s mut">
      {count === undefined ? null : <p>{t(estimated ? "rows_about" : "rows", { count: number(count) })}</p>}
      {asks ? <p className="warn">{t("approval", { count: number(above) })}</p> : null}
      <p>{t("direct")}</p>
    </div>
  );
}

interface DialogProps {
  asked: Asked;
  kind: Kind;
  kinds: ExportKinds;
  onClose: () => void;
}

function Dialog({ asked, kind, kinds, onClose }: DialogProps) {
  const t = useText(exportsTexts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const send = useSend("POST /v1/exports", ["GET /v1/jobs", "GET /v1/exports"]);
  const submit = (wish: Wish) => {
    const filter = Object.fromEntries(Object.entries(asked.filter).filter(([, value]) => value !== undefined));
    send.mutate(
      { body: { kind: asked.kind, filter, ...wish } },
      {
        onSuccess: (made) => {
          void message.success(t("approval_id" in made ? "waiting" : "started"));
          onClose();
        },
        onError: (error: Failure) => void message.error(advice(error)),
      },
    );
  };
  const usual = kind.columns.filter(({ shown }) => shown !== "hidden").map(({ name }) => name);
  const required = [{ required: true, message: c("required") }];
  return (
    <Modal
      open
      width={520}
      title={t("title", { label: kind.label })}
      okText={t("button")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ columns: usual, format: "xlsx" }}
        onFinish={submit}
      >
        <Form.Item name="columns" label={t("columns")} rules={required}>
          <Checkbox.Group
            className="export-columns"
            options={kind.columns.map((column) => ({ value: column.name, label: <ColumnName column={column} /> }))}
          />
        </Form.Item>
        <Form.Item name="format" label={t("format")}>
          <Radio.Group
            options={[
              { value: "xlsx", label: "Excel (.xlsx)" },
              { value: "csv", label: "CSV (.csv)" },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t("reason")}
          extra={t("reason_hint")}
          rules={[{ required: true, whitespace: true, min: 2, message: c("required") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
      </Form>
      <Consequences asked={asked} above={kinds.approval_above} />
    </Modal>
  );
}
