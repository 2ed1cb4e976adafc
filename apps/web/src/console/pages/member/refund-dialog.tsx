import { Alert, App, Form, Input, InputNumber, Modal, Segmented } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { Purchase, RefundPreview } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { refund as texts } from "../../../i18n/texts/refund.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { RequestId, useAdvice } from "../../../ui/states.tsx";
import { requestIdOf } from "../../../api/client.ts";
import { RefundSlip } from "./refund-slip.tsx";
import "./refund.css";

type Line = Purchase["lines"][number];
type By = "quantity" | "amount_fen";
/** What is to be given back, by line: units, or fen. */
type Chosen = Readonly<Record<number, number>>;

const leftUnits = (line: Line) => line.quantity - line.refunded_quantity;
const leftFen = (line: Line) => line.amount_fen - line.refunded_fen;
const isLeft = (line: Line) => leftUnits(line) > 0 && leftFen(line) > 0;

/** A line of which only an amount is left (its units are back) is given back as an amount. */
function Choice({ line, by, value, onChange }: { line: Line; by: By; value: number; onChange: (n: number) => void }) {
  const t = useText(texts);
  const label = t("of_line", { item: line.item_name });
  if (by === "quantity") {
    return (
      <InputNumber
        aria-label={label}
        className="right"
        min={0}
        max={leftUnits(line)}
        precision={0}
        value={value}
        onChange={(n) => onChange(n ?? 0)}
      />
    );
  }
  return (
    <InputNumber
      aria-label={label}
      className="right"
      min={0}
      max={leftFen(line) / 100}
      precision={2}
      controls={false}
      value={value / 100}
      onChange={(n) => onChange(Math.round((n ?? 0) * 100))}
    />
  );
}

function Lines({
  purchase,
  by,
  chosen,
  onChoose,
}: {
  purchase: Purchase;
  by: By;
  chosen: Chosen;
  onChoose: (line_no: number, value: number) => void;
}) {
  const t = useText(texts);
  const columns: Column<Line>[] = [
    { key: "item", head: t("item"), cell: (l) => l.item_name, title: (l) => l.item_name },
    { key: "left", head: t("left"), width: 72, numeric: true, cell: (l) => leftUnits(l) },
    { key: "fen", head: t("left_fen"), width: 120, numeric: true, cell: (l) => yuan(leftFen(l)) },
    {
      key: "back",
      head: t(by === "quantity" ? "units_back" : "amount_back"),
      width: 128,
      numeric: true,
      cell: (l) => (
        <Choice line={l} by={by} value={chosen[l.line_no] ?? 0} onChange={(value) => onChoose(l.line_no, value)} />
      ),
    },
  ];
  return (
    <LedgerTable
      label={t("lines")}
      columns={columns}
      rows={purchase.lines.filter(isLeft)}
      rowKey={(l) => String(l.line_no)}
    />
  );
}

function Problem({ error }: { error: Failure }) {
  const advice = useAdvice();
  return (
    <Alert
      type="error"
      role="alert"
      title={advice(error)}
      description={<RequestId id={requestIdOf(error)} />}
      style={{ marginTop: 12 }}
    />
  );
}

/** Everything of the purchase is chosen at first: what most people come for. */
const everything = (purchase: Purchase): Chosen =>
  Object.fromEntries(purchase.lines.filter(isLeft).map((line) => [line.line_no, leftUnits(line)]));

function useRefund(purchase: Purchase, by: By, chosen: Chosen) {
  const path = { purchase_id: purchase.purchase_id };
  const lines = useMemo(
    () =>
      purchase.lines.flatMap((line) => {
        const value = chosen[line.line_no] ?? 0;
        return value > 0 ? [{ line_no: line.line_no, [by]: value }] : [];
      }),
    [purchase, by, chosen],
  );
  const asked = useDeferredValue(lines);
  const preview = useApi(
    "POST /v1/purchases/{purchase_id}/refunds/evaluate",
    { path, body: { lines: asked } },
    { enabled: asked.length > 0 },
  );
  const send = useSend("POST /v1/purchases/{purchase_id}/refunds", [
    "GET /v1/purchases/{purchase_id}",
    "GET /v1/purchases",
    "GET /v1/members/{member_id}",
    "GET /v1/members/{member_id}/entries",
    "GET /v1/members/{member_id}/lots",
    "GET /v1/members/{member_id}/timeline",
  ]);
  return { path, lines, preview, send };
}

/** Chooses what comes back, shows to the fen and the point what goes where, and books exactly that. */
export function RefundDialog({ purchase, onClose }: { purchase: Purchase; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const [by, setBy] = useState<By>("quantity");
  const [chosen, setChosen] = useState<Chosen>(() => everything(purchase));
  // Of this choice: sending it again books it once.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const { path, lines, preview, send } = useRefund(purchase, by, chosen);
  const choose = (next: Chosen) => {
    setChosen(next);
    setAttempt(crypto.randomUUID());
  };
  const shown: RefundPreview | undefined = lines.length > 0 ? preview.data : undefined;
  const error = send.error ?? (lines.length > 0 ? preview.error : null);
  const commit = ({ reason }: { reason: string }) =>
    send.mutate(
      { path, body: { lines, reason }, idempotency_key: attempt },
      {
        onSuccess: (answer) => {
          if ("approval_id" in answer) void message.info(t("waits"));
          else void message.success(t("done", { amount: yuan(answer.amount_fen - answer.points.deducted_fen) }));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      width={680}
      title={t("title")}
      okText={shown ? t("commit", { amount: yuan(shown.amount_fen - shown.points.deducted_fen) }) : t("refund")}
      okButtonProps={{ danger: true, disabled: !shown || Boolean(preview.error) }}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Segmented<By>
        value={by}
        options={[
          { value: "quantity", label: t("by_quantity") },
          { value: "amount_fen", label: t("by_amount") },
        ]}
        onChange={(next) => {
          setBy(next);
          choose(next === "quantity" ? everything(purchase) : {});
        }}
        style={{ marginBottom: 8 }}
      />
      <Lines
        purchase={purchase}
        by={by}
        chosen={chosen}
        onChoose={(line_no, value) => choose({ ...chosen, [line_no]: value })}
      />
      {shown ? <RefundSlip refund={shown} /> : <p className="s mut refund__none">{t("choose")}</p>}
      {error ? <Problem error={error} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={commit} style={{ marginTop: 16 }}>
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
