import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { Duplicate } from "../../../api/contract.ts";
import { type Route, useSend } from "../../../api/query.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicateReasons, duplicates } from "../../../i18n/texts/duplicates.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Card } from "../../../ui/card.tsx";
import { useKeys } from "../../../ui/keys.ts";
import { Meter, Tag } from "../../../ui/marks.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { Compare, type Keep, type Pair, type Side } from "./compare.tsx";

export const CHANGED: Route[] = [
  "GET /v1/members/duplicates",
  "GET /v1/members/duplicates/counts",
  "GET /v1/members/merges",
  "GET /v1/members/{member_id}",
  "GET /v1/members/{member_id}/identities",
  "GET /v1/members/{member_id}/timeline",
];

function DismissDialog({
  duplicate,
  onDone,
  onClose,
}: {
  duplicate: Duplicate;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useText(duplicates);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const send = useSend("POST /v1/members/duplicates/{duplicate_id}/dismiss", CHANGED);
  const dismiss = ({ reason }: { reason: string }) =>
    // A promise: when it is done the pair is gone from the list, and this dialog with it.
    void send.mutateAsync({ path: { duplicate_id: duplicate.duplicate_id }, body: { reason } }).then(
      () => {
        void message.success(t("dismissed_done"));
        onDone();
      },
      (error: Failure) => void message.error(advice(error), 6),
    );
  return (
    <Modal
      open
      width={440}
      title={t("dismiss_title")}
      okText={t("dismiss")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 16 }}>{t("dismiss_why")}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={dismiss}>
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function Reasons({ duplicate }: { duplicate: Pick<Duplicate, "confidence" | "reasons"> }) {
  const t = useText(duplicates);
  const r = useText(duplicateReasons);
  const { confidence, reasons } = duplicate;
  return (
    <span className="why-pair">
      <span className="why-pair__sure">
        <Meter share={confidence / 100} tone={confidence >= 90 ? "ma" : confidence >= 70 ? "" : "ga"} />
        {t("confidence", { value: confidence })}
      </span>
      {reasons.map((code) => (
        <Tag key={code}>{r(code)}</Tag>
      ))}
    </span>
  );
}

interface Props {
  pair: Pair;
  /** Undefined: two members that somebody has named. */
  duplicate?: Duplicate | undefined;
  onDone: () => void;
}

/** One pair: beside each other, and a decision. */
export function Decide({ pair, duplicate, onDone }: Props) {
  const t = useText(duplicates);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [winner, setWinner] = useState<Side>("a");
  const [keep, setKeep] = useState<Keep>({});
  const [reason, setReason] = useState<string>(t("reason_default"));
  const [dismissing, setDismissing] = useState(false);
  const send = useSend("POST /v1/members/merges", CHANGED);
  const merge = () => {
    const [winner_id, loser_id] = winner === "a" ? [pair.a_id, pair.b_id] : [pair.b_id, pair.a_id];
    const body = { winner_id, loser_id, keep, reason: reason.trim() || t("reason_default") };
    void send.mutateAsync({ body }).then(
      (done) => {
        if ("approval_id" in done) void message.info(t("waits"), 6);
        else void message.success(t("merged", { name: done.winner.name, until: shortDate(done.undo_until) }), 6);
        onDone();
      },
      (error: Failure) => void message.error(advice(error), 6),
    );
  };
  useKeys({
    m: () => !send.isPending && merge(),
    x: () => duplicate && setDismissing(true),
    s: () => {
      setWinner(winner === "a" ? "b" : "a");
      setKeep({});
    },
  });
  return (
    <Card title={t("compare")} note={duplicate ? <Reasons duplicate={duplicate} /> : t("ad_hoc")} className="decide">
      <Compare
        pair={pair}
        winner={winner}
        keep={keep}
        onWinner={(side) => {
          setWinner(side);
          setKeep({});
        }}
        onKeep={setKeep}
      />
      <div className="decide__foot">
        <Input
          aria-label={t("reason")}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
        {duplicate ? (
          <Button onClick={() => setDismissing(true)}>
            {t("dismiss")}
            <kbd>X</kbd>
          </Button>
        ) : null}
        <Button type="primary" loading={send.isPending} onClick={merge}>
          {t("merge")}
          <kbd>M</kbd>
        </Button>
      </div>
      {dismissing && duplicate ? (
        <DismissDialog
          duplicate={duplicate}
          onClose={() => setDismissing(false)}
          onDone={() => {
            setDismissing(false);
            onDone();
          }}
        />
      ) : null}
    </Card>
  );
}
