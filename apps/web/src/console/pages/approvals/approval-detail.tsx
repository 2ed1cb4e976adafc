import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { Approval, ApprovalWithEffect } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { approvals } from "../../../i18n/texts/approvals.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import type { Failure } from "../../../api/client.ts";
import { ApprovalEffectView } from "./effect.tsx";
import "./approvals.css";

const ONE = "GET /v1/approvals/{approval_id}" as const;
const STALE = ["GET /v1/approvals", "GET /v1/approvals/counts", ONE] as const;
/** The server says why in words, also when it is a matter of who asks. */
const said = (error: Failure) => ("detail" in error && typeof error.detail === "string" ? error.detail : error.message);

function RejectDialog({ approval_id, onClose }: { approval_id: string; onClose: () => void }) {
  const t = useText(approvals);
  const c = useText(everyday);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const send = useSend("POST /v1/approvals/{approval_id}/reject", [...STALE]);
  const commit = ({ reason }: { reason: string }) =>
    void send
      .mutateAsync({ path: { approval_id }, body: { reason } })
      .then(() => {
        void message.success(t("rejected_done"));
        onClose();
      })
      .catch((error: Failure) => message.error(said(error)));
  return (
    <Modal
      open
      width={440}
      title={t("reject_title")}
      okText={t("reject")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={commit}>
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Decide({ found }: { found: ApprovalWithEffect }) {
  const t = useText(approvals);
  const { message } = App.useApp();
  const [rejecting, setRejecting] = useState(false);
  const path = { approval_id: found.approval_id };
  const yes = useSend("POST /v1/approvals/{approval_id}/approve", [...STALE]);
  const withdraw = useSend("POST /v1/approvals/{approval_id}/cancel", [...STALE]);
  const { effect_hash } = found;
  // The list is asked again before this ends, and may take the request and all of this away: callbacks of mutate() would
  // be lost with it.
  const tell = (sent: Promise<unknown>, text: string) =>
    void sent.then(() => message.success(text)).catch((error: Failure) => message.error(said(error)));
  const approve = () => tell(yes.mutateAsync({ path, body: { effect_hash: effect_hash ?? "" } }), t("approved_done"));
  const cancel = () => tell(withdraw.mutateAsync({ path }), t("withdrawn_done"));
  if (found.mine) {
    return (
      <>
        <p className="s mut">{t("own")}</p>
        <div className="acts">
          <Button loading={withdraw.isPending} onClick={cancel}>
            {t("withdraw")}
          </Button>
        </div>
      </>
    );
  }
  if (!found.may_decide) return null;
  return (
    <div className="acts">
      <Button type="primary" disabled={effect_hash === null} loading={yes.isPending} onClick={approve}>
        {t("approve")}
      </Button>
      <Button onClick={() => setRejecting(true)}>{t("reject")}</Button>
      {rejecting ? <RejectDialog approval_id={found.approval_id} onClose={() => setRejecting(false)} /> : null}
    </div>
  );
}

function Now({ found }: { found: ApprovalWithEffect }) {
  const t = useText(approvals);
  if (found.state !== "waiting") {
    const { effect } = found;
    return effect ? <ApprovalEffectView effect={effect} title={t("effect_then")} /> : null;
  }
  return (
    <div>
      {found.effect_now ? <ApprovalEffectView effect={found.effect_now} title={t("effect")} /> : null}
      {found.problem ? (
        <p className="neg" role="alert">
          {t("problem", { why: found.problem.detail })}
        </p>
      ) : null}
      {found.changed && !found.problem ? <p className="s warn">{t("changed")}</p> : null}
      <Decide found={found} />
    </div>
  );
}

export function ApprovalDetail({ row }: { row: Approval }) {
  const t = useText(approvals);
  const found = useApi(ONE, { path: { approval_id: row.approval_id } });
  return (
    <div className="under-row two">
      <div>
        <p>{row.reason}</p>
        {row.state === "waiting" ? <p className="s mut">{t("ends", { time: stamp(row.ends_at) })}</p> : null}
        {row.decided_at ? (
          <p className="s mut">
            {t(row.state)} {t("decided", { who: row.decided_by?.name ?? t("system"), time: stamp(row.decided_at) })}
            {row.stood_in ? (
              <>
                <Sep />
                {t("stood_in")}
              </>
            ) : null}
            {row.decision_reason ? (
              <>
                <Sep />
                {row.decision_reason}
              </>
            ) : null}
          </p>
        ) : null}
        {row.failure ? (
          <p className="s warn">{t("failure", { time: stamp(row.failure.at), why: row.failure.detail })}</p>
        ) : null}
      </div>
      <QueryView query={found} skeleton={<Skeleton rows={3} height={28} />}>
        {(data) => <Now found={data} />}
      </QueryView>
    </div>
  );
}
